/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What a token lets its bearer do. */
public enum Scope {
    /** Read the orders of the token's customer. */
    READ("orders:read"),
    /** Place and cancel orders of the token's customer. */
    WRITE("orders:write"),
    /** Both, for all customers. */
    ADMIN("orders:admin");

    private final String name;

    Scope(String name) {
        this.name = name;
    }

    /** Those of {@code names} that are ours; a token may have others, for other services. */
    static Set<Scope> of(Collection<String> names) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : values()) {
            if (names.contains(scope.name)) {
                scopes.add(scope);
            }
        }
        return scopes;
    }

    /** As tokens have it. */
    @Override
    public String toString() {
        return name;
    }
}
