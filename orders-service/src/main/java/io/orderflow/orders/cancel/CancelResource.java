/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.cancel;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.access.Identity;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.CancellableFutures;
import io.orderflow.orders.http.ClientDisconnects;
import io.orderflow.orders.http.MediaTypes;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.OrderResponse;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.WaitTimeout;
import io.orderflow.orders.instances.ForwardedRequest;
import io.orderflow.orders.instances.OwnerRouting;
import io.orderflow.orders.instances.RoutedRequest;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /v1/orders/ID/cancel}. */
@Path("/v1/orders/{id}/cancel")
@Produces(MediaType.APPLICATION_JSON)
public final class CancelResource {

    private final OrderCancellation cancelling;
    private final OwnerRouting routing;
    private final WaitTimeout timeouts;
    private final Duration writeTimeout;
    private final ClientDisconnects disconnects;

    /** @param writeTimeout how long Kafka has to acknowledge a command */
    public CancelResource(
            OrderCancellation cancelling,
            OwnerRouting routing,
            WaitTimeout timeouts,
            Duration writeTimeout,
            ClientDisconnects disconnects) {
        this.cancelling = requireNonNull(cancelling, "cancelling");
        this.routing = requireNonNull(routing, "routing");
        this.timeouts = requireNonNull(timeouts, "timeouts");
        this.writeTimeout = requireNonNull(writeTimeout, "writeTimeout");
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
        Identity who = Identity.of(request);
        Duration wait = who.within(timeouts.asked(timeout, prefer));
        Optional<ForwardedRequest> forwarded = ForwardedRequest.of(request);
        Duration told = forwarded.map(ForwardedRequest::timeout).orElse(wait);
        RoutedRequest routed = RoutedRequest.post(
                        id,
                        "/v1/orders/" + id + "/cancel",
                        request,
                        new byte[0],
                        left -> CancellableFutures.map(
                                cancelling.cancel(who, id, left),
                                cancelled -> answer(cancelled, id, told, forwarded.isPresent())))
                .thatTakes(writeTimeout);
        CompletableFuture<Response> answer = routing.answer(routed, wait, () -> ReadResource.ownerAway(id));
        disconnects.watch(request, answer);
        AsyncAnswers.answer(response, answer);
    }

    private static Response answer(CancelResult cancelled, String id, Duration waited, boolean forwarded) {
        if (cancelled instanceof CancelResult.Asked asked) {
            return Answers.writtenAt(
                    asked.position(),
                    Response.accepted(OrderResponse.of(asked.order()))
                            .location(Answers.location(id))
                            .build());
        }
        if (cancelled instanceof CancelResult.TooLate tooLate) {
            return Answers.problem(Problem.isFinal(OrderResponse.of(tooLate.order())));
        }
        if (cancelled instanceof CancelResult.Failed failed) {
            String detail = failed.why() + "; repeating it is safe";
            return Answers.unavailable(Problem.unavailable(detail).about(id));
        }
        return ReadResource.answer(((CancelResult.Unread) cancelled).reading(), id, waited, List.of(), forwarded);
    }
}
