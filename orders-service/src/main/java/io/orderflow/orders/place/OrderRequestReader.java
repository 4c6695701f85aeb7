/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.events.OrderLine;
import io.orderflow.events.PlaceOrder;
import io.orderflow.orders.http.FieldError;
import io.orderflow.orders.http.Json;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.ProblemException;
import io.orderflow.schemas.RecordBounds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads one order from JSON. Refuses only what cannot be an event, and says all that is wrong at once. */
final class OrderRequestReader {

    static final String SHAPE = "must be an object such as {\"customerId\": 7, \"currency\": \"EUR\", "
            + "\"lines\": [{\"product\": \"kettle\", \"quantity\": 1, \"unitPrice\": 24.90}]}";

    private static final int SCALE = 4;
    private static final int WHOLE_DIGITS = 14;
    private static final Set<String> ORDER_FIELDS = Set.of("id", "customerId", "currency", "lines");
    private static final Set<String> LINE_FIELDS = Set.of("product", "quantity", "unitPrice");
    private static final Set<String> OUR_FIELDS = Set.of("state", "version", "failures", "createdAt", "updatedAt");

    /** Whether it is a currency, a check will say. */
    private static final Predicate<String> CURRENCY = Pattern.compile(
                    "[A-Za-z]{%s}".formatted(RecordBounds.LONGEST_CURRENCY))
            .asMatchPredicate();

    private final List<FieldError> errors = new ArrayList<>();

    private OrderRequestReader() {}

    /**
     * The order that {@code body} asks for.
     *
     * @throws ProblemException naming all that is wrong
     */
    static OrderRequest read(byte[] body) {
        OrderRequestReader reader = new OrderRequestReader();
        Optional<OrderRequest> request = reader.order(Json.read(body, SHAPE));
        return request.filter(read -> reader.errors.isEmpty())
                .orElseThrow(() -> new ProblemException(Problem.invalid(reader.errors)));
    }

    private Optional<OrderRequest> order(JsonNode body) {
        if (!body.isObject()) {
            errors.add(FieldError.of("body", body, SHAPE));
            return Optional.empty();
        }
        known(body, "", ORDER_FIELDS, "id, customerId, currency and lines");
        Optional<String> id = body.has("id") ? id(body.get("id")) : Optional.empty();
        long customer = whole(body, "", "customerId", Long.MIN_VALUE, Long.MAX_VALUE);
        String currency = text(body, "", "currency", "a currency's code of three letters, such as \"EUR\"", CURRENCY);
        return Optional.of(new OrderRequest(id, new PlaceOrder(customer, currency, lines(body))));
    }

    private Optional<String> id(JsonNode value) {
        if (value.isTextual() && OrderIds.valid(value.textValue())) {
            return Optional.of(value.textValue());
        }
        errors.add(FieldError.of("id", value, OrderIds.RULE + "; leave it out to be given one"));
        return Optional.empty();
    }

    private List<OrderLine> lines(JsonNode body) {
        Optional<JsonNode> found = present(body, "", "lines", "a list of 1 to 1,000 lines");
        if (found.isEmpty()) {
            return List.of();
        }
        JsonNode lines = found.get();
        if (!lines.isArray() || lines.isEmpty()) {
            errors.add(FieldError.of("lines", lines, "must be a list of 1 to 1,000 lines"));
            return List.of();
        }
        if (lines.size() > RecordBounds.MOST_LINES) {
            errors.add(FieldError.of("lines", lines.size() + " lines", "must be a list of 1 to 1,000 lines"));
            return List.of();
        }
        List<OrderLine> read = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            read.add(line(lines.get(i), "lines[" + i + "]"));
        }
        return read;
    }

    private OrderLine line(JsonNode line, String place) {
        if (!line.isObject()) {
            errors.add(FieldError.of(place, line, "must be an object with product, quantity and unitPrice"));
            return new OrderLine("", 0, BigDecimal.ZERO);
        }
        String at = place + ".";
        known(line, at, LINE_FIELDS, "product, quantity and unitPrice");
        String product = text(
                line,
                at,
                "product",
                "a product's name of at most 64 characters, such as \"kettle\"",
                OrderRequestReader::isProduct);
        int quantity = (int) whole(line, at, "quantity", Integer.MIN_VALUE, Integer.MAX_VALUE);
        return new OrderLine(product, quantity, price(line, at));
    }

    private void known(JsonNode object, String at, Set<String> fields, String all) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                String detail = at.isEmpty() && OUR_FIELDS.contains(name)
                        ? "is for the service to say: leave it out"
                        : "is not a known field: there are " + all;
                errors.add(FieldError.of(at + name, object.get(name), detail));
            }
        }
    }

    /** Whether the shop has it, a check will say. */
    private static boolean isProduct(String name) {
        return name.length() <= RecordBounds.LONGEST_PRODUCT;
    }

    private String text(JsonNode object, String at, String name, String what, Predicate<String> sound) {
        Optional<JsonNode> found = present(object, at, name, what);
        if (found.isEmpty()) {
            return "";
        }
        JsonNode value = found.get();
        if (!value.isTextual()) {
            errors.add(FieldError.of(at + name, value, "must be " + what));
        } else if (!UTF_8.newEncoder().canEncode(value.textValue())) {
            errors.add(FieldError.missing(at + name, "half a character (an unpaired surrogate) is no text"));
        } else if (!sound.test(value.textValue())) {
            errors.add(FieldError.of(at + name, value, "must be " + what));
        }
        return value.asText();
    }

    private long whole(JsonNode object, String at, String name, long least, long most) {
        String what = "a whole number, %s to %s".formatted(least, most);
        Optional<JsonNode> found = present(object, at, name, what);
        if (found.isEmpty()) {
            return 0;
        }
        JsonNode value = found.get();
        if (value.isIntegralNumber() && between(value.bigIntegerValue(), least, most)) {
            return value.longValue();
        }
        errors.add(FieldError.of(at + name, value, "must be " + what));
        return 0;
    }

    private static boolean between(BigInteger number, long least, long most) {
        return number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(BigInteger.valueOf(most)) <= 0;
    }

    private BigDecimal price(JsonNode line, String at) {
        String what = "a number with at most 4 decimals and 14 digits before them, such as 24.90";
        Optional<JsonNode> found = present(line, at, "unitPrice", what);
        if (found.isEmpty()) {
            return BigDecimal.ZERO;
        }
        JsonNode value = found.get();
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue().stripTrailingZeros();
            if (number.scale() <= SCALE && (long) number.precision() - number.scale() <= WHOLE_DIGITS) {
                return number.setScale(SCALE);
            }
        }
        errors.add(FieldError.of(at + "unitPrice", value, "must be " + what));
        return BigDecimal.ZERO;
    }

    private Optional<JsonNode> present(JsonNode object, String at, String name, String what) {
        JsonNode value = object.get(name);
        if (value == null) {
            errors.add(FieldError.missing(at + name, "must be " + what));
        }
        return Optional.ofNullable(value);
    }
}
