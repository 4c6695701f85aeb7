/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.FieldError;
import io.orderflow.orders.http.Json;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.OrderResponse;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.ProblemMapper;
import io.orderflow.orders.limits.ClientLimits;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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
    private final transient ClientLimits limits;
    private final transient ScheduledExecutorService clock;
    private final transient Optional<OrderSight> sight;

    /** What readers are told of an order. */
    public static String data(Order order) {
        return new String(Json.write(OrderResponse.of(order)), UTF_8);
    }

    /** What readers are told of a verdict. */
    public static String data(OrderValidation validation) {
        return new String(Json.write(ValidationResponse.of(validation)), UTF_8);
    }

    private FeedServlet(
            Feed<?> feed,
            ClientLimits limits,
            ScheduledExecutorService clock,
            Optional<OrderSight> sight,
            String event,
            String parameter,
            String rule,
            Pattern pattern) {
        this.clock = requireNonNull(clock, "clock");
        this.sight = requireNonNull(sight, "sight");
        this.limits = requireNonNull(limits, "limits");
        this.feed = requireNonNull(feed, "feed");
        this.event = event;
        this.parameter = parameter;
        this.rule = rule;
        this.pattern = pattern;
    }

    /**
     * Orders, which can be had of one customer alone.
     *
     * @param clock ends what is followed with a token when that does
     */
    public static FeedServlet orders(Feed<?> feed, ClientLimits limits, ScheduledExecutorService clock) {
        return new FeedServlet(
                feed,
                limits,
                clock,
                Optional.empty(),
                "order",
                "customerId",
                "must be a whole number",
                Pattern.compile("-?\\d{1,19}"));
    }

    /**
     * Verdicts, which can be had of one order alone; who may not have all of them, of an order that is there for them.
     *
     * @param clock as for {@link #orders}
     */
    public static FeedServlet validations(
            Feed<?> feed, ClientLimits limits, ScheduledExecutorService clock, OrderSight sight) {
        return new FeedServlet(
                feed,
                limits,
                clock,
                Optional.of(sight),
                "validation",
                "orderId",
                OrderIds.RULE,
                Pattern.compile("[A-Za-z0-9._-]{1,64}"));
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
        Optional<String> only = Identity.of(request).onlyCustomer().map(String::valueOf);
        if (only.isEmpty()) {
            follow(request, response, filter, seen, CompletableFuture.completedFuture(200));
        } else if (sight.isEmpty()) {
            followOwn(request, response, only, filter, seen);
        } else if (filter.isPresent()) {
            follow(request, response, filter, seen, sight.get().status(request, filter.get()));
        } else {
            String detail = "the token is for one customer: orderId must name an order of theirs";
            refuse(request, response, Problem.forbidden(detail));
        }
    }

    private void followOwn(
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<String> only,
            Optional<String> filter,
            Optional<String> seen)
            throws IOException {
        if (filter.isEmpty() || filter.equals(only)) {
            follow(request, response, only, seen, CompletableFuture.completedFuture(200));
        } else {
            String detail = "the token is for another customer: %s must be %s".formatted(parameter, only.orElse(""));
            refuse(request, response, Problem.forbidden(detail));
        }
    }

    /** @param sight the status of what is to be followed */
    @SuppressWarnings("FutureReturnValueIgnored") // the response is its end
    private void follow(
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<String> filter,
            Optional<String> seen,
            CompletableFuture<Integer> sight)
            throws IOException {
        if (!limits.admitsFeed(request, response)) {
            return;
        }
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        EventStream client = new EventStream(context, response.getOutputStream(), event);
        sight.handle((status, fault) -> fault == null ? status : 500).thenAccept(status -> {
            try {
                if (status == 200 || status == 304) {
                    subscribe(request, response, client, filter, seen);
                } else {
                    refuse(request, response, unseen(status, filter.orElse("")));
                    context.complete();
                }
            } catch (IOException e) { // it has gone
                context.complete();
            }
        });
    }

    private static Problem unseen(int status, String order) {
        return status == 404
                ? Problem.unknownOrder(order, "a while")
                : Problem.unavailable("order %s cannot be read now".formatted(order));
    }

    private void subscribe(
            HttpServletRequest request,
            HttpServletResponse response,
            EventStream client,
            Optional<String> filter,
            Optional<String> seen)
            throws IOException {
        AsyncContext context = request.getAsyncContext();
        Predicate<String> wanted = about -> filter.map(about::equals).orElse(true);
        if (feed.subscribe(client, wanted, seen)) {
            response.setContentType(MEDIA_TYPE);
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // for proxies that would collect
            client.open();
            Identity.of(request).left().ifPresent(left -> endWithToken(context, client, left));
        } else {
            response.setHeader("Retry-After", "1");
            refuse(request, response, Problem.unavailable("too many follow: try again"));
            context.complete();
        }
    }

    private void endWithToken(AsyncContext context, EventStream client, Duration left) {
        ScheduledFuture<?> end = clock.schedule(client::end, left.toMillis(), TimeUnit.MILLISECONDS);
        context.addListener(new AtEnd(() -> end.cancel(false)));
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
        Answers.send(response, problem.at(request.getRequestURI()));
    }
}
