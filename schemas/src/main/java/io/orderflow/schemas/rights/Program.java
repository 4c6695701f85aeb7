/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.rights;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A program, with all that it needs to do on the brokers and nothing else.
 *
 * @param name which is also that of its user, unless a shop has other names for users
 */
public record Program(String name, NavigableSet<Right> rights) {

    public Program {
        requireNonNull(name, "name");
        rights = Collections.unmodifiableNavigableSet(new TreeSet<>(rights));
    }
}
