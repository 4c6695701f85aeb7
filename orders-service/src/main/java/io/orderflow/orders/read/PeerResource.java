/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.ClientDisconnects;
import io.orderflow.orders.http.HttpServer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Where other instances of this service ask for the orders that this one has. Not for clients: an order comes as bytes, as it
 * is on its topic, and nobody is asked on.
 */
@Path(HttpPeerOrders.PATH)
public final class PeerResource {

    private static final int NOT_MINE = 421;
    private static final int TOO_MANY = 429;
    private static final long LONGEST_WAIT_MILLIS = 600_000;

    private final OrderReads reads;
    private final Function<Order, byte[]> writer;
    private final ClientDisconnects disconnects;

    /** @param writer makes an order what it is on the topic {@code orders} */
    public PeerResource(OrderReads reads, Function<Order, byte[]> writer, ClientDisconnects disconnects) {
        this.reads = requireNonNull(reads, "reads");
        this.writer = requireNonNull(writer, "writer");
        this.disconnects = requireNonNull(disconnects, "disconnects");
    }

    /** The order as soon as it has a version above {@code known}, or at once the copy that is here. */
    @GET
    @Path("{id}")
    public void read(
            @PathParam("id") String id,
            @QueryParam("known") @DefaultValue("0") int known,
            @QueryParam("timeout") @DefaultValue("0") long millis,
            @QueryParam("copy") @DefaultValue("false") boolean copy,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        if (!HttpServer.isFromInstance(request)) {
            response.resume(status(404)); // clients have their own paths
            return;
        }
        if (copy) {
            response.resume(reads.copy(id).map(this::order).orElseGet(() -> status(NOT_MINE)));
            return;
        }
        CompletableFuture<ReadResult> reading =
                reads.readHere(id, order -> order.getVersion() > known, bounded(millis));
        disconnects.watch(request, reading);
        AsyncAnswers.answer(response, reading, this::answer);
    }

    /** Whatever is asked: who waits here takes a place. An instance that wants longer asks again. */
    private static Duration bounded(long millis) {
        return Duration.ofMillis(Math.max(0, Math.min(millis, LONGEST_WAIT_MILLIS)));
    }

    private Response answer(ReadResult reading) {
        if (reading instanceof ReadResult.Met met) {
            return order(met.order());
        }
        if (reading instanceof ReadResult.NotYet) {
            return status(304);
        }
        if (reading instanceof ReadResult.Unknown) {
            return status(404);
        }
        return status(reading instanceof ReadResult.TooMany ? TOO_MANY : NOT_MINE);
    }

    private Response order(Order order) {
        return Response.ok(writer.apply(order), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .build();
    }

    private static Response status(int status) {
        return Response.status(status).build();
    }
}
