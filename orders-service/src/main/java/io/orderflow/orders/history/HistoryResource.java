/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.access.Identity;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.CancellableFutures;
import io.orderflow.orders.http.ClientDisconnects;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.WaitTimeout;
import io.orderflow.orders.instances.ForwardedRequest;
import io.orderflow.orders.instances.OwnerRouting;
import io.orderflow.orders.instances.RoutedRequest;
import io.orderflow.orders.read.OrderReads;
import io.orderflow.orders.read.ReadResource;
import io.orderflow.orders.read.ReadResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v1/orders/ID/history}, from the instance that owns the order. */
@Path("/v1/orders/{id}/history")
@Produces(MediaType.APPLICATION_JSON)
public final class HistoryResource {

    private final Function<String, Optional<OrderHistory>> histories;
    private final Function<String, Optional<String>> subjects;
    private final OrderReads reads;
    private final OwnerRouting routing;
    private final WaitTimeout timeouts;
    private final ClientDisconnects disconnects;

    /**
     * On these parts.
     *
     * @param histories the history of an order by its id; nothing where it cannot be read here now
     * @param subjects whom a reference stands for; nothing where that cannot be told
     */
    public HistoryResource(
            Function<String, Optional<OrderHistory>> histories,
            Function<String, Optional<String>> subjects,
            OrderReads reads,
            OwnerRouting routing,
            WaitTimeout timeouts,
            ClientDisconnects disconnects) {
        this.histories = requireNonNull(histories, "histories");
        this.subjects = requireNonNull(subjects, "subjects");
        this.reads = requireNonNull(reads, "reads");
        this.routing = requireNonNull(routing, "routing");
        this.timeouts = requireNonNull(timeouts, "timeouts");
        this.disconnects = requireNonNull(disconnects, "disconnects");
    }

    /** What happened to the order, as soon as it is known. */
    @GET
    public void read(
            @PathParam("id") String id,
            @QueryParam("timeout") @Nullable String timeout,
            @HeaderParam("Prefer") @Nullable List<String> prefer,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        OrderIds.check(id);
        Identity who = Identity.of(request);
        Duration wait = who.within(timeouts.asked(timeout, prefer));
        Optional<ForwardedRequest> forwarded = ForwardedRequest.of(request);
        Duration told = forwarded.map(ForwardedRequest::timeout).orElse(wait);
        RoutedRequest routed = RoutedRequest.get(
                id,
                "/v1/orders/" + id + "/history",
                request,
                left -> CancellableFutures.map(
                        reads.read(who, id, order -> true, left),
                        reading -> reading instanceof ReadResult.Met
                                ? history(id)
                                : ReadResource.answer(reading, id, told, List.of(), forwarded.isPresent())));
        CompletableFuture<Response> answer = routing.answer(routed, wait, () -> unreadable(id));
        disconnects.watch(request, answer);
        AsyncAnswers.answer(response, answer);
    }

    /** The view has the order, and with it this instance its history, unless it has moved away just now. */
    private Response history(String id) {
        return histories
                .apply(id)
                .map(history ->
                        Response.ok(HistoryResponse.of(history, subjects)).build())
                .orElseGet(OwnerRouting::misdirected);
    }

    private static Response unreadable(String id) {
        return Answers.unavailable(Problem.unavailable("the history of order %s cannot be read now".formatted(id)));
    }
}
