/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.access.Identity;
import io.orderflow.orders.audit.AuditLog;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.CancellableFutures;
import io.orderflow.orders.http.ClientDisconnects;
import io.orderflow.orders.http.FieldError;
import io.orderflow.orders.http.MediaTypes;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.ProblemException;
import io.orderflow.orders.http.RequestBody;
import io.orderflow.orders.http.WaitTimeout;
import io.orderflow.orders.instances.ForwardedRequest;
import io.orderflow.orders.instances.ForwardedRequest.WrittenCommand;
import io.orderflow.orders.instances.OwnerRouting;
import io.orderflow.orders.instances.RoutedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/orders}: reads the order that is asked for, has it placed, and answers when it is. No thread waits here. */
@Path("/v1/orders")
@Produces(MediaType.APPLICATION_JSON)
public final class PlaceResource {

    private final OrderPlacement placement;
    private final OwnerRouting routing;
    private final WaitTimeout timeouts;
    private final ClientDisconnects disconnects;

    public PlaceResource(
            OrderPlacement placement, OwnerRouting routing, WaitTimeout timeouts, ClientDisconnects disconnects) {
        this.placement = requireNonNull(placement, "placement");
        this.routing = requireNonNull(routing, "routing");
        this.timeouts = requireNonNull(timeouts, "timeouts");
        this.disconnects = requireNonNull(disconnects, "disconnects");
    }

    /** Places an order. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void place(
            InputStream body,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @QueryParam("timeout") @Nullable String timeout,
            @HeaderParam("Prefer") @Nullable List<String> prefer,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response)
            throws IOException {
        MediaTypes.requireJson(headers.getMediaType());
        Identity who = Identity.of(request);
        Duration wait = who.within(timeouts.asked(timeout, prefer));
        byte[] bytes = RequestBody.read(body);
        OrderRequest asked = OrderRequestReader.read(bytes);
        AuditLog.noteCustomer(request, asked.content().getCustomerId());
        who.refusal(asked.content().getCustomerId()).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        CompletableFuture<Response> placed = ForwardedRequest.of(request)
                .flatMap(ForwardedRequest::command)
                .map(written -> outcome(asked, written, wait, request, bytes))
                .or(() -> chosenId(asked, key).map(id -> place(asked, id, wait, request, bytes)))
                .orElseGet(() -> CancellableFutures.map(placement.place(who, asked), PlaceResource::answer));
        disconnects.watch(request, placed);
        AsyncAnswers.answer(response, placed);
    }

    /** Any instance writes the command; what becomes of it, the one tells that owns the order. */
    private CompletableFuture<Response> place(
            OrderRequest asked, String id, Duration wait, HttpServletRequest request, byte[] body) {
        long began = System.nanoTime();
        return CancellableFutures.flatMap(
                placement.place(Identity.of(request), asked, id, wait),
                placed -> placed instanceof PlaceResult.Logged logged
                                && logged.result() instanceof PlaceResult.Elsewhere elsewhere
                        ? CancellableFutures.map(
                                outcome(
                                        asked,
                                        new WrittenCommand(id, elsewhere.commandId()),
                                        left(wait, began),
                                        request,
                                        body),
                                answer -> Answers.writtenAt(logged.position(), answer))
                        : CompletableFuture.completedFuture(answer(placed)));
    }

    private CompletableFuture<Response> outcome(
            OrderRequest asked, WrittenCommand command, Duration wait, HttpServletRequest request, byte[] body) {
        String id = command.orderId();
        RoutedRequest routed = RoutedRequest.post(
                        id,
                        "/v1/orders",
                        request,
                        body,
                        left -> CancellableFutures.map(
                                placement.outcome(asked, id, command.id(), left), PlaceResource::answer))
                .withCommand(command.id());
        return routing.answer(routed, wait, () -> answer(new PlaceResult.Pending(id)));
    }

    private static Duration left(Duration wait, long began) {
        Duration left = wait.minusNanos(System.nanoTime() - began);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Optional<String> chosenId(OrderRequest asked, @Nullable String key) {
        return asked.id()
                .or(() -> Optional.ofNullable(key)
                        .map(given -> idOf(asked.content().getCustomerId(), given)));
    }

    private static String idOf(long customerId, String key) {
        if (key.isBlank() || key.length() > 255) {
            throw new ProblemException(
                    Problem.invalid(FieldError.of("Idempotency-Key", key, "must be 1 to 255 characters")));
        }
        return OrderIds.of(customerId, key.strip());
    }

    private static Response answer(PlaceResult result) {
        if (result instanceof PlaceResult.Logged logged) {
            return Answers.writtenAt(logged.position(), answer(logged.result()));
        }
        if (result instanceof PlaceResult.Now now) {
            return Answers.order(Response.created(Answers.location(now.order().id())), now.order());
        }
        if (result instanceof PlaceResult.Before before) {
            return Answers.order(
                    Response.ok().location(Answers.location(before.order().id())), before.order());
        }
        if (result instanceof PlaceResult.Otherwise otherwise) {
            return Answers.problem(Problem.otherContent(otherwise.order(), otherwise.differences()));
        }
        if (result instanceof PlaceResult.Taken taken) {
            return Answers.problem(Problem.taken(taken.orderId()));
        }
        if (result instanceof PlaceResult.Elsewhere) {
            return OwnerRouting.misdirected();
        }
        if (result instanceof PlaceResult.Pending pending) {
            return Response.accepted(new PendingOrder(pending.orderId(), "PENDING"))
                    .location(Answers.location(pending.orderId()))
                    .type(MediaType.APPLICATION_JSON)
                    .build();
        }
        PlaceResult.Failed failed = (PlaceResult.Failed) result;
        String detail = "%s; repeating it with id %s is safe".formatted(failed.why(), failed.orderId());
        return Answers.unavailable(Problem.unavailable(detail).about(failed.orderId()));
    }

    /** An order that is in the log, and not yet in the view. */
    record PendingOrder(String id, String state) {}
}
