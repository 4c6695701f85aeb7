/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.orders.audit.AuditLog;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.HttpServer;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.limits.ClientLimits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nobody in who has no sound token with the scope that the request needs: reading for GET, HEAD and OPTIONS, writing for all
 * else. It looks before anything else does, at what comes from clients and from other instances alike: what those forward is
 * believed no more. Before the bound on orders too, as the places behind that are for those who may place orders.
 */
public final class AccessFilter extends HttpFilter {

    /** All paths: what is added one day is not open by mistake. */
    public static final String PATHS = "/*";

    /** Says to another instance that its client's token was looked at, and what it says is for that client. */
    public static final String CHECKED = "Orderflow-Checked";

    @Serial
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);
    /** What the API is, and the page that uses it: the same for whoever asks. */
    private static final Pattern FOR_ANYBODY = Pattern.compile("/|/openapi\\.json|/page/[a-z-]+\\.[a-z]+");

    private static final Pattern BEARER = Pattern.compile("Bearer +([A-Za-z0-9._~+/=-]+)", Pattern.CASE_INSENSITIVE);

    @SuppressWarnings("serial") // a filter is never written
    private final Optional<AccessTokens> tokens;

    @SuppressWarnings("serial") // a filter is never written
    private final ClientLimits limits;

    @SuppressWarnings("serial") // a filter is never written
    private final Map<TokenFault, LongAdder> refused = new EnumMap<>(TokenFault.class);

    private final LongAdder withoutScope = new LongAdder();

    private AccessFilter(Optional<AccessTokens> tokens, ClientLimits limits) {
        this.tokens = tokens;
        this.limits = requireNonNull(limits, "limits");
        for (TokenFault fault : TokenFault.values()) {
            refused.put(fault, new LongAdder());
        }
    }

    /** Asks for tokens. */
    public static AccessFilter asking(AccessTokens tokens, ClientLimits limits) {
        return new AccessFilter(Optional.of(requireNonNull(tokens, "tokens")), limits);
    }

    /** Lets anybody do anything. */
    public static AccessFilter open(ClientLimits limits) {
        return new AccessFilter(Optional.empty(), limits);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (tokens.isEmpty() || isForAnybody(request)) {
            letIn(Identity.ANYBODY, request, response, chain);
            return;
        }
        if (HttpServer.isFromInstance(request)) {
            response.setHeader(CHECKED, "1");
        }
        List<String> given = Collections.list(request.getHeaders("Authorization"));
        if (!mayBeChecked(tokens.get(), given, request, response)) {
            return;
        }
        TokenCheck check = check(tokens.get(), given);
        if (check instanceof TokenCheck.Taken taken) {
            letIn(taken.identity(), request, response, chain);
        } else if (check instanceof TokenCheck.Refused told) {
            limits.wasRefused(request, response);
            refuse(request, response, told.fault());
        } else {
            response.setHeader("Retry-After", "5");
            answer(
                    request,
                    response,
                    Problem.unavailable("tokens cannot be checked now: their issuer's keys cannot be read"));
        }
    }

    private static boolean isForAnybody(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path != null && FOR_ANYBODY.matcher(path).matches() && needed(request) == Scope.READ;
    }

    /** A token that was sound before is looked at whatever else comes from its address; others only so often. */
    private boolean mayBeChecked(
            AccessTokens tokens, List<String> given, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return bearer(given).filter(tokens::hasTaken).isPresent() || limits.admitsCheck(request, response);
    }

    private static TokenCheck check(AccessTokens tokens, List<String> given) {
        return given.isEmpty()
                ? new TokenCheck.Refused(TokenFault.MISSING)
                : bearer(given).map(tokens::check).orElseGet(() -> new TokenCheck.Refused(TokenFault.HEADER));
    }

    private static Optional<String> bearer(List<String> given) {
        return Optional.of(given)
                .filter(headers -> headers.size() == 1)
                .map(headers -> BEARER.matcher(headers.get(0).strip()))
                .filter(Matcher::matches)
                .map(bearer -> bearer.group(1));
    }

    private void letIn(Identity who, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        who.sends(request);
        if (!limits.admits(request, response)) {
            return;
        }
        Optional<Problem> missing = missing(who, request, response);
        if (missing.isPresent()) {
            answer(request, response, missing.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private static Scope needed(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> Scope.READ;
            default -> Scope.WRITE;
        };
    }

    private Optional<Problem> missing(Identity who, HttpServletRequest request, HttpServletResponse response) {
        Scope needed = needed(request);
        if (!who.may(needed)) {
            withoutScope.increment();
            AuditLog.noteReason(request, "without the scope " + needed);
            response.setHeader(
                    "WWW-Authenticate",
                    "Bearer realm=\"orderflow\", error=\"insufficient_scope\", scope=\"%s\"".formatted(needed));
            return Optional.of(Problem.forbidden("the token lacks the scope %s".formatted(needed)));
        }
        if (!who.may(Scope.ADMIN) && who.customerId().isEmpty()) {
            withoutScope.increment();
            AuditLog.noteReason(request, "without a customer");
            return Optional.of(Problem.forbidden("the token names no customer, whose orders it would be for"));
        }
        return Optional.empty();
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, TokenFault fault) throws IOException {
        requireNonNull(refused.get(fault)).increment();
        AuditLog.noteReason(request, fault.words());
        LOG.debug("Refused: {}", fault.words());
        String challenge = "Bearer realm=\"orderflow\"";
        response.setHeader(
                "WWW-Authenticate",
                fault == TokenFault.MISSING
                        ? challenge
                        : challenge + ", error=\"invalid_token\", error_description=\"%s\"".formatted(fault.words()));
        answer(request, response, Problem.unauthorized(fault.words()));
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, Problem problem)
            throws IOException {
        Answers.send(response, problem.at(request.getRequestURI()));
    }

    /** Adds what it counts. */
    public void bindTo(MeterRegistry registry) {
        refused.forEach(
                (fault, count) -> FunctionCounter.builder("orderflow.orders.auth.refused", count, LongAdder::sum)
                        .description("Requests whose token was not taken (401)")
                        .tag("reason", fault.tag())
                        .register(registry));
        FunctionCounter.builder("orderflow.orders.auth.forbidden", withoutScope, LongAdder::sum)
                .description("Requests whose token was sound and did not allow what was asked (403)")
                .register(registry);
        tokens.ifPresent(checking -> checking.bindTo(registry));
    }
}
