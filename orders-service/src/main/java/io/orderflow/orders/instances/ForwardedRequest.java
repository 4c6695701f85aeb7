/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.http.HttpServer;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one instance tells another of a request that it forwards. Only believed on the instances' own listener; such a request
 * is never forwarded again.
 *
 * @param timeout what is left of the client's wait
 * @param commandId that of the command that the other instance has written already
 * @param copyWillDo true if the order's owner does not answer, and a copy that is behind is better than nothing
 */
public record ForwardedRequest(Duration timeout, Optional<String> commandId, boolean copyWillDo) {

    /** HTTP's status for: I do not answer for this order, or not now; look again which instance does. */
    public static final int MISDIRECTED = 421;

    static final String WAIT = "Orderflow-Wait";
    static final String COMMAND = "Orderflow-Command";
    static final String COPY = "Orderflow-Copy";

    /** Whatever is asked: a request that waits takes a place. */
    private static final int MOST_MILLIS = 600_000;

    private static final Pattern MILLIS = Pattern.compile("\\d{1,9}");

    public ForwardedRequest {
        requireNonNull(timeout, "timeout");
        requireNonNull(commandId, "commandId");
    }

    /** Nothing for a client's own request, whatever it says. */
    public static Optional<ForwardedRequest> of(HttpServletRequest request) {
        return HttpServer.isFromInstance(request)
                ? Optional.of(new ForwardedRequest(
                        wait(request.getHeader(WAIT)),
                        Optional.ofNullable(request.getHeader(COMMAND)),
                        request.getHeader(COPY) != null))
                : Optional.empty();
    }

    private static Duration wait(@Nullable String millis) {
        return millis != null && MILLIS.matcher(millis).matches()
                ? Duration.ofMillis(Math.min(Integer.parseInt(millis), MOST_MILLIS))
                : Duration.ZERO;
    }
}
