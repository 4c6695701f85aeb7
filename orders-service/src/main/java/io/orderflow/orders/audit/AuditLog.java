/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.orderflow.orders.access.Identity;
import io.orderflow.orders.http.HttpServer;
import io.orderflow.orders.http.RequestId;
import io.orderflow.orders.limits.Client;
import io.orderflow.orders.limits.ClientLimits;
import io.orderflow.orders.limits.TokenBuckets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Tells in a line of JSON who has placed or cancelled which order, and who was kept from what (401, 403, 429, and what was to be placed
 * or cancelled and was not). Of persons it has what it takes to find them: the token's subject and the customer's number, and an address
 * only of who showed no sound token. What was done is always told; of refusals only so many, for else whoever sends them could fill a
 * disk, or hide one among many: how many are left out is told with the next one.
 */
public final class AuditLog implements RequestLog {

    private static final String CUSTOMER = AuditLog.class.getName() + ".customer";
    private static final String REASON = AuditLog.class.getName() + ".reason";

    private static final String ORDERS = "/v1/orders";
    private static final Pattern CANCEL = Pattern.compile("/v1/orders/([^/]+)/cancel/?");
    private static final String LOCATION = ORDERS + "/";

    private static final int REFUSALS_A_SECOND = 50;
    private static final int REFUSALS_AT_ONCE = 500;
    private static final int REFUSALS_OF_ONE_A_SECOND = 1;
    private static final int REFUSALS_OF_ONE_AT_ONCE = 20;
    private static final int MOST_CLIENTS = 5_000;
    private static final Client ALL = new Client.Subject("");

    private static final int HASH_BYTES = 16;

    private final ClientLimits clients;
    private final Clock clock;
    private final Consumer<String> lines;
    private final TokenBuckets refusals;
    private final TokenBuckets refusalsOfOne;
    private final LongAdder leftOut = new LongAdder();

    /**
     * @param clients knows who sends a request
     * @param nanoTime as {@link System#nanoTime()}
     * @param lines takes each line, without its end
     */
    public AuditLog(ClientLimits clients, Clock clock, LongSupplier nanoTime, Consumer<String> lines) {
        this.clients = requireNonNull(clients, "clients");
        this.clock = requireNonNull(clock, "clock");
        this.lines = requireNonNull(lines, "lines");
        refusals = new TokenBuckets(REFUSALS_A_SECOND, REFUSALS_AT_ONCE, 1, nanoTime);
        refusalsOfOne = new TokenBuckets(REFUSALS_OF_ONE_A_SECOND, REFUSALS_OF_ONE_AT_ONCE, MOST_CLIENTS, nanoTime);
    }

    /** Has it told whose order {@code request} is about. */
    public static void noteCustomer(jakarta.servlet.ServletRequest request, long customerId) {
        request.setAttribute(CUSTOMER, customerId);
    }

    /** Has it told why {@code request} was refused. */
    public static void noteReason(jakarta.servlet.ServletRequest request, String reason) {
        request.setAttribute(REASON, reason);
    }

    @Override
    public void log(Request request, Response response) {
        int status = response.getStatus();
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
        boolean places = request.getMethod().equals("POST") && (path.equals(ORDERS) || path.equals(LOCATION));
        Matcher cancel = CANCEL.matcher(path);
        boolean cancels = request.getMethod().equals("POST") && cancel.matches();
        if (HttpServer.isFromInstance(request) && status != 401) {
            return; // told where it came in
        }
        if (status == 401 || status == 403) {
            refused(request, status == 401 ? "unauthorized" : "forbidden", status, path);
        } else if (status == 429 || (status >= 400 && (places || cancels))) {
            refused(request, "refused", status, path);
        } else if (places) {
            done(request, "placed", status, orderAt(response));
        } else if (cancels) {
            done(request, "cancelled", status, Optional.of(cancel.group(1)));
        }
    }

    private static Optional<String> orderAt(Response response) {
        return Optional.ofNullable(response.getHeaders().get(HttpHeader.LOCATION))
                .filter(location -> location.startsWith(LOCATION))
                .map(location -> location.substring(LOCATION.length()));
    }

    private void done(Request request, String what, int status, Optional<String> order) {
        AuditLine line = line(request, what, status, clients.client(request));
        order.ifPresent(id -> line.put("order", id));
        tell(line, request);
    }

    private void refused(Request request, String what, int status, String path) {
        Client client = clients.client(request);
        if (!refusalsOfOne.take(client).enough() || !refusals.take(ALL).enough()) {
            leftOut.increment();
            return;
        }
        AuditLine line = line(request, what, status, client)
                .put("method", request.getMethod())
                .put("path", path);
        if (request.getAttribute(REASON) instanceof String reason) {
            line.put("reason", reason);
        }
        long others = leftOut.sumThenReset();
        if (others > 0) {
            line.put("leftOut", others);
        }
        tell(line, request);
    }

    private AuditLine line(Request request, String what, int status, Client client) {
        AuditLine line = new AuditLine()
                .put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("event", what)
                .put("status", status);
        if (client instanceof Client.Subject subject) {
            line.put("subject", withoutMailAddress(subject.name()));
        } else if (client instanceof Client.Address address) {
            line.put("address", address.network());
        }
        customer(request).ifPresent(customer -> line.put("customer", customer));
        return line;
    }

    private static Optional<Long> customer(Request request) {
        return request.getAttribute(CUSTOMER) instanceof Long noted
                ? Optional.of(noted)
                : Identity.known(request).flatMap(Identity::customerId);
    }

    private void tell(AuditLine line, Request request) {
        RequestId.known(request).ifPresent(id -> line.put("request", id.text()));
        lines.accept(line.text());
    }

    /** Some issuers name people by their mail address: who has it can tell that it is theirs, who has the log cannot tell it. */
    private static String withoutMailAddress(String subject) {
        if (subject.indexOf('@') < 0) {
            return subject;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) { // each JVM has it
            throw new IllegalStateException(e);
        }
    }
}
