/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.CancellableFutures;
import io.orderflow.orders.http.ClientDisconnects;
import io.orderflow.orders.http.FieldError;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.OrderResponse;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.ProblemException;
import io.orderflow.orders.http.WaitTimeout;
import io.orderflow.orders.instances.ForwardedRequest;
import io.orderflow.orders.instances.OwnerRouting;
import io.orderflow.orders.instances.RoutedRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /v1/orders/ID}: the order as it is, or as soon as it is decided. No thread waits here. */
@Path("/v1/orders/{id}")
@Produces(MediaType.APPLICATION_JSON)
public final class ReadResource {

    /** Usually it is behind by much less, but nobody knows. */
    private static final Duration A_COPYS_AGE = Duration.ofSeconds(1);

    private final OrderReads reads;
    private final OwnerRouting routing;
    private final WaitTimeout timeouts;
    private final ClientDisconnects disconnects;

    public ReadResource(OrderReads reads, OwnerRouting routing, WaitTimeout timeouts, ClientDisconnects disconnects) {
        this.reads = requireNonNull(reads, "reads");
        this.routing = requireNonNull(routing, "routing");
        this.timeouts = requireNonNull(timeouts, "timeouts");
        this.disconnects = requireNonNull(disconnects, "disconnects");
    }

    /** The order as soon as it is known. */
    @GET
    public void read(
            @PathParam("id") String id,
            @QueryParam("timeout") @Nullable String timeout,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        read(id, "", order -> true, timeout, headers, request, response);
    }

    /** The order as soon as it is decided. */
    @GET
    @Path("validated")
    public void readDecided(
            @PathParam("id") String id,
            @QueryParam("timeout") @Nullable String timeout,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        read(id, "/validated", order -> order.getState() != OrderState.CREATED, timeout, headers, request, response);
    }

    private void read(
            String id,
            String subresource,
            Predicate<Order> enough,
            @Nullable String timeout,
            HttpHeaders headers,
            HttpServletRequest request,
            AsyncResponse response) {
        OrderIds.check(id);
        Duration wait = Identity.of(request).within(timeouts.asked(timeout, headers.getRequestHeader("Prefer")));
        List<String> asked = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
        List<String> known = asked == null ? List.of() : asked;
        Optional<CommandPosition> written = written(headers.getHeaderString(CommandPosition.HEADER));
        CompletableFuture<Response> answer = answer(id, subresource, enough, wait, known, written, request);
        disconnects.watch(request, answer);
        AsyncAnswers.answer(response, answer);
    }

    private CompletableFuture<Response> answer(
            String id,
            String subresource,
            Predicate<Order> enough,
            Duration wait,
            List<String> known,
            Optional<CommandPosition> written,
            HttpServletRequest request) {
        Identity who = Identity.of(request);
        Optional<ForwardedRequest> forwarded = ForwardedRequest.of(request);
        Duration told = forwarded.map(ForwardedRequest::timeout).orElse(wait);
        RoutedRequest routed = RoutedRequest.get(
                        id,
                        "/v1/orders/" + id + subresource,
                        request,
                        left -> CancellableFutures.map(
                                written.map(command -> reads.readAfter(command, who, id, enough, left))
                                        .orElseGet(() -> reads.read(who, id, enough, left)),
                                result -> answer(result, id, told, known, forwarded.isPresent())))
                .orFromCopy(() -> written.isPresent()
                        ? Optional.empty() // a copy does not know how far it is behind
                        : reads.copy(who, id).filter(enough).map(order -> old(order(order, known), A_COPYS_AGE)));
        return routing.answer(routed, wait, () -> ownerAway(id));
    }

    /** The status with which a GET of order {@code id} is answered, in the name of {@code request} and within the usual wait. */
    public CompletableFuture<Integer> status(HttpServletRequest request, String id) {
        Duration wait = Identity.of(request).within(timeouts.byDefault());
        return answer(id, "", order -> true, wait, List.of(), Optional.empty(), request)
                .thenApply(Response::getStatus);
    }

    private static Optional<CommandPosition> written(@Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        Optional<CommandPosition> written = CommandPosition.of(token.strip());
        if (written.isEmpty()) {
            throw new ProblemException(Problem.invalid(FieldError.of(
                    CommandPosition.HEADER, token, "must be as it came with the answer to a POST, or be left out")));
        }
        return written;
    }

    /** The instance that answers for order {@code id} did not within the client's wait. */
    public static Response ownerAway(String id) {
        return Answers.unavailable(Problem.unavailable(
                "order %s cannot be read now: the instance that has it does not answer".formatted(id)));
    }

    /**
     * What was read, as HTTP says it.
     *
     * @param known the versions that the client has ({@code If-None-Match})
     * @param forwarded true if another instance is answered, which can look again or for a copy
     */
    public static Response answer(
            ReadResult result, String id, Duration waited, List<String> known, boolean forwarded) {
        String inWords = waited.toMillis() + " ms";
        if (result instanceof ReadResult.Met met) {
            return order(met.order(), known);
        }
        if (result instanceof ReadResult.Old old) {
            return old(answer(old.shown(), id, waited, known, forwarded), old.age());
        }
        if (result instanceof ReadResult.Elsewhere) {
            return OwnerRouting.misdirected();
        }
        if (result instanceof ReadResult.NotYet notYet) {
            return Answers.problem(Problem.undecided(OrderResponse.of(notYet.order()), inWords));
        }
        if (result instanceof ReadResult.Unavailable unavailable) {
            Response answer = Answers.unavailable(
                    Problem.unavailable("order %s cannot be read now: %s".formatted(id, unavailable.why())));
            return forwarded ? OwnerRouting.lookAgain(answer) : answer;
        }
        if (result instanceof ReadResult.TooMany) {
            return Answers.tooManyWait();
        }
        return Answers.problem(Problem.unknownOrder(id, inWords));
    }

    /** With the header that tells the client that there may be a newer version (RFC 9111, 5.1). */
    private static Response old(Response answer, Duration age) {
        return Response.fromResponse(answer).header("Age", age.toSeconds()).build();
    }

    private static Response order(Order read, List<String> known) {
        OrderResponse order = OrderResponse.of(read);
        return has(known, order.etag())
                ? Response.notModified().header(HttpHeaders.ETAG, order.etag()).build()
                : Answers.order(Response.ok(), order);
    }

    private static boolean has(List<String> known, String etag) {
        return known.stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }
}
