/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import io.orderflow.orders.commands.CommandPosition;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;

/** What use cases answer alike, as HTTP says it. */
public final class Answers {

    private static final int RETRY_AFTER_SECONDS = 1;

    private Answers() {}

    /** The client closed the connection while it waited; most likely nobody reads this. */
    public static Response clientLeft() {
        return unavailable(Problem.unavailable("the client closed its side of the connection while it waited"));
    }

    /** All places for requests that wait are taken. */
    public static Response tooManyWait() {
        return unavailable(Problem.unavailable("too many requests wait: ask again, or with timeout=0"));
    }

    public static Response problem(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }

    /** The same, before Jersey has seen the request. */
    public static void send(HttpServletResponse response, Problem problem) throws IOException {
        byte[] body = Json.write(problem);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    public static Response unavailable(Problem problem) {
        return Response.fromResponse(problem(problem))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    /** {@code answer} with the token by which a read shows what this request has written. */
    public static Response writtenAt(CommandPosition position, Response answer) {
        return Response.fromResponse(answer)
                .header(CommandPosition.HEADER, position.token())
                .build();
    }

    /** {@code order} with its version. */
    public static Response order(Response.ResponseBuilder builder, OrderResponse order) {
        return builder.header(HttpHeaders.ETAG, order.etag())
                .type(MediaType.APPLICATION_JSON)
                .entity(order)
                .build();
    }

    /** Where order {@code id} is. */
    public static URI location(String id) {
        return URI.create("/v1/orders/" + id); // relative (RFC 9110, 10.2.2): right behind any proxy, and to forward
    }
}
