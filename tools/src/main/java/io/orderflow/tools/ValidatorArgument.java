/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.util.stream.Collectors.joining;

import io.orderflow.tools.replay.Validator;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A validator that can be replayed, by the name of its check or of its service. */
final class ValidatorArgument implements ITypeConverter<Validator> {

    @Override
    public Validator convert(String name) {
        if (name.equals("inventory") || name.equals("inventory-service")) {
            throw new TypeConversionException(
                    "%s cannot be replayed: what it says depends on the stock at that moment; there are %s"
                            .formatted(name, names().collect(joining(", "))));
        }
        return Validator.ALL.stream()
                .filter(one -> name.equals(one.check()) || name.equals(one.check() + "-service"))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("no validator '%s' that can be replayed; there are %s"
                        .formatted(name, names().collect(joining(", ")))));
    }

    private static Stream<String> names() {
        return Validator.ALL.stream().map(Validator::check);
    }

    /** For completion. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
