/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.common.http.ClientConnections.Bounds;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.HttpServer;
import io.orderflow.orders.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/**
 * Holds each client to what it may ask for, and tells it in 429, {@code Retry-After}, {@code RateLimit-Policy} and {@code RateLimit}
 * (draft-ietf-httpapi-ratelimit-headers). A request counts where it comes in: what another instance forwards has been counted there.
 * Whoever shows a sound token is counted by its subject alone, so that nobody else can use up what is theirs.
 */
public final class ClientLimits {

    private static final String POLICY_HEADER = "RateLimit-Policy";
    private static final String HEADER = "RateLimit";

    /** Of addresses and subjects, for some ten megabytes. */
    private static final int MOST_CLIENTS = 50_000;

    private final LimitsConfig config;
    private final ClientAddresses addresses;
    private final Networks proxies;
    private final Networks unboundedNetworks;
    private final Optional<TokenBuckets> requests;
    private final Optional<PlacesPerClient> open;
    private final Optional<PlacesPerClient> feeds;
    private final String policy;
    private final LongAdder refusedRequests = new LongAdder();
    private final LongAdder refusedOpen = new LongAdder();
    private final LongAdder refusedFeeds = new LongAdder();

    /** @param nanoTime as {@link System#nanoTime()} */
    public ClientLimits(LimitsConfig config, LongSupplier nanoTime) {
        this.config = requireNonNull(config, "config");
        proxies = new Networks(config.proxies());
        addresses = new ClientAddresses(proxies);
        unboundedNetworks =
                new Networks(config.unbounded().stream().filter(Networks::isOne).toList());
        requests = config.requests() == 0
                ? Optional.empty()
                : Optional.of(new TokenBuckets(config.requests(), config.burst(), MOST_CLIENTS, nanoTime));
        open = places(config.open());
        feeds = places(config.feeds());
        policy = policy(config);
    }

    private static Optional<PlacesPerClient> places(int bound) {
        return bound == 0 ? Optional.empty() : Optional.of(new PlacesPerClient(bound));
    }

    private static String policy(LimitsConfig config) {
        List<String> policies = new ArrayList<>();
        if (config.requests() > 0) {
            int seconds = Math.max(1, (config.burst() + config.requests() - 1) / config.requests());
            policies.add("\"requests\";q=%s;w=%s".formatted(config.burst(), seconds));
        }
        if (config.open() > 0) {
            policies.add("\"open\";q=%s;qu=\"concurrent-requests\"".formatted(config.open()));
        }
        if (config.feeds() > 0) {
            policies.add("\"feeds\";q=%s;qu=\"concurrent-requests\"".formatted(config.feeds()));
        }
        return String.join(", ", policies);
    }

    /** Whom {@code request} is counted for: the subject of its token, if one was looked at and is sound; else its address. */
    public Client client(Request request) {
        return Identity.known(request)
                .flatMap(Identity::subject)
                .<Client>map(Client.Subject::new)
                .orElseGet(() -> Client.Address.of(address(request)));
    }

    /**
     * How many connections there may be, {@code most} of all clients together. They are counted by address, as no token is seen before a
     * request; those of proxies are of many clients.
     */
    public Bounds connections(int most) {
        return config.connections() == 0
                ? Bounds.ofAll(most)
                : new Bounds(
                        most,
                        config.connections(),
                        address -> Optional.of(address)
                                .filter(from -> !proxies.contain(from) && !unboundedNetworks.contain(from))
                                .map(Client.Address::of));
    }

    private static Request core(HttpServletRequest request) {
        return ServletContextRequest.getServletContextRequest(request);
    }

    private InetAddress address(Request request) {
        SocketAddress end = request.getConnectionMetaData().getRemoteSocketAddress();
        InetAddress connection = end instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress()
                : InetAddress.getLoopbackAddress();
        return addresses.of(connection, request.getHeaders().getValuesList("X-Forwarded-For"));
    }

    /** True if no bound applies: to another instance, which has counted the request, and to whom the settings name. */
    private boolean isUnbounded(Request request) {
        return HttpServer.isFromInstance(request)
                || Identity.known(request)
                        .flatMap(Identity::subject)
                        .map(config.unbounded()::contains)
                        .orElseGet(() -> unboundedNetworks.contain(address(request)));
    }

