/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.rest;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /v1/orders/ID/cancel}. */
@Path("/v1/orders/{id}/cancel")
@Produces(MediaType.APPLICATION_JSON)
public final class CancelResource {

    private final Cancelling cancelling;
    private final Patience patience;
    private final Departures departures;

    public CancelResource(Cancelling cancelling, Patience patience, Departures departures) {
        this.cancelling = requireNonNull(cancelling, "cancelling");
        this.patience = requireNonNull(patience, "patience");
        this.departures = requireNonNull(departures, "departures");
    }

    /** Asks for the order to be cancelled. */
    @POST
    public void cancel(
            @PathParam("id") String id,
            @QueryParam("timeout") @Nullable String timeout,
            @HeaderParam("Prefer") @Nullable List<String> prefer,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        OrderIds.check(id);
        Duration wait = patience.asked(timeout, prefer);
        CompletableFuture<Cancelled> work = cancelling.cancel(id, wait);
        departures.watch(request, work);
        Answering.answer(response, work, cancelled -> answer(cancelled, id, wait));
    }

    private static Response answer(Cancelled cancelled, String id, Duration waited) {
        if (cancelled instanceof Cancelled.Asked asked) {
            return Response.accepted(OrderResponse.of(asked.order()))
                    .location(URI.create("v1/orders/" + id))
                    .build();
        }
        if (cancelled instanceof Cancelled.TooLate tooLate) {
            return Answers.problem(Problem.isFinal(OrderResponse.of(tooLate.order())));
        }
        if (cancelled instanceof Cancelled.Failed failed) {
            String detail = failed.why() + "; repeating it is safe";
            return Answers.unavailable(Problem.unavailable(detail).about(id));
        }
        return Answers.of(((Cancelled.Unread) cancelled).reading(), id, waited, List.of());
    }
}
