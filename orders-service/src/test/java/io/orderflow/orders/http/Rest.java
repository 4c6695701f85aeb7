/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.common.testing.Sample;
import io.orderflow.common.tls.Tls;
import io.orderflow.orders.access.AccessFilter;
import io.orderflow.orders.audit.AuditLog;
import io.orderflow.orders.cancel.CancelResource;
import io.orderflow.orders.cancel.OrderCancellation;
import io.orderflow.orders.catalogue.FakeCatalogue;
import io.orderflow.orders.figures.FakeFigures;
import io.orderflow.orders.follow.FakeTopic;
import io.orderflow.orders.follow.Feed;
import io.orderflow.orders.follow.FeedServlet;
import io.orderflow.orders.history.HistoryResource;
import io.orderflow.orders.instances.OwnerRouting;
import io.orderflow.orders.instances.PeerClient;
import io.orderflow.orders.instances.RetryUntilDeadline;
import io.orderflow.orders.limits.ClientLimits;
import io.orderflow.orders.limits.LimitsConfig;
import io.orderflow.orders.list.ListResource;
import io.orderflow.orders.page.AboutResource;
import io.orderflow.orders.page.Desk;
import io.orderflow.orders.page.DeskResource;
import io.orderflow.orders.page.PageResource;
import io.orderflow.orders.place.AdmissionControl;
import io.orderflow.orders.place.FakeProgress;
import io.orderflow.orders.place.OrderPlacement;
import io.orderflow.orders.place.OverloadFilter;
import io.orderflow.orders.place.PlaceResource;
import io.orderflow.orders.read.Freshness;
import io.orderflow.orders.read.OrderReads;
import io.orderflow.orders.read.ReadResource;
import io.orderflow.orders.read.Waiters;
import io.orderflow.orders.services.FakeServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The real HTTP server on a free port, in front of a {@link FakeLog}; and a client of it. */
public final class Rest implements AutoCloseable {

    /** A web site whose pages may use it. */
    public static final String SHOP = "https://shop.example";

    public static final String ORDER = """
            {"customerId": 7, "currency": "EUR", "lines": [{"product": "kettle", "quantity": 2, "unitPrice": 24.9}]}""";

    public static final int ANSWERING_THREADS = 4;

    /** No client is held to anything but 50 feeds. */
    private static final LimitsConfig FEEDS_ONLY = new LimitsConfig(0, 1, 0, 50, 0, List.of(), List.of());

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService answers = Executors.newFixedThreadPool(ANSWERING_THREADS);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ClientDisconnects disconnects = new ClientDisconnects();
    public final FakeProgress progress = new FakeProgress();
    public final AdmissionControl admission =
            new AdmissionControl(progress, Duration.ofSeconds(1), 2_000, progress::nanoTime);
    /** What the clock says by which clients' requests are counted. */
    public final AtomicLong nanoTime = new AtomicLong();

    /** What was told of who did what. */
    public final List<String> audited = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    public final Waiters waiters;
    public final ParkedRequests parked;
    public final FakeLog log;
    public final FakePeers peers = new FakePeers();
    public final FakeShelf shelf = new FakeShelf();
    public final FakeCatalogue catalogue = new FakeCatalogue();
    public final FakeFigures figures = new FakeFigures();
    public final FakeServices services = new FakeServices();
    public final FakeTopic orders = new FakeTopic();
    public final FakeTopic validations = new FakeTopic();
    private final Feed<String> orderFeed = orders.feed(Duration.ofMillis(50));
    private final Feed<String> validationFeed = validations.feed(Duration.ofMillis(50));

    public Rest() {
        this(10_000);
    }

    public Rest(int parkedMax) {
        this(parkedMax, 0);
    }

    public Rest(int parkedMax, int port) {
        this(parkedMax, port, Duration.ofSeconds(2));
    }

