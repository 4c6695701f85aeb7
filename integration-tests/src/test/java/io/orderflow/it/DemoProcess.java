/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.kafka.RealClients;
import io.orderflow.demo.DemoMain;
import io.orderflow.embedded.processes.JvmProcess;
import io.orderflow.schemas.Topic;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** {@code bin/demo} without samples, at ports that stay its own when it is killed and started again on its data. */
final class DemoProcess implements AutoCloseable {

    /** Or it refuses what it cannot decide within a second, which on a busy machine may be most of a {@link #rush}. */
    private static final Map<String, String> SETTINGS = Map.of("ORDERS_OVERLOAD_WAIT", "10m");

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Path folder;
    private int port; // 0, any free one, at the first start
    private int kafka;
    private int registry;
    private JvmProcess process;

    /** Returns when it has told its addresses. */
    DemoProcess(Path folder) {
        this.folder = folder;
        this.process = started();
    }

    private JvmProcess started() {
        JvmProcess demo = JvmProcess.start(
                "demo",
                folder,
                SETTINGS,
                DemoMain.class,
                "1g",
                "--orders=0",
                "--port=" + port,
                "--kafka-port=" + kafka,
                "--registry-port=" + registry,
                "--mail-port=0",
                "--management-port=0",
                "--data-dir=" + folder.resolve("data"));
        try {
            port = port(demo, "  web page");
            kafka = port(demo, "  bootstrap servers");
            registry = port(demo, "  schema registry");
            return demo;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int port(JvmProcess demo, String what) throws InterruptedException {
        return Integer.parseInt(demo.told(what).replaceFirst(".*:(\\d+)/?$", "$1"));
    }

    /** {@code kill -9}. */
    void kill() {
        try {
            process.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Starts another, where that one was. */
    void startAgain() {
        process = started();
    }

    /** Where the web page is, without a slash behind. */
    String page() {
        return "http://localhost:" + port;
    }

    OrdersClient orders() {
        return new OrdersClient(page());
    }

    /**
     * Sends {@code count} orders, {@code perSecond}, whatever becomes of those before; returns how many answers were of which kind:
     * an HTTP status, or why none came.
     */
    Map<String, Integer> rush(int perSecond, int count, IntFunction<String> order) {
        io.orderflow.client.rest.OrdersClient orders = new io.orderflow.client.rest.OrdersClient(page());
        Map<String, Integer> answers = new ConcurrentSkipListMap<>();
        AtomicInteger sent = new AtomicInteger();
        CountDownLatch answered = new CountDownLatch(count);
        Runnable place = () -> {
            int number = sent.getAndIncrement();
            if (number < count) {
                CompletableFuture<Void> unused = orders.place(
                                order.apply(number), io.orderflow.client.rest.OrdersClient.LONGEST_WAIT)
                        .handle((reply, fault) -> fault == null ? "HTTP " + reply.status() : fault.toString())
                        .thenAccept(answer -> {
                            answers.merge(answer, 1, Integer::sum);
                            answered.countDown();
                        });
            }
        };
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            ScheduledFuture<?> unused = clock.scheduleAtFixedRate(place, 0, SECOND / perSecond, TimeUnit.NANOSECONDS);
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clock.shutdownNow();
        }
        return answers;
    }

    private Cluster cluster() {
        return new Cluster(
                Map.of(
                        "bootstrap.servers", "localhost:" + kafka,
                        "schema.registry.url", "http://localhost:" + registry),
                new RealClients());
    }

    /** Writes a record as its outside system would. */
    <K, V extends SpecificRecord> void send(Topic<K, V> topic, K key, V value) {
        send(topic, Map.of(key, value));
    }

    /** Writes many. */
    <K, V extends SpecificRecord> void send(Topic<K, V> topic, Map<K, V> records) {
        try (EventWriter writer = cluster().writer(topic)) {
            records.forEach((key, value) -> writer.write(topic, key, value));
            writer.flush();
        }
    }

    /** Writes bytes that need not be a record of ours. */
    <K> void sendBytes(Topic<K, ?> topic, K key, byte[] value) {
        byte[] keyBytes = topic.keySerde().serializer().serialize(topic.name(), key);
        try (EventWriter writer = cluster().writer(topic)) {
            writer.write(new ProducerRecord<>(topic.name(), keyBytes, value));
            writer.flush();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
