/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.orderflow.common.Health;
import io.orderflow.common.Service;
import io.orderflow.common.StartException;
import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topology that runs: checked, started, kept going, stopped. A thread that fails is replaced after a pause, from the last
 * commit; only what a restart cannot mend (rights, missing topics, lost offsets, an {@link Error}) ends the service.
 */
public final class StreamsService implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsService.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);
    private static final long PAUSE_BEFORE_REPLACING_A_THREAD = TimeUnit.SECONDS.toNanos(1);

    private final String name;
    private final Topology topology;
    private final Settings settings;
    private final Map<String, Object> overrides;
    private final Set<String> routedTo;
    private final DeadLetters deadLetters;
    private final RegistryWaits waits = new RegistryWaits();
    private final RocksMemory memory;
    private final boolean ownMemory;
    private final ThreadFailures failures;
    private final StreamsHealth health;
    private volatile @Nullable KafkaStreams streams;
    private @Nullable KafkaStreamsMetrics metrics;

    public StreamsService(String name, Topology topology, Settings settings) {
        this(name, topology, settings, Map.of(), Set.of());
    }

    /**
     * {@code overrides} are Streams properties that go before all others; among them may be the {@link RocksMemory} that this
     * topology shares with another one of the process, whoever made it closes it.
     */
    public StreamsService(String name, Topology topology, Settings settings, Map<String, Object> overrides) {
        this(name, topology, settings, overrides, Set.of());
    }

    /**
     * {@code routedTo} are the topics that a topic name extractor may choose: they must be there too, and no description of
     * the topology names them.
     */
    public StreamsService(String name, Topology topology, Settings settings, Set<String> routedTo) {
        this(name, topology, settings, Map.of(), routedTo);
    }

    /** With both. */
    public StreamsService(
            String name, Topology topology, Settings settings, Map<String, Object> overrides, Set<String> routedTo) {
        this.name = name;
        this.topology = topology;
        this.settings = settings;
        this.overrides = Map.copyOf(overrides);
        this.routedTo = Set.copyOf(routedTo);
        this.deadLetters = new DeadLetters(name);
        this.ownMemory = !(overrides.get(RocksMemory.CONFIG) instanceof RocksMemory);
        this.memory = overrides.get(RocksMemory.CONFIG) instanceof RocksMemory shared
                ? shared
                : new RocksMemory(settings.get(CommonSettings.ROCKSDB_MEMORY));
        this.failures = new ThreadFailures(
                settings.get(CommonSettings.FAILURES_MAX),
                settings.get(CommonSettings.FAILURES_WINDOW),
                InstantSource.system());
        this.health = new StreamsHealth(waits, failures);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        Map<String, Object> properties = properties();
        Set<String> others = new HashSet<>(routedTo);
        String letters = String.valueOf(properties.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG));
        others.add(letters);
        Map<String, Integer> partitions =
                new TopicCheck(settings.kafka(), settings.get(CommonSettings.START_TIMEOUT)).check(topology, others);
        deadLetters.goTo(partitions.getOrDefault(letters, 0));
        if (Boolean.TRUE.equals(properties.get(InputOffsets.CONFIG))) {
            String group = String.valueOf(properties.get(StreamsConfig.APPLICATION_ID_CONFIG));
            new InputOffsets(group, settings.kafka(), settings.get(CommonSettings.START_TIMEOUT)).secure(topology);
        }
        makeStateFolder(settings.get(CommonSettings.STATE_DIR));
        boolean hasGlobalStores = !topology.describe().globalStores().isEmpty();
        if (hasGlobalStores) {
            String application = String.valueOf(properties.get(StreamsConfig.APPLICATION_ID_CONFIG));
            new GlobalState(
                            settings.get(CommonSettings.STATE_DIR).resolve(application),
                            settings.get(CommonSettings.REFERENCE_MAX_AGE),
                            InstantSource.system())
                    .dropIfOld();
        }
        try {
            KafkaStreams started = new KafkaStreams(topology, new StreamsConfig(properties));
            streams = started;
            started.setStateListener((now, before) -> LOG.info("{}: {}", name, now));
            started.setUncaughtExceptionHandler(this::failed);
            if (hasGlobalStores) {
                // Streams returns only when the global stores are filled, which may have to wait for the registry.
                Thread starter = new Thread(() -> startPatiently(started), "start-" + name);
                starter.setDaemon(true);
                starter.start();
            } else {
                started.start();
            }
        } catch (KafkaException e) {
            throw new StartException("Streams cannot start: " + causes(e), e);
        }
    }

    /** Before Streams does, which takes it for a fault if another service makes the same folder at the same moment. */
    static void makeStateFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartException(
                    "%s=%s: cannot be made or is no folder (%s); name one that this program may write to"
                            .formatted(CommonSettings.STATE_DIR, folder, e),
                    e);
        }
    }

    private void startPatiently(KafkaStreams started) {
        try {
            started.start();
        } catch (KafkaException | IllegalStateException e) {
            health.endedBy(causes(e));
            LOG.error("{}: cannot start: {}", name, causes(e));
            LOG.debug("{}: because of", name, e);
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(StreamsProperties.of(name, settings, deadLetters));
        properties.put(RegistryWaits.CONFIG, waits);
        properties.put(RocksMemory.CONFIG, memory);
        properties.putAll(overrides);
        return properties;
    }

    private StreamThreadExceptionResponse failed(Throwable failure) {
        if (isFinal(failure)) {
            health.endedBy(causes(failure));
            LOG.error("{}: cannot go on", name, failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        failures.add(causes(failure));
        LOG.warn("{}: a stream thread failed and is replaced: {}", name, causes(failure));
        LOG.debug("{}: because of", name, failure);
        // Runs on the thread that died: its successor starts after the pause, so a lasting fault does not spin.
        LockSupport.parkNanos(PAUSE_BEFORE_REPLACING_A_THREAD);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isFinal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Error
                    || cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException
                    || cause
                            instanceof
                            InvalidOffsetException // only of sources that have no place to begin of their own
                    || cause instanceof MissingSourceTopicException) {
                return true;
            }
        }
        return false;
    }

    private static String causes(Throwable failure) {
        StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (text.indexOf(String.valueOf(cause.getMessage())) < 0) {
                text.append(": ").append(cause.getMessage());
            }
        }
        return text.toString();
    }

    /** The running topology, for interactive queries. */
    public KafkaStreams streams() {
        KafkaStreams running = streams;
        if (running == null) {
            throw new IllegalStateException(name + " has not been started");
        }
        return running;
    }

    /** What could not be read or processed. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public Health health() {
        KafkaStreams running = streams;
        if (running == null) {
            return Health.notReady("not started");
        }
        return health.of(running.state());
    }

    @Override
    public Optional<String> topology() {
        return Optional.of(topology.describe().toString());
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        deadLetters.bindTo(registry);
        FunctionCounter.builder("orderflow.stream.threads.replaced", failures, ThreadFailures::count)
                .description("Stream threads that failed and were replaced")
                .tag("service", name)
                .register(registry);
        if (ownMemory) {
            memory.bindTo(registry);
        }
        Gauge.builder("orderflow.stream.failing", failures, now -> now.tooMany().isPresent() ? 1 : 0)
                .description("1 while stream threads fail so often that the service is not ready")
                .tag("service", name)
                .register(registry);
        KafkaStreamsMetrics bound = new KafkaStreamsMetrics(streams(), Tags.of("service", name));
        bound.bindTo(registry);
        metrics = bound;
    }

    @Override
    public void close() {
        if (metrics != null) {
            metrics.close();
            metrics = null;
        }
        waits.end();
        KafkaStreams running = streams;
        if (running != null) {
            // Leaving the group lets another instance take over at once instead of after the session time-out.
            running.close(CloseOptions.timeout(STOP_TIMEOUT)
                    .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        }
        if (ownMemory) {
            memory.close();
        }
    }
}
