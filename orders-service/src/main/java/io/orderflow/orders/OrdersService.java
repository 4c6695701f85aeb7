/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.orderflow.common.Health;
import io.orderflow.common.Service;
import io.orderflow.common.StartException;
import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.DeadLetters;
import io.orderflow.common.streams.RocksMemory;
import io.orderflow.common.streams.StreamsService;
import io.orderflow.common.tls.Tls;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.orders.access.AccessFilter;
import io.orderflow.orders.access.AccessTokens;
import io.orderflow.orders.audit.AuditLog;
import io.orderflow.orders.cancel.CancelResource;
import io.orderflow.orders.cancel.OrderCancellation;
import io.orderflow.orders.catalogue.Catalogue;
import io.orderflow.orders.catalogue.CustomersResource;
import io.orderflow.orders.catalogue.ProductsResource;
import io.orderflow.orders.commands.CommandLog;
import io.orderflow.orders.commands.SubjectDirectory;
import io.orderflow.orders.figures.FiguresResource;
import io.orderflow.orders.figures.OrderFigures;
import io.orderflow.orders.follow.Feed;
import io.orderflow.orders.follow.FeedServlet;
import io.orderflow.orders.follow.Feeds;
import io.orderflow.orders.history.HistoryMigration;
import io.orderflow.orders.history.HistoryProcessor;
import io.orderflow.orders.history.HistoryResource;
import io.orderflow.orders.history.LocalHistories;
import io.orderflow.orders.history.LocalSubjects;
import io.orderflow.orders.http.ClientDisconnects;
import io.orderflow.orders.http.HttpServer;
import io.orderflow.orders.http.OpenApiResource;
import io.orderflow.orders.http.ParkedRequests;
import io.orderflow.orders.http.WaitTimeout;
import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.instances.OwnerRouting;
import io.orderflow.orders.instances.PeerClient;
import io.orderflow.orders.instances.PeerInstances;
import io.orderflow.orders.instances.RetryUntilDeadline;
import io.orderflow.orders.instances.StreamsPeerInstances;
import io.orderflow.orders.limits.ClientLimits;
import io.orderflow.orders.list.IndexProcessor;
import io.orderflow.orders.list.ListResource;
import io.orderflow.orders.list.LocalIndex;
import io.orderflow.orders.page.AboutResource;
import io.orderflow.orders.page.Desk;
import io.orderflow.orders.page.DeskResource;
import io.orderflow.orders.page.PageResource;
import io.orderflow.orders.place.AdmissionControl;
import io.orderflow.orders.place.OrderPlacement;
import io.orderflow.orders.place.OverloadFilter;
import io.orderflow.orders.place.PlaceResource;
import io.orderflow.orders.read.LocalView;
import io.orderflow.orders.read.LogFreshness;
import io.orderflow.orders.read.OrderListener;
import io.orderflow.orders.read.OrderReads;
import io.orderflow.orders.read.ReadResource;
import io.orderflow.orders.read.Waiters;
import io.orderflow.orders.services.ConsumerGroups;
import io.orderflow.orders.services.ServicesResource;
import io.orderflow.orders.topic.AskedTopics;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts of the orders service, put together: HTTP writes commands, the topology makes orders of them, its view wakes
 * requests that wait. HTTP answers from the first connection on, also while the topology starts or waits for its broker: a read waits for
 * the view within its own time, and placing an order needs only Kafka, or is told within its time that Kafka does not answer.
 */
