/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.HttpServer;
import io.orderflow.orders.http.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers orders that are too many with 503. It does so before anything else looks at them, as a refusal must cost far less than an
 * order. What another instance asks for is in the log already, and is never refused.
 */
public final class OverloadFilter extends HttpFilter {

    /** Where orders are placed, and what may not be a way around it. */
    public static final String PATHS = "/v1/orders/*";

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String PATH = "/v1/orders";
    private static final String SAME_PATH = PATH + "/";

    @SuppressWarnings("serial") // a filter is never written
    private final AdmissionControl admission;

    public OverloadFilter(AdmissionControl admission) {
        this.admission = requireNonNull(admission, "admission");
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Duration> refusal = places(request) ? admission.refusal() : Optional.empty();
        if (refusal.isPresent()) {
            refuse(response, refusal.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean places(HttpServletRequest request) {
        String path = request.getPathInfo();
        return request.getMethod().equals("POST")
                && (PATH.equals(path) || SAME_PATH.equals(path))
                && !HttpServer.isFromInstance(request);
    }

    private static void refuse(HttpServletResponse response, Duration wait) throws IOException {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1_000);
        String detail = "more orders come than can be decided: this one was not placed; try again after %s s"
                .formatted(seconds);
        response.setHeader("Retry-After", Long.toString(seconds));
        Answers.send(response, Problem.unavailable(detail).at(PATH));
    }
}