    /** Counts {@code request}, and takes its place until it is answered or its client has gone; false if it has been refused. */
    public boolean admits(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isUnbounded(core(request))) {
            return true;
        }
        Client client = client(core(request));
        if (requests.isPresent()) {
            TokenBuckets.Level level = requests.get().take(client);
            tell(response, level);
            if (!level.enough()) {
                refuseRequest(request, response, client, level);
                return false;
            }
        }
        if (!enter(open, client, request)) {
            refusedOpen.increment();
            String detail =
                    "%s requests of %s are unanswered: wait for an answer first".formatted(config.open(), client);
            refuse(request, response, "open", 1, detail);
            return false;
        }
        return true;
    }

    /** Takes a place for a feed until it ends, in whatever way; false if {@code request} has been refused. */
    public boolean admitsFeed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isUnbounded(core(request))) {
            return true;
        }
        Client client = client(core(request));
        if (!enter(feeds, client, request)) {
            refusedFeeds.increment();
            String detail = "%s streams are open to %s: close one first".formatted(config.feeds(), client);
            refuse(request, response, "feeds", 10, detail);
            return false;
        }
        return true;
    }

    private static boolean enter(Optional<PlacesPerClient> places, Client client, HttpServletRequest request) {
        if (places.isPresent()) {
            if (!places.get().enter(client)) {
                return false;
            }
            Request.addCompletionListener(core(request), fault -> places.get().leave(client));
        }
        return true;
    }

    /**
     * Whether one more token may be checked, which takes time, for the address that {@code request} comes from; false if it has been
     * refused. Nothing is counted yet: a token that turns out to be sound is none of the address's business.
     */
    public boolean admitsCheck(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (requests.isEmpty() || isUnbounded(core(request))) {
            return true;
        }
        Client client = client(core(request));
        TokenBuckets.Level level = requests.get().look(client);
        if (!level.enough()) {
            tell(response, level);
            refuseRequest(request, response, client, level);
        }
        return level.enough();
    }

    /** Counts a request whose token was not taken, for its address. */
    public void wasRefused(HttpServletRequest request, HttpServletResponse response) {
        if (requests.isPresent() && !isUnbounded(core(request))) {
            tell(response, requests.get().take(client(core(request))));
        }
    }

    private void tell(HttpServletResponse response, TokenBuckets.Level level) {
        response.setHeader(POLICY_HEADER, policy);
        response.setHeader(
                HEADER,
                level.enough()
                        ? "\"requests\";r=%s".formatted(level.left())
                        : "\"requests\";r=0;t=%s".formatted(seconds(level.untilNext())));
    }

    private static long seconds(Duration wait) {
        return Math.max(1, (wait.toMillis() + 999) / 1_000);
    }

    private void refuseRequest(
            HttpServletRequest request, HttpServletResponse response, Client client, TokenBuckets.Level level)
            throws IOException {
        refusedRequests.increment();
        long wait = seconds(level.untilNext());
        String detail = "more than %s requests a second come from %s: try again after %s s"
                .formatted(config.requests(), client, wait);
        refuse(request, response, "requests", wait, detail);
    }

    private void refuse(
            HttpServletRequest request, HttpServletResponse response, String bound, long seconds, String detail)
            throws IOException {
        response.setHeader(POLICY_HEADER, policy);
        response.setHeader(HEADER, "\"%s\";r=0;t=%s".formatted(bound, seconds));
        response.setHeader("Retry-After", Long.toString(seconds));
        Answers.send(response, Problem.tooMany(detail).at(request.getRequestURI()));
    }

    /** Adds what it counts. */
    public void bindTo(MeterRegistry registry) {
        counter(registry, "requests", refusedRequests);
        counter(registry, "open", refusedOpen);
        counter(registry, "feeds", refusedFeeds);
        requests.ifPresent(buckets -> Gauge.builder("orderflow.orders.clients", buckets, TokenBuckets::count)
                .description("Clients whose requests are counted; those of before are forgotten beyond a number")
                .register(registry));
    }

    private static void counter(MeterRegistry registry, String bound, LongAdder refused) {
        FunctionCounter.builder("orderflow.orders.limited", refused, LongAdder::sum)
                .description("Requests that were refused because their client had sent too many (429)")
                .tag("bound", bound)
                .register(registry);
    }
}
