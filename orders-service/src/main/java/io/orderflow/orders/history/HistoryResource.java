/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.ClientDisconnects;
import io.orderflow.orders.http.HttpServer;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.WaitTimeout;
import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.instances.Others;
import io.orderflow.orders.instances.RetryUntilDeadline;
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
import org.jspecify.annotations.Nullable;

/** {@code /v1/orders/ID/history}: the order's owner tells, whoever was asked. */
@Path("/v1/orders/{id}/history")
@Produces(MediaType.APPLICATION_JSON)
public final class HistoryResource {

    private final Histories histories;
    private final OrderReads reads;
    private final Others others;
    private final RetryUntilDeadline retry;
    private final WaitTimeout timeouts;
    private final ClientDisconnects disconnects;

    public HistoryResource(
            Histories histories,
            OrderReads reads,
            Others others,
            RetryUntilDeadline retry,
            WaitTimeout timeouts,
            ClientDisconnects disconnects) {
        this.histories = requireNonNull(histories, "histories");
        this.reads = requireNonNull(reads, "reads");
        this.others = requireNonNull(others, "others");
        this.retry = requireNonNull(retry, "retry");
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
        if (HttpServer.isFromInstance(request)) {
            response.resume(
                    here(id).orElseGet(() -> Answers.unavailable(Problem.unavailable("this instance has not got it"))));
            return;
        }
        Duration wait = timeouts.asked(timeout, prefer);
        long began = System.nanoTime();
        CompletableFuture<ReadResult> known = reads.read(id, order -> true, wait);
        disconnects.watch(request, known);
        CompletableFuture<Response> answer = known.thenCompose(reading -> {
            if (!(reading instanceof ReadResult.Met)) {
                return CompletableFuture.completedFuture(ReadResource.answer(reading, id, wait, List.of()));
            }
            return told(id, wait.minusNanos(System.nanoTime() - began), request);
        });
        AsyncAnswers.answer(response, answer, told -> told);
    }

    private CompletableFuture<Response> told(String id, Duration left, HttpServletRequest request) {
        CompletableFuture<Optional<Response>> history = retry.ask(left, atMost -> ask(id, atMost));
        disconnects.watch(request, history);
        return history.thenApply(answer -> answer.orElseGet(() ->
                Answers.unavailable(Problem.unavailable("the history of order %s cannot be read now".formatted(id)))));
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
        return histories.look(id) instanceof HistoryLookup.Found found
                ? Optional.of(Response.ok(HistoryResponse.of(found.history())).build())
                : Optional.empty();
    }
}