public final class OrdersService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(OrdersService.class);
    /** Its lines are JSON, each whole in itself. */
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");

    private static final int ANSWERING_THREADS = 8;
    private static final int DESK_THREADS = 4;
    private static final int DESK_WAITING = 32;

    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "orders-clock"));
    private final ExecutorService answers =
            Executors.newFixedThreadPool(ANSWERING_THREADS, task -> new Thread(task, "orders-answers"));
    private final OrdersConfig config;
    private final Settings settings;
    private final RocksMemory memory;
    private final ParkedRequests parked;
    private final Waiters waiters;
    private final Backlog backlog = new Backlog(this::unacknowledged);
    private final AdmissionControl admission;
    private final ClientDisconnects disconnects = new ClientDisconnects();
    private final PeerInstances peers =
            new StreamsPeerInstances(this::runningStreams, LocalView.STORE, () -> Instance.at(instancesAddress()));
    private final LocalView view = new LocalView(this::runningStreams, LocalView.STORE, peers);
    private final Optional<AccessTokens> tokens;
    private final ClientLimits limits;
    private final AccessFilter access;
    private final LogFreshness freshness;
    private final Feed<byte[]> orderFeed;
    private final Feed<byte[]> validationFeed;
    private final Catalogue catalogue;
    private final OrderFigures figures;
    private final ConsumerGroups groups;
    private final Optional<Desk> desk;
    private final ThreadPoolExecutor deskThreads = new ThreadPoolExecutor(
            DESK_THREADS,
            DESK_THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(DESK_WAITING),
            task -> new Thread(task, "orders-desk"));
    private volatile Optional<SubjectDirectory> subjects = Optional.empty();
    private volatile @Nullable CommandLog commands;
    private volatile @Nullable StreamsService lifecycle;
    private volatile @Nullable StreamsService reads;
    private volatile @Nullable HttpServer http;
    private volatile Optional<Tls> tls = Optional.empty();
    private volatile Optional<Tls> instancesTls = Optional.empty();

    OrdersService(OrdersConfig config, Settings settings, Optional<Desk> desk) {
        this.config = config;
        this.settings = settings;
        this.desk = desk;
        clock.setRemoveOnCancelPolicy(true);
        memory = new RocksMemory(settings.get(CommonSettings.ROCKSDB_MEMORY));
        admission = new AdmissionControl(backlog, config.overloadWait(), config.undecidedMax(), System::nanoTime);
        parked = new ParkedRequests(config.parkedMax());
        waiters = new Waiters(parked, clock, answers);
        tokens = config.access().jwks().map(keys -> new AccessTokens(config.access(), Clock.systemUTC()));
        limits = new ClientLimits(config.limits(), System::nanoTime);
        access = tokens.map(asking -> AccessFilter.asking(asking, limits)).orElseGet(() -> AccessFilter.open(limits));
        freshness =
                new LogFreshness(settings.kafka(), name(), ReadsTopology.APPLICATION, this::committedOrders, answers);
        EventSerdes proven = EventSerdes.from(settings.kafka()).proving(config.checkKeys());
        orderFeed = Feeds.of(
                Topics.ORDERS,
                settings.kafka(),
                proven,
                order -> Long.toString(order.getCustomerId()),
                FeedServlet::data);
        validationFeed = Feeds.of(
                Topics.ORDER_VALIDATIONS, settings.kafka(), proven, OrderValidation::getOrderId, FeedServlet::data);
        AskedTopics asked = new AskedTopics(settings.kafka());
        catalogue = new Catalogue(asked);
        figures = new OrderFigures(asked, config.validationTimeout(), Clock.systemUTC());
        groups = new ConsumerGroups(settings.kafka(), answers);
        deskThreads.allowCoreThreadTimeOut(true);
    }

    @Override
    public String name() {
        return OrdersMain.NAME;
    }

    @Override
    public void start() {
        tls = config.tls().map(files -> new Tls("rest", files));
        instancesTls = config.instancesTls().map(files -> new Tls("instances", files));
        tokens.ifPresentOrElse(AccessTokens::start, this::startOpen);
        CommandLog log = commandLog();
        commands = log;
        HttpServer server = httpServer(log);
        http = server;
        log.warmUp();
        server.start(); // first: a port in use shows at once, and the topology tells others where this instance is
        // reached
        LOG.info("{} serves at {}", name(), address());
        StreamsService deciding = lifecycle();
        lifecycle = deciding;
        StreamsService reading = reads(server.instancesAddress());
        reads = reading;
        deciding.start();
        bringHistoriesOver();
        reading.start();
    }

    /** Without tokens only this machine is served, unless more is wanted. */
    private void startOpen() {
        config.access().requireMayBeOpen(config.bindAddress());
        LOG.warn(
                "open: whoever reaches {} may place, read and cancel the orders of all customers; --orders-auth-jwks asks for tokens",
                config.bindAddress());
    }

    private CommandLog commandLog() {
        try {
            Optional<SubjectDirectory> known =
                    tokens.map(asking -> SubjectDirectory.on(settings.kafka(), config.writeTimeout()));
            subjects = known;
            return CommandLog.on(
                    settings.kafka(),
                    config.writeTimeout(),
                    config.unacknowledgedMax(),
                    answers,
                    backlog::written,
                    by -> known.flatMap(directory -> directory.reference(by)));
        } catch (KafkaException e) {
            throw new StartException("no Kafka producer can be made of these settings: " + e.getMessage(), e);
        }
    }

    private int unacknowledged() {
        CommandLog log = commands;
        return log == null ? 0 : log.unacknowledged();
    }

    private HttpServer httpServer(CommandLog log) {
        PeerClient client = new PeerClient(config.peerTimeout(), instancesTls, answers);
        admission.lookAt(clock);
        OrderReads reads = new OrderReads(view, freshness, waiters, clock, answers);
        OwnerRouting routing = new OwnerRouting(peers, client, config.peerTimeout(), parked, clock, answers);
        WaitTimeout timeouts = new WaitTimeout(config.waitDefault(), config.waitMax());
        RetryUntilDeadline retry = new RetryUntilDeadline(clock, answers);
        ReadResource reading = new ReadResource(reads, routing, timeouts, disconnects);
        HttpServer server = new HttpServer(
                config.host(),
                config.bindAddress(),
                config.port(),
                config.instancesPort(),
                limits.connections(config.connectionsMax()),
                config.waitMax(),
                config.corsOrigins(),
                new PlaceResource(new OrderPlacement(log, reads, Clock.systemUTC()), routing, timeouts, disconnects),
                reading,
                new CancelResource(
                        new OrderCancellation(log, reads, Clock.systemUTC()),
                        routing,
                        timeouts,
                        config.writeTimeout(),
                        disconnects),
                new HistoryResource(
                        histories()::look,
                        new LocalSubjects(this::runningStreams)::look,
                        reads,
                        routing,
                        timeouts,
                        disconnects),
                new ListResource(index(), peers, client, retry, timeouts, disconnects, parked, answers),
                new OpenApiResource(),
                new ProductsResource(catalogue),
                new CustomersResource(namesCustomers(), catalogue),
                new FiguresResource(figures),
                new ServicesResource(this::health, groups),
                new PageResource(),
                new AboutResource(tokens.isEmpty(), config.checks(), config.shadowChecks(), desk),
                new DeskResource(desk, config.host(), deskThreads));
        server.overTls(tls, instancesTls);
        server.add(AccessFilter.PATHS, access);
        server.tell(new AuditLog(limits, Clock.systemUTC(), System::nanoTime, AUDIT::info));
        server.add(OverloadFilter.PATHS, new OverloadFilter(admission));
        server.add("/v1/orders/events", FeedServlet.orders(orderFeed, limits, clock));
        server.add(
                "/v1/order-validations/events",
                FeedServlet.validations(validationFeed, limits, clock, reading::status));
        return server;
    }

    /** The demo has made its customers up. */
    private boolean namesCustomers() {
        return desk.isPresent() || config.access().knowsWhoAsks(config.bindAddress());
    }

    private LocalHistories histories() {
        return new LocalHistories(this::runningStreams, LocalView.STORE, HistoryProcessor.HISTORY_STORE);
    }

    private LocalIndex index() {
        return new LocalIndex(this::runningStreams, Topics.ORDERS.name(), LocalView.STORE, IndexProcessor.INDEX_STORE);
    }

    private void bringHistoriesOver() {
        try {
            new HistoryMigration(settings.kafka(), name(), ReadsTopology.APPLICATION).run();
        } catch (KafkaException e) {
            throw new StartException("the histories of before cannot be copied: " + e.getMessage(), e);
        }
    }

    private StreamsService lifecycle() {
        return new StreamsService(
                name(),
                new LifecycleTopology(config, EventSerdes.from(settings.kafka()), backlog).build(),
                settings,
                Map.of(RocksMemory.CONFIG, memory));
    }

    private StreamsService reads(URI address) {
        OrderListener wake = new OrderListener() {
            @Override
            public void committed(Order order, int partition, long offset) {
                freshness.has(partition, offset);
                waiters.wake(order);
            }

            @Override
            public void takenOver(int partition) {
                freshness.takenOver(partition);
            }
        };
        Map<String, Object> properties = new HashMap<>(ReadsTopology.properties());
        properties.put(RocksMemory.CONFIG, memory);
        properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address.getAuthority());
        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                Topics.deadLettersOf(name()).name());
        return new StreamsService(
                ReadsTopology.APPLICATION,
                new ReadsTopology(config, EventSerdes.from(settings.kafka()), wake).build(),
                settings,
                properties);
    }

    /** Up to where the reads' own tasks have committed; a task that has not committed yet says -1. */
    private Map<Integer, Long> committedOrders() {
        Map<Integer, Long> committed = new HashMap<>();
        try {
            runningStreams().metadataForLocalThreads().stream()
                    .flatMap(thread -> thread.activeTasks().stream())
                    .forEach(task -> task.committedOffsets().forEach((source, offset) -> {
                        if (source.topic().equals(Topics.ORDERS.name())) {
                            committed.merge(source.partition(), offset, Math::max);
                        }
                    }));
        } catch (IllegalStateException e) {
            return Map.of(); // not started yet, or stopping
        }
        return committed;
    }

    private KafkaStreams runningStreams() {
        StreamsService running = reads;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.streams();
    }

    /**
     * Where it is reached.
     *
     * @throws IllegalStateException before {@link #start}
     */
    public URI address() {
        HttpServer server = http;
        if (server == null) {
            throw new IllegalStateException(name() + " has not been started");
        }
        return server.address();
    }

    private URI instancesAddress() {
        HttpServer server = http;
        if (server == null) {
            throw new IllegalStateException(name() + " has not been started");
        }
        return server.instancesAddress();
    }

    @Override
    public Health health() {
        StreamsService deciding = lifecycle;
        StreamsService reading = reads;
        HttpServer server = http;
        if (deciding == null || reading == null || server == null) {
            return Health.notReady("not started");
        }
        return deciding.health()
                .of("life cycle")
                .and(reading.health().of("reads"))
                .and(tokens.map(AccessTokens::health)
                        .orElseGet(() -> Health.ready("open"))
                        .of("tokens"))
                .and(securePorts()
                        .map(Tls::health)
                        .reduce(Health::and)
                        .orElseGet(() -> Health.ready("none"))
                        .of("TLS"))
                .and(server.started() ? Health.ready("HTTP up") : Health.notReady("HTTP not up"));
    }

    private Stream<Tls> securePorts() {
        return Stream.of(tls, instancesTls).flatMap(Optional::stream);
    }

    @Override
    public Optional<String> topology() {
        return Optional.ofNullable(lifecycle)
                .flatMap(StreamsService::topology)
                .flatMap(writing -> Optional.ofNullable(reads)
                        .flatMap(StreamsService::topology)
                        .map(reading -> writing + "\n" + reading));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("orderflow.orders.waiting", parked, ParkedRequests::count)
                .description("Requests that wait for an order, a history or a list")
                .register(registry);
        Gauge.builder("orderflow.orders.undecided", backlog, Backlog::undecided)
                .description("Orders of this instance's partitions that wait for their checks")
                .register(registry);
        TimeGauge.builder("orderflow.orders.undecided.oldest", backlog, TimeUnit.MILLISECONDS, OrdersService::oldest)
                .description("How long the oldest undecided order has waited; as of the last look for deadlines")
                .register(registry);
        FunctionCounter.builder("orderflow.orders.refused", admission, AdmissionControl::refused)
                .description("Orders that were not taken in because more came than can be decided")
                .register(registry);
        TimeGauge.builder(
                        "orderflow.orders.decision.wait",
                        admission,
                        TimeUnit.MILLISECONDS,
                        admitting -> admitting.lastWait().toMillis())
                .description("How long the orders that were decided last had waited since they were placed")
                .register(registry);
        Gauge.builder("orderflow.orders.followers", this, service -> service.orderFeed.readers())
                .description("Clients that follow a feed")
                .tag("feed", Topics.ORDERS.name())
                .register(registry);
        Gauge.builder("orderflow.orders.followers", this, service -> service.validationFeed.readers())
                .description("Clients that follow a feed")
                .tag("feed", Topics.ORDER_VALIDATIONS.name())
                .register(registry);
        HttpServer server = http;
        if (server != null) {
            FunctionCounter.builder("orderflow.orders.connections.displaced", server, HttpServer::displacedConnections)
                    .description("Connections of clients that were closed because others needed their place")
                    .register(registry);
        }
        FunctionCounter.builder("orderflow.orders.unreadable", view, LocalView::unreadable)
                .description("Reads of an order whose record cannot be read")
                .register(registry);
        StreamsService deciding = lifecycle;
        if (deciding != null) {
            FunctionCounter.builder("orderflow.orders.verdicts.unproven", deciding.deadLetters(), DeadLetters::unproven)
                    .description(
                            "Verdicts that no key proves to be from the check which they name, and that do not count")
                    .register(registry);
        }
        CommandLog log = commands;
        if (log != null) {
            Gauge.builder("orderflow.orders.unacknowledged", log, CommandLog::unacknowledged)
                    .description("Commands that Kafka has not acknowledged yet")
                    .register(registry);
        }
        access.bindTo(registry);
        securePorts().forEach(port -> port.bindTo(registry));
        limits.bindTo(registry);
        memory.bindTo(registry);
        for (StreamsService topology : topologies()) {
            topology.bindTo(registry);
        }
    }

    /** Those that there are yet: none before {@link #start}. */
    private List<StreamsService> topologies() {
        return Stream.of(Optional.ofNullable(lifecycle), Optional.ofNullable(reads))
                .flatMap(Optional::stream)
                .toList();
    }

    private static double oldest(Backlog backlog) {
        return backlog.oldest(Clock.systemUTC().instant()).toMillis();
    }

    /** Takes no more requests, answers those that wait, has Kafka acknowledge what was taken in, and ends; the topology stops meanwhile. */
    @Override
    public void close() {
        HttpServer server = http;
        if (server != null) {
            server.stopAccepting();
        }
        waiters.close();
        freshness.close();
        orderFeed.close();
        validationFeed.close();
        catalogue.close();
        figures.close();
        deskThreads.shutdown();
        List<CompletableFuture<Void>> stopping = topologies().stream()
                .map(topology ->
                        CompletableFuture.runAsync(topology::close, task -> new Thread(task, "orders-stop").start()))
                .toList();
        CommandLog log = commands;
        if (log != null) {
            log.close();
        }
        subjects.ifPresent(SubjectDirectory::close);
        if (server != null) {
            server.close();
        }
        groups.close();
        disconnects.close();
        stopping.forEach(CompletableFuture::join);
        memory.close();
        tokens.ifPresent(AccessTokens::close);
        securePorts().forEach(Tls::close);
        clock.shutdownNow();
        answers.shutdown();
    }
}
