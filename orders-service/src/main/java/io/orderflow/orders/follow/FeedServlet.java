/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.orders.http.FieldError;
import io.orderflow.orders.http.Json;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.OrderResponse;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.ProblemMapper;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Server-sent events of one feed. A servlet, for it writes without blocking and without a thread for each client. */
public final class FeedServlet extends HttpServlet {

    @Serial
    private static final long serialVersionUID = 1L;

    static final String MEDIA_TYPE = "text/event-stream";
    private static final int MOST_PARTITIONS = 100_000;

    private final transient Feed<?> feed;
    private final String event;
    private final String parameter;
    private final String rule;
    private final transient Pattern pattern;
    private final transient StreamsPerClient perClient;

    /** What readers are told of an order. */
    public static String data(Order order) {
        return new String(Json.write(OrderResponse.of(order)), UTF_8);
    }

    /** What readers are told of a verdict. */
    public static String data(OrderValidation validation) {
        return new String(Json.write(ValidationResponse.of(validation)), UTF_8);
    }

    private FeedServlet(
            Feed<?> feed, StreamsPerClient perClient, String event, String parameter, String rule, Pattern pattern) {
        this.perClient = requireNonNull(perClient, "perClient");
        this.feed = requireNonNull(feed, "feed");
        this.event = event;
        this.parameter = parameter;
        this.rule = rule;
        this.pattern = pattern;
    }

    /** Orders, which can be had of one customer alone. */
    public static FeedServlet orders(Feed<?> feed, StreamsPerClient perClient) {
        return new FeedServlet(
                feed, perClient, "order", "customerId", "must be a whole number", Pattern.compile("-?\\d{1,19}"));
    }

    /** Verdicts, which can be had of one order alone. */
    public static FeedServlet validations(Feed<?> feed, StreamsPerClient perClient) {
        return new FeedServlet(
                feed, perClient, "validation", "orderId", OrderIds.RULE, Pattern.compile("[A-Za-z0-9._-]{1,64}"));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "GET, HEAD, OPTIONS");
        switch (request.getMethod()) {
            case "OPTIONS" -> response.setStatus(HttpServletResponse.SC_OK);
            case "HEAD" -> head(response);
            case "GET" -> get(request, response);
            default ->
                refuse(
                        request,
                        response,
                        Problem.blank(405, ProblemMapper.title(405), "this path takes GET, HEAD and OPTIONS"));
        }
    }

    private static void head(HttpServletResponse response) {
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
    }

    private void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!accepted(request)) {
            refuse(request, response, Problem.blank(406, ProblemMapper.title(406), "must accept " + MEDIA_TYPE));
            return;
        }
        Optional<String> filter = Optional.ofNullable(request.getParameter(parameter));
        if (filter.isPresent() && !pattern.matcher(filter.get()).matches()) {
            refuse(request, response, Problem.invalid(FieldError.of(parameter, filter.get(), rule)));
            return;
        }
        Optional<String> seen = Optional.ofNullable(request.getHeader("Last-Event-ID"));
        if (seen.isPresent() && Offsets.parse(seen.get(), MOST_PARTITIONS).isEmpty()) {
            refuse(
                    request,
                    response,
                    Problem.invalid(FieldError.of("Last-Event-ID", seen.get(), "must be the id of an earlier event")));
            return;
        }
        follow(request, response, filter, seen);
    }

    private void follow(
            HttpServletRequest request, HttpServletResponse response, Optional<String> filter, Optional<String> seen)
            throws IOException {
        String address = request.getRemoteAddr();
        if (!perClient.enter(address)) {
            response.setHeader("Retry-After", "10");
            refuse(
                    request,
                    response,
                    Problem.blank(
                            429,
                            ProblemMapper.title(429),
                            "%s streams are open to %s: close one first".formatted(perClient.bound(), address)));
            return;
        }
        AsyncContext context = request.startAsync();
        context.addListener(perClient.leavingAtEnd(address));
        context.setTimeout(0);
        EventStream client = new EventStream(context, response.getOutputStream(), event);
        Predicate<String> wanted = about -> filter.map(about::equals).orElse(true);
        if (feed.subscribe(client, wanted, seen)) {
            response.setContentType(MEDIA_TYPE);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // for proxies that would collect
            client.open();
        } else {
            response.setHeader("Retry-After", "1");
            refuse(request, response, Problem.unavailable("too many follow: try again"));
            context.complete();
        }
    }

    private static boolean accepted(HttpServletRequest request) {
        List<String> accepts = Collections.list(request.getHeaders("Accept"));
        return accepts.isEmpty()
                || accepts.stream()
                        .map(accept -> accept.toLowerCase(Locale.ROOT))
                        .anyMatch(accept ->
                                accept.contains(MEDIA_TYPE) || accept.contains("text/*") || accept.contains("*/*"));
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(Json.write(problem.at(request.getRequestURI())));
    }
}
