/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.access.Identity;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.CancellableFutures;
import io.orderflow.orders.http.ClientDisconnects;
import io.orderflow.orders.http.HttpServer;
import io.orderflow.orders.http.ParkedRequests;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.WaitTimeout;
import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.instances.PeerAnswer;
import io.orderflow.orders.instances.PeerClient;
import io.orderflow.orders.instances.PeerInstances;
import io.orderflow.orders.instances.RetryUntilDeadline;
import io.orderflow.orders.instances.RoutedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/orders}: each instance has the orders of its partitions, so all are asked, and none may be missing. */
@Path("/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
public final class ListResource {

    /** An instance that takes longer is asked again, or whichever has taken over from it. */
    private static final Duration ONE_TRY = Duration.ofSeconds(2);

    private final OrderIndex index;
    private final PeerInstances peers;
    private final PeerClient client;
    private final RetryUntilDeadline retry;
    private final WaitTimeout timeouts;
    private final ClientDisconnects disconnects;
    private final ParkedRequests parked;
    private final Executor answers;

    /** @param answers where the index is read, for that takes a while */
    public ListResource(
            OrderIndex index,
            PeerInstances peers,
            PeerClient client,
            RetryUntilDeadline retry,
            WaitTimeout timeouts,
            ClientDisconnects disconnects,
            ParkedRequests parked,
            Executor answers) {
        this.index = requireNonNull(index, "index");
        this.peers = requireNonNull(peers, "peers");
        this.client = requireNonNull(client, "client");
        this.retry = requireNonNull(retry, "retry");
        this.timeouts = requireNonNull(timeouts, "timeouts");
        this.disconnects = requireNonNull(disconnects, "disconnects");
        this.parked = requireNonNull(parked, "parked");
        this.answers = requireNonNull(answers, "answers");
    }

    /** A page of the orders of a customer, in a state, both, or all. */
    @GET
    public void list(
            @QueryParam("customerId") @Nullable String customerId,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("timeout") @Nullable String timeout,
            @HeaderParam("Prefer") @Nullable List<String> prefer,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        Identity who = Identity.of(request);
        ListRequest asked = ListRequest.of(customerId, state, limit, cursor).by(who);
        if (HttpServer.isFromInstance(request)) {
            answer(
                    request,
                    response,
                    () -> here(asked),
                    part -> Response.ok(part).build());
            return;
        }
        Duration wait = who.within(timeouts.asked(timeout, prefer));
        Optional<String> token = RoutedRequest.authorization(request);
        answer(
                request,
                response,
                () -> retry.ask(wait, atMost -> everywhere(asked, token, atMost)),
                page -> page.map(found -> Response.ok(found).build())
                        .orElseGet(() -> Answers.unavailable(Problem.unavailable(
                                "not all orders can be read now: the service is starting or sharing out its work"))));
    }

    private <T> void answer(
            HttpServletRequest request,
            AsyncResponse response,
            Supplier<CompletableFuture<T>> work,
            Function<T, Response> toResponse) {
        Optional<CompletableFuture<T>> begun = parked.park(work);
        if (begun.isEmpty()) {
            response.resume(Answers.tooManyWait());
            return;
        }
        disconnects.watch(request, begun.get());
        AsyncAnswers.answer(response, begun.get().thenApply(toResponse));
    }

    /** The page; nothing if an instance or a partition did not answer. Cancelling it ends the work of all. */
    @SuppressWarnings("FutureReturnValueIgnored") // cancels
    private CompletableFuture<Optional<PageResponse>> everywhere(
            ListRequest request, Optional<String> token, Duration atMost) {
        List<CompletableFuture<Optional<PartialPageResponse>>> asked = Stream.concat(
                        Stream.of(CancellableFutures.map(here(request), Optional::of)),
                        peers.others().stream().map(instance -> there(instance, request, token, atMost)))
                .toList();
        CompletableFuture<Optional<PageResponse>> page = CompletableFuture.allOf(
                        asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> Optional.of(asked.stream()
                                .flatMap(part -> part.join().stream())
                                .toList())
                        .filter(this::complete)
                        .map(complete -> PageResponse.of(complete, request.limit())));
        page.whenComplete((done, fault) -> asked.forEach(part -> part.cancel(true)));
        return page;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // cancels
    private CompletableFuture<Optional<PartialPageResponse>> there(
            Instance instance, ListRequest request, Optional<String> token, Duration atMost) {
        Duration once = atMost.compareTo(ONE_TRY) < 0 ? atMost : ONE_TRY;
        CompletableFuture<PeerAnswer> answer = client.get(instance, request.path(), token, once);
        CompletableFuture<Optional<PartialPageResponse>> part =
                answer.thenApply(PartialPageResponse::of).exceptionally(fault -> Optional.empty());
        part.whenComplete((done, fault) -> answer.cancel(true));
        return part;
    }

    private CompletableFuture<PartialPageResponse> here(ListRequest request) {
        CompletableFuture<PartialPageResponse> page = new CompletableFuture<>();
        answers.execute(() -> {
            if (page.isDone()) {
                return; // the client has left before its turn came
            }
            try {
                page.complete(PartialPageResponse.of(index.page(request.filter(), request.after(), request.limit())));
            } catch (RuntimeException e) {
                page.completeExceptionally(e);
            }
        });
        return page;
    }

    private boolean complete(List<PartialPageResponse> parts) {
        Set<Integer> answered =
                parts.stream().flatMap(part -> part.partitions().stream()).collect(Collectors.toSet());
        Set<Integer> all = index.allPartitions();
        return !all.isEmpty() && answered.containsAll(all);
    }
}
