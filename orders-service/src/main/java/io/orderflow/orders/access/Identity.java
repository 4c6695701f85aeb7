/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.util.Attributes;

/**
 * Who asks, as a verified token says.
 *
 * @param subject whom the token was issued to; empty where nobody is asked for a token
 * @param customerId whose orders are meant; a token of {@link Scope#ADMIN} needs none
 * @param until when the token ends: nothing is to be waited for any longer
 */
public record Identity(Optional<String> subject, Optional<Long> customerId, Set<Scope> scopes, Instant until) {

    /** Whoever it is, where nobody is asked for a token; and this service itself. May all. */
    public static final Identity ANYBODY =
            new Identity(Optional.empty(), Optional.empty(), Set.of(Scope.ADMIN), Instant.MAX);

    private static final String ATTRIBUTE = Identity.class.getName();

    public Identity {
        requireNonNull(subject, "subject");
        requireNonNull(customerId, "customerId");
        scopes = Set.copyOf(scopes);
        requireNonNull(until, "until");
    }

    /**
     * Who sent {@code request}.
     *
     * @throws IllegalStateException if nobody has looked: then it must not be answered
     */
    public static Identity of(HttpServletRequest request) {
        return known(ServletContextRequest.getServletContextRequest(request))
                .orElseThrow(() -> new IllegalStateException("nobody has asked who sends this request"));
    }

    /** Who sent {@code request}, if it is known yet. */
    public static Optional<Identity> known(Attributes request) {
        return request.getAttribute(ATTRIBUTE) instanceof Identity known ? Optional.of(known) : Optional.empty();
    }

    void sends(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }

    private boolean isOf(long customer) {
        return scopes.contains(Scope.ADMIN)
                || customerId.filter(own -> own == customer).isPresent();
    }

    /** True if {@code order} is there for this one; any other is as if it did not exist. */
    public boolean sees(Order order) {
        return isOf(order.getCustomerId());
    }

    /** Why nothing may be asked of {@code customer} by name; empty if it may. */
    public Optional<Problem> refusal(long customer) {
        return isOf(customer)
                ? Optional.empty()
                : Optional.of(Problem.forbidden("the token is for another customer: customerId must be %s"
                        .formatted(customerId.map(Object::toString).orElse("that of the token"))));
    }

    /** The one customer whose orders all answers are about; empty for those of all. */
    public Optional<Long> onlyCustomer() {
        return scopes.contains(Scope.ADMIN) ? Optional.empty() : customerId;
    }

    /**
     * Refuses who may not ask of all customers.
     *
     * @param what is asked for, such as {@code the figures}
     * @throws ProblemException with a 403
     */
    public void requireAll(String what) {
        if (!scopes.contains(Scope.ADMIN)) {
            throw new ProblemException(
                    Problem.forbidden("%s are for the scope %s, which the token lacks".formatted(what, Scope.ADMIN)));
        }
    }

    /** What is left of the token's life; empty where there is no token. */
    public Optional<Duration> left() {
        if (until.equals(Instant.MAX)) {
            return Optional.empty();
        }
        Duration left = Duration.between(Instant.now(), until);
        return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }

    /** {@code wait}, cut to what is left of the token's life. */
    public Duration within(Duration wait) {
        return left().filter(left -> left.compareTo(wait) < 0).orElse(wait);
    }
}
