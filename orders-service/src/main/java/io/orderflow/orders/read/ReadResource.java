/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.ClientDisconnects;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.OrderResponse;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.WaitTimeout;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /v1/orders/ID}: the order as it is, or as soon as it is decided. No thread waits here. */
@Path("/v1/orders/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class ReadResource {

    private final OrderReads reads;
    private final WaitTimeout timeouts;
    private final ClientDisconnects disconnects;

    public ReadResource(OrderReads reads, WaitTimeout timeouts, ClientDisconnects disconnects) {
        this.reads = requireNonNull(reads, "reads");
        this.timeouts = requireNonNull(timeouts, "timeouts");
        this.disconnects = requireNonNull(disconnects, "disconnects");
    }

    /** The order as soon as it is known. */
    @GET
    public void read(
            @PathParam("id") String id,
            @QueryParam("timeout") @Nullable String timeout,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        read(id, order -> true, timeout, headers, request, response);
    }

    /** The order as soon as it is decided. */
    @GET
    @Path("validated")
    public void readDecided(
            @PathParam("id") String id,
            @QueryParam("timeout") @Nullable String timeout,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        read(id, order -> order.getState() != OrderState.CREATED, timeout, headers, request, response);
    }

    private void read(
            String id,
            Predicate<Order> enough,
            @Nullable String timeout,
            HttpHeaders headers,
            HttpServletRequest request,
            AsyncResponse response) {
        OrderIds.check(id);
        Duration wait = timeouts.asked(timeout, headers.getRequestHeader("Prefer"));
        List<String> known = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
        CompletableFuture<ReadResult> reading = reads.read(id, enough, wait);
        disconnects.watch(request, reading);
        AsyncAnswers.answer(response, reading, result -> answer(result, id, wait, known == null ? List.of() : known));
    }

    /**
     * What was read, as HTTP says it.
     *
     * @param known the versions that the client has ({@code If-None-Match})
     */
    public static Response answer(ReadResult result, String id, Duration waited, List<String> known) {
        String inWords = waited.toMillis() + " ms";
        if (result instanceof ReadResult.Met met) {
            OrderResponse order = OrderResponse.of(met.order());
            return has(known, order.etag())
                    ? Response.notModified()
                            .header(HttpHeaders.ETAG, order.etag())
                            .build()
                    : Answers.order(Response.ok(), order);
        }
        if (result instanceof ReadResult.NotYet notYet) {
            return Answers.problem(Problem.undecided(OrderResponse.of(notYet.order()), inWords));
        }
        if (result instanceof ReadResult.Unavailable unavailable) {
            return Answers.unavailable(
                    Problem.unavailable("order %s cannot be read now: %s".formatted(id, unavailable.why())));
        }
        if (result instanceof ReadResult.TooMany) {
            return Answers.tooManyWait();
        }
        return Answers.problem(Problem.unknownOrder(id, inWords));
    }

    private static boolean has(List<String> known, String etag) {
        return known.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }
}
