/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.rest;

import io.orderflow.orders.view.Reading;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What was found, as HTTP says it. */
final class Answers {

    private static final int RETRY_AFTER_SECONDS = 1;

    private Answers() {}

    static Response of(Placed placed) {
        if (placed instanceof Placed.Now now) {
            return order(Response.created(location(now.order().id())), now.order());
        }
        if (placed instanceof Placed.Before before) {
            return order(Response.ok().location(location(before.order().id())), before.order());
        }
        if (placed instanceof Placed.Otherwise otherwise) {
            return problem(Problem.otherContent(otherwise.order(), otherwise.differences()));
        }
        if (placed instanceof Placed.Pending pending) {
            return Response.accepted(new PendingOrder(pending.orderId(), "PENDING"))
                    .location(location(pending.orderId()))
                    .type(MediaType.APPLICATION_JSON)
                    .build();
        }
        Placed.Failed failed = (Placed.Failed) placed;
        String detail = "%s; repeating it with id %s is safe".formatted(failed.why(), failed.orderId());
        return unavailable(Problem.unavailable(detail).about(failed.orderId()));
    }

    /** @param known the versions that the client has ({@code If-None-Match}) */
    static Response of(Reading reading, String id, Duration waited, List<String> known) {
        String inWords = waited.toMillis() + " ms";
        if (reading instanceof Reading.Met met) {
            OrderResponse order = OrderResponse.of(met.order());
            return has(known, order.etag())
                    ? Response.notModified()
                            .header(HttpHeaders.ETAG, order.etag())
                            .build()
                    : order(Response.ok(), order);
        }
        if (reading instanceof Reading.NotYet notYet) {
            return problem(Problem.undecided(OrderResponse.of(notYet.order()), inWords));
        }
        if (reading instanceof Reading.Unavailable unavailable) {
            return unavailable(Problem.unavailable("order %s cannot be read now: %s".formatted(id, unavailable.why())));
        }
        if (reading instanceof Reading.TooMany) {
            return unavailable(Problem.unavailable("too many requests wait: ask again, or with timeout=0"));
        }
        return problem(Problem.unknownOrder(id, inWords));
    }

    /** The client closed the connection while it waited; most likely nobody reads this. */
    static Response left() {
        return unavailable(Problem.unavailable("the client closed its side of the connection while it waited"));
    }

    static Response problem(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }

    static Response unavailable(Problem problem) {
        return Response.fromResponse(problem(problem))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    private static Response order(Response.ResponseBuilder builder, OrderResponse order) {
        return builder.header(HttpHeaders.ETAG, order.etag())
                .type(MediaType.APPLICATION_JSON)
                .entity(order)
                .build();
    }

    private static URI location(String id) {
        return URI.create("v1/orders/" + id); // made absolute against the address that the client used
    }

    private static boolean has(List<String> known, String etag) {
        return known.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }

    /** An order that is in the log, and not yet in the view. */
    record PendingOrder(String id, String state) {}
}