    public Rest(int parkedMax, int port, Duration peerTimeout) {
        this(
                parkedMax,
                port,
                peerTimeout,
                AccessFilter::open,
                FEEDS_ONLY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** One that asks for tokens. */
    public Rest(Function<ClientLimits, AccessFilter> access) {
        this(access, FEEDS_ONLY);
    }

    /** The same, with bounds a client. */
    public Rest(Function<ClientLimits, AccessFilter> access, LimitsConfig limits) {
        this(10_000, 0, Duration.ofSeconds(2), access, limits, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** One whose page has a desk. */
    public Rest(Function<ClientLimits, AccessFilter> access, Desk desk) {
        this(
                10_000,
                0,
                Duration.ofSeconds(2),
                access,
                FEEDS_ONLY,
                Optional.of(desk),
                Optional.empty(),
                Optional.empty());
    }

    /** One that serves clients over TLS, and instances over a TLS of their own. */
    public Rest(Tls tls, Tls instancesTls) {
        this(AccessFilter::open, tls, instancesTls);
    }

    /** The same, which asks for tokens. */
    public Rest(Function<ClientLimits, AccessFilter> access, Tls tls, Tls instancesTls) {
        this(
                10_000,
                0,
                Duration.ofSeconds(2),
                access,
                FEEDS_ONLY,
                Optional.empty(),
                Optional.of(tls),
                Optional.of(instancesTls));
    }

    private Rest(
            int parkedMax,
            int port,
            Duration peerTimeout,
            Function<ClientLimits, AccessFilter> access,
            LimitsConfig limited,
            Optional<Desk> desk,
            Optional<Tls> tls,
            Optional<Tls> instancesTls) {
        ClientLimits limits = new ClientLimits(limited, nanoTime::get);
        clock.setRemoveOnCancelPolicy(true);
        ParkedRequests parked = new ParkedRequests(parkedMax);
        this.parked = parked;
        waiters = new Waiters(parked, clock, answers);
        log = new FakeLog(waiters);
        OrderReads reads = new OrderReads(log, Freshness.ALWAYS, waiters, clock, answers);
        PeerClient client = new PeerClient(Duration.ofSeconds(2), instancesTls, answers);
        OwnerRouting routing = new OwnerRouting(peers, client, peerTimeout, parked, clock, answers);
        OrderPlacement placing = new OrderPlacement(log, reads, Clock.fixed(Sample.NOON, ZoneOffset.UTC));
        WaitTimeout timeouts = new WaitTimeout(Duration.ofSeconds(10), Duration.ofSeconds(60));
        RetryUntilDeadline retry = new RetryUntilDeadline(clock, answers);
        ReadResource reading = new ReadResource(reads, routing, timeouts, disconnects);
        server = new HttpServer(
                "localhost",
                "localhost",
                port,
                0,
                limits.connections(5_000),
                Duration.ofSeconds(60),
                List.of(SHOP),
                new PlaceResource(placing, routing, timeouts, disconnects),
                reading,
                new CancelResource(
                        new OrderCancellation(log, reads, Clock.systemUTC()),
                        routing,
                        timeouts,
                        Duration.ofSeconds(10),
                        disconnects),
                new HistoryResource(shelf::history, Optional::of, reads, routing, timeouts, disconnects),
                new ListResource(shelf, peers, client, retry, timeouts, disconnects, parked, answers),
                new OpenApiResource(),
                catalogue.products(),
                catalogue.customers(),
                figures.resource(),
                services.resource(),
                new PageResource(),
                new AboutResource(true, List.of("inventory"), List.of(), desk),
                new DeskResource(desk, "localhost", answers));
        server.overTls(tls, instancesTls);
        server.add(AccessFilter.PATHS, access.apply(limits));
        Clock noon = Clock.fixed(Sample.NOON, ZoneOffset.UTC);
        server.tell(new AuditLog(limits, noon, nanoTime::get, audited::add));
        server.add(OverloadFilter.PATHS, new OverloadFilter(admission));
        server.add("/v1/orders/events", FeedServlet.orders(orderFeed, limits, clock));
        server.add(
                "/v1/order-validations/events",
                FeedServlet.validations(validationFeed, limits, clock, reading::status));
        server.start();
    }

    /** Where other instances ask. */
    public URI instancesAddress() {
        return server.instancesAddress();
    }

    public URI address() {
        return server.address();
    }

    public Answer post(String body, String... headers) {
        return send("POST", "/v1/orders", BodyPublishers.ofString(body), withType(headers));
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public CompletableFuture<Answer> getAsync(String path) {
        return client.sendAsync(HttpRequest.newBuilder(address().resolve(path)).build(), BodyHandlers.ofString())
                .thenApply(Answer::new);
    }

    /** Asks as another instance would. */
    public Answer asInstance(String method, String path, BodyPublisher body, String... headers) {
        return send(method, instancesAddress().resolve(path).toString(), body, headers);
    }

    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address().resolve(path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Socket connect() throws IOException {
        return new Socket("localhost", address().getPort());
    }

    /** Asks, and does not wait for the answer. */
    public static void ask(Socket connection, String path) throws IOException {
        String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
        connection.getOutputStream().write(request.getBytes(UTF_8));
        connection.getOutputStream().flush();
    }

    /** Sends bytes that no client library would, and returns all that comes back. */
    public String raw(String request) {
        return raw(request, UTF_8);
    }

    public String raw(String request, Charset charset) {
        try (Socket socket = new Socket("localhost", address().getPort())) {
            socket.getOutputStream().write(request.getBytes(charset));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] withType(String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return all;
    }

    public void stopWaiting() {
        waiters.close();
    }

    /** How many follow the orders. */
    public int followers() {
        return orderFeed.readers();
    }

    public void stopFeeds() {
        orderFeed.close();
        validationFeed.close();
    }

    @Override
    public void close() {
        waiters.close();
        orderFeed.close();
        validationFeed.close();
        server.close();
        disconnects.close();
        clock.shutdownNow();
        answers.shutdown();
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String body() {
            return response.body();
        }

        public JsonNode json() {
            return Json.read(response.body().getBytes(UTF_8), "JSON");
        }

        public String text(String pointer) {
            return json().at(pointer).asText();
        }
    }
}
