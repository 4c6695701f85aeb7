/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told when it does not get what it asked for (RFC 9457).
 *
 * @param type a name that programs can rely on; {@code about:blank} where the status says all
 * @param title the type in words
 * @param status the HTTP status, again
 * @param detail what is wrong here, and what would be right
 * @param instance the path that was asked
 * @param errors each field that is wrong
 * @param orderId the order that this is about, where a repeat with this id is what to do next
 * @param order the order as it is now, where that helps
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<FieldError> errors,
        @Nullable String orderId,
        @Nullable OrderResponse order) {

    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "urn:orderflow:problem:";
    private static final int SHOWN_ERRORS = 20;

    public Problem {
        errors = List.copyOf(errors);
    }

    private static Problem of(String name, String title, int status, String detail) {
        return new Problem(TYPES + name, title, status, detail, "", List.of(), null, null);
    }

    /** For what HTTP itself has a word for. */
    public static Problem blank(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, "", List.of(), null, null);
    }

    /** Who asks is not known; {@code detail} is all that is said of why. */
    public static Problem unauthorized(String detail) {
        return blank(401, "Unauthorized", detail);
    }

    /** Who asks is known, and may not. */
    public static Problem forbidden(String detail) {
        return blank(403, "Forbidden", detail);
    }

    public static Problem invalid(FieldError error) {
        return invalid(List.of(error));
    }

    /** All that is wrong, at once; of very many errors the first ones. */
    public static Problem invalid(List<FieldError> errors) {
        FieldError first = errors.get(0);
        String more = errors.size() == 1 ? "" : ", and %s more".formatted(errors.size() - 1);
        return of("invalid-request", "The request cannot be read", 400, first.field() + " " + first.detail() + more)
                .with(errors.subList(0, Math.min(SHOWN_ERRORS, errors.size())));
    }

    public static Problem tooLarge(int bytes) {
        String detail = "must be at most %s bytes".formatted(bytes);
        return of("too-large", "The request is too large", 413, "the body " + detail)
                .with(List.of(FieldError.of("body", "more than %s bytes".formatted(bytes), detail)));
    }

    public static Problem unknownOrder(String id, String waited) {
        return of(
                "unknown-order", "There is no such order", 404, "no order %s is known after %s".formatted(id, waited));
    }

    public static Problem undecided(OrderResponse order, String waited) {
        String detail = "order %s is not decided after %s: ask again".formatted(order.id(), waited);
        return of("not-decided", "The order is not decided yet", 504, detail).with(order);
    }

    /** The id is taken, by an order that is none of this customer's business. */
    public static Problem taken(String id) {
        return of(
                "other-content",
                "Another order has this id",
                409,
                "order %s is another customer's: give another id, or none".formatted(id));
    }

    public static Problem otherContent(OrderResponse order, List<FieldError> differences) {
        String detail = "order %s was placed before with other content: a new order needs an id of its own"
                .formatted(order.id());
        return of("other-content", "The id is taken", 409, detail)
                .with(differences)
                .with(order);
    }

    public static Problem isFinal(OrderResponse order) {
        String detail = "order %s is %s, and stays so".formatted(order.id(), order.state());
        return of("order-is-final", "The order can no longer be cancelled", 409, detail)
                .with(order);
    }

    /** Its client has sent too many. */
    public static Problem tooMany(String detail) {
        return of("too-many-requests", "Too many requests", 429, detail);
    }

    public static Problem unavailable(String detail) {
        return of("unavailable", "Not available now", 503, detail);
    }

    public Problem at(String path) {
        return new Problem(type, title, status, detail, path, errors, orderId, order);
    }

    public Problem about(String id) {
        return new Problem(type, title, status, detail, instance, errors, id, order);
    }

    private Problem with(List<FieldError> wrong) {
        return new Problem(type, title, status, detail, instance, wrong, orderId, order);
    }

    private Problem with(OrderResponse asItIs) {
        return new Problem(type, title, status, detail, instance, errors, orderId, asItIs);
    }
}
