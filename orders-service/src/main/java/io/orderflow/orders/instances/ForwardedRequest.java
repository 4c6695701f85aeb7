/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.access.Identity;
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
 * @param command that the other instance has written already
 * @param copyWillDo true if the order's owner does not answer, and a copy that is behind is better than nothing
 */
public record ForwardedRequest(Duration timeout, Optional<WrittenCommand> command, boolean copyWillDo) {

    /** HTTP's status for: I do not answer for this order, or not now; look again which instance does. */
    public static final int MISDIRECTED = 421;

    /** In an answer that is not the last word: the order cannot be read there now, and may be later, or elsewhere. */
    public static final String LOOK_AGAIN = "Orderflow-Look-Again";

    static final String WAIT = "Orderflow-Wait";
    static final String COMMAND = "Orderflow-Command";
    static final String ORDER = "Orderflow-Order";
    static final String COPY = "Orderflow-Copy";

    /** Whatever is asked: a request that waits takes a place. */
    private static final int MOST_MILLIS = 600_000;

    private static final Pattern MILLIS = Pattern.compile("\\d{1,9}");

    public ForwardedRequest {
        requireNonNull(timeout, "timeout");
        requireNonNull(command, "command");
    }

    /** The command {@code id} of order {@code orderId}, in the log. */
    public record WrittenCommand(String orderId, String id) {

        public WrittenCommand {
            requireNonNull(orderId, "orderId");
            requireNonNull(id, "id");
        }

        private static Optional<WrittenCommand> of(HttpServletRequest request) {
            String orderId = request.getHeader(ORDER);
            String id = request.getHeader(COMMAND);
            return orderId == null || id == null ? Optional.empty() : Optional.of(new WrittenCommand(orderId, id));
        }
    }

    /** Nothing for a client's own request, whatever it says. */
    public static Optional<ForwardedRequest> of(HttpServletRequest request) {
        return HttpServer.isFromInstance(request)
                ? Optional.of(new ForwardedRequest(
                        Identity.of(request).within(wait(request.getHeader(WAIT))),
                        WrittenCommand.of(request),
                        request.getHeader(COPY) != null))
                : Optional.empty();
    }

    private static Duration wait(@Nullable String millis) {
        return millis != null && MILLIS.matcher(millis).matches()
                ? Duration.ofMillis(Math.min(Integer.parseInt(millis), MOST_MILLIS))
                : Duration.ZERO;
    }
}
