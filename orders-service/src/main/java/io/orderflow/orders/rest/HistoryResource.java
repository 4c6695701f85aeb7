/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.rest;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.history.Histories;
import io.orderflow.orders.history.HistoryLook;
import io.orderflow.orders.view.Instance;
import io.orderflow.orders.view.OrderReads;
import io.orderflow.orders.view.PeerClient;
import io.orderflow.orders.view.Reading;
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
import org.jspecify.annotations.Nullable;

/** {@code /v1/orders/ID/history}: the order's owner tells, whoever was asked. */
@Path("/v1/orders/{id}/history")
@Produces(MediaType.APPLICATION_JSON)
public final class HistoryResource {

    private final Histories histories;
    private final OrderReads reads;
    private final Others others;
    private final Persistence persistence;
    private final Patience patience;
    private final Departures departures;

    public HistoryResource(
            Histories histories,
            OrderReads reads,
            Others others,
            Persistence persistence,
            Patience patience,
            Departures departures) {
        this.histories = requireNonNull(histories, "histories");
        this.reads = requireNonNull(reads, "reads");
        this.others = requireNonNull(others, "others");
        this.persistence = requireNonNull(persistence, "persistence");
        this.patience = requireNonNull(patience, "patience");
        this.departures = requireNonNull(departures, "departures");
    }

    /** What happened to the order, as soon as it is known. */
    @GET
    public void read(
            @PathParam("id") String id,
            @QueryParam("timeout") @Nullable String timeout,
            @HeaderParam("Prefer") @Nullable List<String> prefer,
            @HeaderParam(PeerClient.HOP) @Nullable String hop,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        OrderIds.check(id);
        if (hop != null) {
            response.resume(
                    here(id).orElseGet(() -> Answers.unavailable(Problem.unavailable("this instance has not got it"))));
            return;
        }
        Duration wait = patience.asked(timeout, prefer);
        long began = System.nanoTime();
        CompletableFuture<Response> answer = reads.read(id, order -> true, wait).thenCompose(reading -> {
            if (!(reading instanceof Reading.Met)) {
                return CompletableFuture.completedFuture(Answers.of(reading, id, wait, List.of()));
            }
            return told(id, wait.minusNanos(System.nanoTime() - began));
        });
        departures.watch(request, answer);
        Answering.answer(response, answer, told -> told);
    }

    private CompletableFuture<Response> told(String id, Duration left) {
        return persistence
                .ask(left, atMost -> ask(id, atMost))
                .thenApply(answer -> answer.orElseGet(() -> Answers.unavailable(
                        Problem.unavailable("the history of order %s cannot be read now".formatted(id)))));
    }

    private CompletableFuture<Optional<Response>> ask(String id, Duration atMost) {
        Optional<Response> here = here(id);
        Optional<Instance> owner = others.ownerOf(id);
        if (here.isPresent() || owner.isEmpty()) {
            return CompletableFuture.completedFuture(here);
        }
        return others.ask(owner.get(), "/v1/orders/" + id + "/history", atMost)
                .thenApply(answer -> answer.filter(found -> found.status() == 200)
                        .map(found -> Response.ok(found.body(), MediaType.APPLICATION_JSON)
                                .build()));
    }

    private Optional<Response> here(String id) {
        return histories.look(id) instanceof HistoryLook.Found found
                ? Optional.of(Response.ok(HistoryResponse.of(found.history())).build())
                : Optional.empty();
    }
}
