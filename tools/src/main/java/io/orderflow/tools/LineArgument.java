/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An order's line as typed: {@code kettle:2} or {@code kettle:2@24.90}. */
record LineArgument(String product, int quantity, Optional<BigDecimal> unitPrice) {

    private static final Pattern FORM = Pattern.compile("(.+):(-?\\d{1,9})(?:@(-?\\d{1,14}(?:\\.\\d{1,4})?))?");

    /** Reads it. What the shop thinks of it, the validators will say: a quantity may be negative. */
    static final class Reader implements ITypeConverter<LineArgument> {

        @Override
        public LineArgument convert(String text) {
            Matcher line = FORM.matcher(text);
            if (!line.matches()) {
                throw new TypeConversionException(
                        "'%s' must be PRODUCT:QUANTITY or PRODUCT:QUANTITY@PRICE, such as kettle:2@24.90"
                                .formatted(text));
            }
            return new LineArgument(
                    line.group(1),
                    Integer.parseInt(line.group(2)),
                    Optional.ofNullable(line.group(3)).map(BigDecimal::new));
        }
    }
}
