/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import io.orderflow.orders.access.Identity;
import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.orders.http.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A client's request about one order: how it is answered here, and what is sent to the instance that owns the order instead.
 * Of the client's headers only those go along that change the answer; its token among them, for the owner asks for it again.
 */
public final class RoutedRequest {

    private static final List<String> FORWARDED = List.of(
            "Content-Type", "If-None-Match", "Idempotency-Key", "traceparent", "tracestate", CommandPosition.HEADER);

    /** What else a header may have in it changes no answer, and would not arrive as it is. */
    private static final Predicate<String> PRINTABLE =
            Pattern.compile("[\\x20-\\x7e]+").asMatchPredicate();

    private final String orderId;
    private final String method;
    private final String path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final BodyPublisher body;
    private final Function<Duration, CompletableFuture<Response>> here;
    private Supplier<Optional<Response>> copy = Optional::empty;
    private boolean copies;
    private Duration work = Duration.ZERO;
    private final Optional<ForwardedRequest> forwarded;

    private RoutedRequest(
            String orderId,
            String method,
            String path,
            HttpServletRequest request,
            byte[] body,
            Function<Duration, CompletableFuture<Response>> here) {
        this.orderId = orderId;
        this.method = method;
        this.path = path;
        this.body = BodyPublishers.ofByteArray(body);
        this.here = here;
        this.forwarded = ForwardedRequest.of(request);
        headers.put("X-Request-Id", RequestId.ofRequest(request).text());
        authorization(request).ifPresent(token -> headers.put("Authorization", token));
        FORWARDED.forEach(name -> header(request, name).ifPresent(value -> headers.put(name, value)));
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.of(String.join(", ", Collections.list(request.getHeaders(name))))
                .filter(PRINTABLE);
    }

    /** The token that {@code request} was let in with, as other instances ask for it too; empty where none is asked for. */
    public static Optional<String> authorization(HttpServletRequest request) {
        return Identity.of(request).subject().flatMap(known -> header(request, "Authorization"));
    }

    /**
     * A request that reads.
     *
     * @param path where it is answered: encoded, from the root
     * @param here answers it within the time that is left, with {@link ForwardedRequest#MISDIRECTED} if the order is another
     *     instance's
     */
    public static RoutedRequest get(
            String orderId,
            String path,
            HttpServletRequest request,
            Function<Duration, CompletableFuture<Response>> here) {
        return new RoutedRequest(orderId, "GET", path, request, new byte[0], here);
    }

    /** A request that has {@code body}; otherwise as {@link #get}. */
    public static RoutedRequest post(
            String orderId,
            String path,
            HttpServletRequest request,
            byte[] body,
            Function<Duration, CompletableFuture<Response>> here) {
        return new RoutedRequest(orderId, "POST", path, request, body, here);
    }

    /** While the owner does not answer, a copy that shows what is wanted will do: {@code local}, or that of a standby. */
    public RoutedRequest orFromCopy(Supplier<Optional<Response>> local) {
        copy = local;
        copies = true;
        return this;
    }

    /** The command of this request is in the log already, and is not to be written again. */
    public RoutedRequest withCommand(String id) {
        headers.put(ForwardedRequest.ORDER, orderId);
        headers.put(ForwardedRequest.COMMAND, id);
        return this;
    }

    /** Answering it may take {@code most} beyond the wait, because something is written. */
    public RoutedRequest thatTakes(Duration most) {
        work = most;
        return this;
    }

    Optional<ForwardedRequest> forwarded() {
        return forwarded;
    }

    String orderId() {
        return orderId;
    }

    CompletableFuture<Response> here(Duration left) {
        return here.apply(left);
    }

    boolean hasCopies() {
        return copies;
    }

    Optional<Response> copy() {
        return copy.get();
    }

    /** @param onTheWay how long the answer may be on its way */
    HttpRequest toOwner(Instance owner, Duration wait, Duration onTheWay) {
        return to(owner, wait.plus(work).plus(onTheWay))
                .header(ForwardedRequest.WAIT, Long.toString(wait.toMillis()))
                .build();
    }

    HttpRequest toStandby(Instance standby, Duration timeout) {
        return to(standby, timeout).header(ForwardedRequest.COPY, "1").build();
    }

    private HttpRequest.Builder to(Instance instance, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(instance.resolve(path))
                .method(method, body)
                .timeout(timeout);
        headers.forEach(request::header);
        return request;
    }
}
