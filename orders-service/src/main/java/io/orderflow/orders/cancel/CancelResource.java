/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.cancel;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.ClientDisconnects;
import io.orderflow.orders.http.MediaTypes;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.OrderResponse;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.WaitTimeout;
import io.orderflow.orders.read.ReadResource;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /v1/orders/ID/cancel}. */
@Path("/v1/orders/{id}/cancel")
@Produces(MediaType.APPLICATION_JSON)
public final class CancelResource {

    private final OrderCancellation cancelling;
    private final WaitTimeout timeouts;
    private final ClientDisconnects disconnects;

    public CancelResource(OrderCancellation cancelling, WaitTimeout timeouts, ClientDisconnects disconnects) {
        this.cancelling = requireNonNull(cancelling, "cancelling");
        this.timeouts = requireNonNull(timeouts, "timeouts");
        this.disconnects = requireNonNull(disconnects, "disconnects");
    }

    /** Asks for the order to be cancelled. */
    @POST
    public void cancel(
            @PathParam("id") String id,
            @QueryParam("timeout") @Nullable String timeout,
            @HeaderParam("Prefer") @Nullable List<String> prefer,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        OrderIds.check(id);
        if (headers.getMediaType() != null) {
            MediaTypes.requireJson(headers.getMediaType());
        }
        Duration wait = timeouts.asked(timeout, prefer);
        CompletableFuture<CancelResult> work = cancelling.cancel(id, wait);
        disconnects.watch(request, work);
        AsyncAnswers.answer(response, work, cancelled -> answer(cancelled, id, wait));
    }

    private static Response answer(CancelResult cancelled, String id, Duration waited) {
        if (cancelled instanceof CancelResult.Asked asked) {
            return Response.accepted(OrderResponse.of(asked.order()))
                    .location(Answers.location(id))
                    .build();
        }
        if (cancelled instanceof CancelResult.TooLate tooLate) {
            return Answers.problem(Problem.isFinal(OrderResponse.of(tooLate.order())));
        }
        if (cancelled instanceof CancelResult.Failed failed) {
            String detail = failed.why() + "; repeating it is safe";
            return Answers.unavailable(Problem.unavailable(detail).about(id));
        }
        return ReadResource.answer(((CancelResult.Unread) cancelled).reading(), id, waited, List.of());
    }
}
