/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What Kafka itself costs: plain clients that move the records of an order through the hops of {@link ReferenceHop}, all in one process of its
 * own, with a producer in the place of the client's POST and a consumer of committed records in that of its GET. No HTTP, no Avro, no rules, no
 * stores, no mails: what the system takes beyond this is its own.
 */
final class ReferenceMain {

    /** Begins the line that tells the {@link ReferenceResult}. */
    static final String RESULT = "result ";

    /** The line that tells that it is warm. */
    static final String MEASURING = "measuring";

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final String bootstrapServers;
    private final int rate;
    private final Map<Long, Long> due = new ConcurrentHashMap<>();
    private final Histogram decided = new Histogram(TimeUnit.SECONDS.toMicros(60), 3);
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile boolean isMeasuring;
    private long orders;

    private ReferenceMain(String bootstrapServers, int rate) {
        this.bootstrapServers = bootstrapServers;
        this.rate = rate;
    }

    /** Runs until it is killed. Arguments: address of the broker, orders a second, seconds. */
    public static void main(String[] args) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        new ReferenceMain(args[0], Integer.parseInt(args[1])).run(Duration.ofSeconds(Long.parseLong(args[2])));
    }

    private void run(Duration duration) throws InterruptedException {
        List<Thread> threads = Stream.concat(
                        ReferenceHop.programs().stream()
                                .map(name -> new Thread(new ReferenceProgram(bootstrapServers, name, isOver), name)),
                        Stream.of(new Thread(this::read, "client")))
                .toList();
        threads.forEach(Thread::start);
        try (KafkaProducer<Long, byte[]> producer = ReferenceProgram.producer(bootstrapServers, "")) {
            place(producer, WARM_UP);
            isMeasuring = true;
            System.out.println(MEASURING);
            place(producer, duration);
        }
        isOver.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(
                RESULT + ReferenceResult.of(decided, duration.toSeconds()).line());
        new CountDownLatch(1).await(); // its memory is still to be looked at
    }

    /** Returns when all are decided. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is not sent is never decided, and is waited for in vain
    private void place(KafkaProducer<Long, byte[]> producer, Duration duration) {
        long began = System.nanoTime();
        for (long n = 0; n < duration.toSeconds() * rate; n++) {
            long at = began + n * 1_000_000_000 / rate;
            LockSupport.parkNanos(at - System.nanoTime());
            due.put(orders, at);
            producer.send(new ProducerRecord<>(
                    ReferenceHop.COMMANDS, orders++, ReferenceProgram.value(ReferenceHop.PLACED, 180)));
        }
        long until = System.nanoTime() + PATIENCE;
        while (!due.isEmpty() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void read() {
        try (KafkaConsumer<Long, byte[]> consumer = ReferenceProgram.consumer(bootstrapServers, "reference-client")) {
            consumer.subscribe(List.of(ReferenceHop.ORDERS));
            while (!isOver.get()) {
                for (ConsumerRecord<Long, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    Long at = record.value()[0] == ReferenceHop.VALIDATED ? due.remove(record.key()) : null;
                    if (at != null && isMeasuring) {
                        decided.recordValue((System.nanoTime() - at) / 1_000);
                    }
                }
            }
        }
    }
}
