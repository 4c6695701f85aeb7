/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a request.
 *
 * @param field where, e.g. {@code lines[0].quantity}
 * @param value what was found there; absent where nothing was
 * @param detail what would be right
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(String field, @Nullable JsonNode value, String detail) {

    private static final int SHOWN = 80;

    public static FieldError missing(String field, String detail) {
        return new FieldError(field, null, "is missing: " + detail);
    }

    /** The value is shown as it came where it is short, else the beginning of its text. */
    public static FieldError of(String field, JsonNode value, String detail) {
        return new FieldError(field, shown(value), detail);
    }

    public static FieldError of(String field, String value, String detail) {
        return new FieldError(field, TextNode.valueOf(shortened(value)), detail);
    }

    private static JsonNode shown(JsonNode value) {
        if (value instanceof DecimalNode decimal && !printable(decimal.decimalValue())) {
            return TextNode.valueOf(shortened(decimal.decimalValue().toString()));
        }
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.length() <= SHOWN ? value : TextNode.valueOf(shortened(text));
    }

    /** False for numbers such as 1e999999999, which written out would fill the memory. */
    private static boolean printable(BigDecimal number) {
        return Math.abs((long) number.scale()) <= SHOWN;
    }

    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
