/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import io.orderflow.common.StartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka node, broker and KRaft controller, in this JVM: real Kafka, listening on localhost unless told otherwise, with settings for a quick
 * start and little memory. It can be stopped and started again on the same port and data, as a broker that was away.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int TRIES_FOR_FREE_PORTS = 3;
    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(30);

    private final BrokerFolder folder;
    private final ListenAddress at;
    private final int wantedPort;
    private final Optional<BrokerNode> node;
    private final BrokerSecurity security;
    private int port;
    private @Nullable KafkaRaftServer server;

    private EmbeddedKafka(
            BrokerFolder folder, ListenAddress at, int wantedPort, Optional<BrokerNode> node, BrokerSecurity security) {
        this.at = at;
        this.folder = folder;
        this.wantedPort = wantedPort;
        this.node = node;
        this.security = security;
    }

    /** A broker on any free port, whose data go when it is closed. */
    public static EmbeddedKafka temporary() {
        return temporary(0);
    }

    /**
     * A broker whose data go when it is closed.
     *
     * @param port 0 stands for any free one
     * @throws StartException if the port is taken
     */
    public static EmbeddedKafka temporary(int port) {
        return started(new EmbeddedKafka(
                BrokerFolder.temporary(), ListenAddress.LOCAL, port, Optional.empty(), BrokerSecurity.OPEN));
    }

    /** A broker on any free port that asks who comes; its data go when it is closed. */
    public static EmbeddedKafka temporary(BrokerSecurity security) {
        return started(new EmbeddedKafka(BrokerFolder.temporary(), ListenAddress.LOCAL, 0, Optional.empty(), security));
    }

    /**
     * A broker that keeps its data in {@code directory}, and finds there what an earlier one kept.
     *
     * @param port 0 stands for any free one
     * @throws StartException if the port is taken or the directory cannot be used
     */
    public static EmbeddedKafka in(Path directory, int port) {
        return in(directory, ListenAddress.LOCAL, port);
    }

    /** The same, listening there. */
    public static EmbeddedKafka in(Path directory, ListenAddress at, int port) {
        return started(new EmbeddedKafka(BrokerFolder.at(directory), at, port, Optional.empty(), BrokerSecurity.OPEN));
    }

    /**
     * The same, one of several or with other ways to it; returns when enough of them are up for it to work.
     *
     * @throws StartException if a port is taken or the directory cannot be used
     */
    public static EmbeddedKafka in(Path directory, BrokerNode node) {
        return started(new EmbeddedKafka(
                BrokerFolder.at(directory), ListenAddress.LOCAL, node.port(), Optional.of(node), BrokerSecurity.OPEN));
    }

    private static EmbeddedKafka started(EmbeddedKafka kafka) {
        try {
            kafka.start();
            return kafka;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    /** Starts the broker again after {@link #stop}: same port, same data. Does nothing while it runs. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        int wanted = port == 0 ? wantedPort : port;
        for (int tries = 1; ; tries++) {
            int listener = wanted == 0 ? Ports.anyFree() : wanted;
            try {
                server = launch(listener);
                port = listener;
                return;
            } catch (PortTakenException e) {
                // Between finding a free port and opening it another program may have been quicker.
                if ((wanted != 0 && e.port() == wanted) || tries == TRIES_FOR_FREE_PORTS) {
                    throw new StartException("Kafka " + e.getMessage(), e);
                }
            }
        }
    }

    private KafkaRaftServer launch(int listener) {
        Ports.requireFree(listener);
        BrokerNode it = node.orElseGet(() -> BrokerNode.alone(listener, Ports.anyFree()));
        boolean crashed = folder.isLeftByACrash();
        folder.format(it.id());
        Map<String, Object> properties = BrokerProperties.of(folder.path(), at, it, security);
        @Nullable KafkaRaftServer starting = null;
        try {
            if (crashed && it.isAlone()) {
                LoneController.declareTheBrokerDead(folder.path(), it.controllerPort());
            }
            starting = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
            starting.startup();
            return starting;
        } catch (RuntimeException e) {
            if (starting != null) {
                starting.shutdown();
            }
            Optional<PortTakenException> taken = PortTakenException.foundIn(e, listener);
            throw taken.isPresent() ? taken.get() : folder.cannotBeUsed(e);
        }
    }

    /** Stops the broker and keeps its data: clients see a broker that is away. */
    public synchronized void stop() {
        KafkaRaftServer running = server;
        server = null;
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
        }
    }

    /** Where clients reach it, also while it is stopped. */
    public String bootstrapServers() {
        return at.host() + ":" + port;
    }

    /** What a client needs to reach it as {@code user}; whom to trust, it has to say itself where the broker speaks TLS. */
    public Map<String, Object> client(String user) {
        Map<String, Object> client = new HashMap<>(security.client(user));
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return client;
    }

    /** Creates those of {@code topics} that are not there, on a broker that asks nobody. */
    public void createTopics(Collection<NewTopic> topics) {
        createTopics(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()), topics);
    }

    /**
     * Creates those of {@code topics} that are not there, on any cluster, and returns when all of them can be written to: of a
     * producer that comes before a partition's leader, what it sent second may be taken first, and what it sent first never.
     *
     * @throws StartException if the cluster does not answer or refuses
     */
    public static void createTopics(Map<String, ?> client, Collection<NewTopic> topics) {
        try (Admin admin = Admin.create(Map.copyOf(client))) {
            Map<String, KafkaFuture<Void>> asked = admin.createTopics(topics).values();
            Map<TopicPartition, OffsetSpec> created = new HashMap<>();
            for (NewTopic topic : topics) {
                if (isCreated(asked.getOrDefault(topic.name(), KafkaFuture.completedFuture(null)), client)) {
                    IntStream.range(0, topic.numPartitions())
                            .forEach(partition ->
                                    created.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest()));
                }
            }
            awaitLeaders(admin, created, client);
        }
    }

    /** Offsets are told by leaders alone; a broker that has not heard of a topic yet takes it for none. */
    private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> created, Map<String, ?> client) {
        long patientUntil = System.nanoTime() + UNTIL_KNOWN.toNanos();
        while (true) {
            try {
                isCreated(admin.listOffsets(created).all(), client);
                return;
            } catch (StartException e) {
                boolean unknown = e.getCause() instanceof ExecutionException answer
                        && answer.getCause() instanceof UnknownTopicOrPartitionException;
                if (!unknown || System.nanoTime() - patientUntil > 0) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static boolean isCreated(KafkaFuture<?> answer, Map<String, ?> client) {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            Object servers = client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
            if (cause instanceof TopicExistsException) {
                return false;
            }
            if (cause instanceof TimeoutException) {
                throw new StartException("Kafka at " + servers + " does not answer; is that the right address?", e);
            }
            throw new StartException(
                    "cannot create topics on Kafka at %s: %s"
                            .formatted(servers, cause == null ? e.getMessage() : cause.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while creating topics", e);
        }
    }

    /** Stops the broker; temporary data are deleted. */
    @Override
    public void close() {
        stop();
        folder.close();
    }
}
