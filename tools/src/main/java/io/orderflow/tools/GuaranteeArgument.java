/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.util.stream.Collectors.joining;

import io.orderflow.tools.audit.Guarantee;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A guarantee, as the services' setting names it. */
final class GuaranteeArgument implements ITypeConverter<Guarantee> {

    @Override
    public Guarantee convert(String name) {
        return Stream.of(Guarantee.values())
                .filter(one -> nameOf(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' must be %s".formatted(name, names().collect(joining(" or ")))));
    }

    private static String nameOf(Guarantee guarantee) {
        return guarantee.name().toLowerCase(Locale.ROOT);
    }

    private static Stream<String> names() {
        return Stream.of(Guarantee.values()).map(GuaranteeArgument::nameOf);
    }

    /** For completion. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
