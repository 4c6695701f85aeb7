/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.Attributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a request is called in logs, in its answer and in the command that it leads to: as its client says in
 * {@code X-Request-Id}, or else as we do.
 */
public record RequestId(String text, boolean clients) {

    static final String HEADER = "X-Request-Id";

    /** Under this name the logs have it. */
    static final String MDC_KEY = "requestId";

    /** Under this name a request has it, also when another thread works for it. */
    static final String ATTRIBUTE = RequestId.class.getName();

    /** A command's own number comes behind it. */
    private static final char SEPARATOR = '/';

    private static final Pattern PATTERN = Pattern.compile("[\\x21-\\x7e&&[^/\"<>]]{1,128}");
    private static final String OURS = "ours";

    public RequestId {
        requireNonNull(text, "text");
    }

    /** That of a request; a name that could do harm where it is shown is none. */
    static RequestId of(@Nullable String header) {
        return header != null && PATTERN.matcher(header).matches()
                ? new RequestId(header, true)
                : new RequestId(OrderIds.next(Instant.now()), false);
    }

    /** That of {@code request}, whichever thread asks. */
    public static RequestId ofRequest(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestId known ? known : current();
    }

    /** That of {@code request}, if it has come so far that it has one. */
    public static Optional<RequestId> known(Attributes request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestId known ? Optional.of(known) : Optional.empty();
    }

    /** That of the request that this thread works for. */
    public static RequestId current() {
        String text = MDC.get(MDC_KEY);
        return text == null ? of(null) : new RequestId(text, MDC.get(OURS) == null);
    }

    /** The id of a command of this request: no other has it, also when clients use theirs twice. */
    public String forCommand(Instant now) {
        return clients ? text + SEPARATOR + OrderIds.next(now) : text;
    }

    /** Lets this thread's log say that it works for this request. */
    Said say() {
        String before = MDC.get(MDC_KEY);
        String oursBefore = MDC.get(OURS);
        put(MDC_KEY, text);
        put(OURS, clients ? null : "1");
        return () -> {
            put(MDC_KEY, before);
            put(OURS, oursBefore);
        };
    }

    private static void put(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    /** Until closed, the log says it. */
    interface Said {

        void close();
    }
}
