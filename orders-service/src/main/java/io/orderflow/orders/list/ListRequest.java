/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.events.OrderState;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.http.FieldError;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.ProblemException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which page of which list a client wants. */
record ListRequest(OrderFilter filter, Optional<ListPosition> after, int limit) {

    /** All that an order may be in. */
    private static final Set<OrderState> STATES = EnumSet.complementOf(EnumSet.of(OrderState.UNKNOWN));

    static final int USUAL = 20;
    static final int MOST = 100;

    private static final Pattern LIMIT = Pattern.compile("\\d{1,3}");

    /**
     * What the parameters say.
     *
     * @throws ProblemException naming all that is wrong with them
     */
    static ListRequest of(
            @Nullable String customerId, @Nullable String state, @Nullable String limit, @Nullable String cursor) {
        List<FieldError> errors = new ArrayList<>();
        Optional<Long> customer = read(errors, "customerId", customerId, "must be a whole number", Long::valueOf);
        Optional<OrderState> wanted = read(
                errors,
                "state",
                state,
                "must be one of " + STATES.stream().map(Enum::name).collect(Collectors.joining(", ")),
                ListRequest::state);
        Optional<Integer> most =
                read(errors, "limit", limit, "must be a whole number, 1 to " + MOST, ListRequest::limit);
        Optional<ListPosition> after = read(
                errors,
                "cursor",
                cursor,
                "must be the nextCursor of an earlier answer",
                text -> ListPosition.of(text).orElseThrow(IllegalArgumentException::new));
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
        return new ListRequest(new OrderFilter(customer, wanted), after, most.orElse(USUAL));
    }

    /**
     * The same question asked by {@code who}: about their own orders, whether they say so or not.
     *
     * @throws ProblemException if it is about another customer
     */
    ListRequest by(Identity who) {
        filter.customerId().flatMap(who::refusal).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        Optional<Long> customer = who.onlyCustomer().or(filter::customerId);
        return new ListRequest(new OrderFilter(customer, filter.state()), after, limit);
    }

    /** The same question to another instance. */
    String path() {
        StringBuilder path = new StringBuilder("/v1/orders?limit=").append(limit);
        filter.customerId().ifPresent(id -> path.append("&customerId=").append(id));
        filter.state().ifPresent(state -> path.append("&state=").append(state));
        after.ifPresent(position -> path.append("&cursor=").append(encode(position.cursor(), UTF_8)));
        return path.toString();
    }

    private static int limit(String text) {
        if (LIMIT.matcher(text).matches()) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw new IllegalArgumentException(text);
    }

    private static <T> Optional<T> read(
            List<FieldError> errors, String name, @Nullable String text, String rule, Function<String, T> reader) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException e) {
            errors.add(FieldError.of(name, text, rule));
            return Optional.empty();
        }
    }

    private static OrderState state(String name) {
        OrderState state = OrderState.valueOf(name);
        if (!STATES.contains(state)) {
            throw new IllegalArgumentException(name);
        }
        return state;
    }
}
