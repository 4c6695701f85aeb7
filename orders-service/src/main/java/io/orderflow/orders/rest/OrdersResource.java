/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.rest;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.orders.view.OrderReads;
import io.orderflow.orders.view.Reading;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /v1/orders}: reads what is asked, has it done, and answers when it is done. No thread waits here. */
@Path("/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
public final class OrdersResource {

    private static final String PREFER = "Prefer";

    private final Placing placing;
    private final OrderReads reads;
    private final Patience patience;
    private final Departures departures;

    public OrdersResource(Placing placing, OrderReads reads, Patience patience, Departures departures) {
        this.placing = requireNonNull(placing, "placing");
        this.reads = requireNonNull(reads, "reads");
        this.patience = requireNonNull(patience, "patience");
        this.departures = requireNonNull(departures, "departures");
    }

    /** Places an order. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void place(
            InputStream body,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @QueryParam("timeout") @Nullable String timeout,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response)
            throws IOException {
        Duration wait = patience.asked(timeout, headers.getRequestHeader(PREFER));
        Optional<String> keyed = Optional.ofNullable(key).map(OrdersResource::idOf);
        OrderRequest asked = OrderRequestReader.read(Body.read(body));
        Optional<String> chosen = asked.id().or(() -> keyed);
        CompletableFuture<Placed> placed =
                chosen.map(id -> placing.place(asked, id, wait)).orElseGet(() -> placing.place(asked));
        departures.watch(request, placed);
        Answering.answer(response, placed, Answers::of);
    }

    /** The order as soon as it is known. */
    @GET
    @Path("{id}")
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
    @Path("{id}/validated")
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
        Duration wait = patience.asked(timeout, headers.getRequestHeader(PREFER));
        List<String> known = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
        CompletableFuture<Reading> reading = reads.read(id, enough, wait);
        departures.watch(request, reading);
        Answering.answer(response, reading, result -> Answers.of(result, id, wait, known == null ? List.of() : known));
    }

    private static String idOf(String key) {
        if (key.isBlank() || key.length() > 255) {
            throw new ProblemException(
                    Problem.invalid(FieldError.of("Idempotency-Key", key, "must be 1 to 255 characters")));
        }
        return OrderIds.of(key.strip());
    }
}
