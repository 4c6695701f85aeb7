/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One topic, told to any number of readers while it is written. One consumer, in no group, reads its end for all of them: it
 * begins with the first reader and ends when there has been none for a while. A reader that asks for what it has missed gets a consumer
 * of its own until it has caught up; a few do so at a time, and the others wait for their turn.
 */
public final class Feed<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration STAY = Duration.ofSeconds(60);
    private static final int MOST_READERS = 1_000;
    private static final int MOST_CATCHING_UP = 4;

    private final String topic;
    private final Supplier<org.apache.kafka.clients.consumer.Consumer<String, V>> consumers;
    private final Function<ConsumerRecord<String, V>, Optional<FeedRecord>> reading;
    private final Duration heartbeat;
    private final Set<Subscription> readers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger subscribed = new AtomicInteger();
    private final Queue<Consumer<Offsets>> betweenPolls = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor catchingUp;
    private @Nullable Thread tail;
    private volatile boolean closed;

    /**
     * @param consumers makes a consumer that reads committed records only
     * @param reading what readers are told of a record; nothing for one that cannot be read
     * @param heartbeat after which readers hear that nothing has come
     */
    public Feed(
            String topic,
            Supplier<org.apache.kafka.clients.consumer.Consumer<String, V>> consumers,
            Function<ConsumerRecord<String, V>, Optional<FeedRecord>> reading,
            Duration heartbeat) {
        this.topic = requireNonNull(topic, "topic");
        this.consumers = requireNonNull(consumers, "consumers");
        this.reading = requireNonNull(reading, "reading");
        this.heartbeat = requireNonNull(heartbeat, "heartbeat");
        this.catchingUp = new ThreadPoolExecutor(
                MOST_CATCHING_UP, MOST_CATCHING_UP, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "feed-" + topic + "-catch-up");
                    thread.setDaemon(true);
                    return thread;
                });
        catchingUp.allowCoreThreadTimeOut(true);
    }

    /**
     * Tells {@code reader} of each record that it wants, from now on or from behind the last that it has seen. False if there are
     * too many readers.
     *
     * @param wanted tells by what a record is about whether the reader wants it
     * @param seen the place as the reader was told it; empty to begin now
     */
    public synchronized boolean subscribe(Follower reader, Predicate<String> wanted, Optional<String> seen) {
        if (closed || subscribed.get() >= MOST_READERS) {
            return false;
        }
        subscribed.incrementAndGet();
        betweenPolls.add(tail -> begin(reader, wanted, seen, tail));
        if (tail == null) {
            tail = new Thread(this::run, "feed-" + topic);
            tail.setDaemon(true);
            tail.start();
        }
        return true;
    }

    /** How many read now. */
    public int readers() {
        return subscribed.get();
    }

    private void begin(Follower reader, Predicate<String> wanted, Optional<String> seen, Offsets tail) {
        Optional<Offsets> from = seen.flatMap(text -> Offsets.parse(text, tail.partitions()));
        Subscription subscription = new Subscription(
                reader, wanted, from.map(place -> place.within(tail)).orElse(tail));
        readers.add(subscription);
        reader.idle(subscription.place());
        if (subscription.place().reached(tail)) {
            return;
        }
        subscription.hold();
        catchingUp.execute(() -> catchUp(subscription, tail));
    }

    private void run() {
        Optional<Offsets> place = Optional.empty();
        while (!closed) {
            try (Cursor<V> cursor = new Cursor<>(topic, consumers.get(), place)) {
                long told = System.nanoTime();
                long read = System.nanoTime();
                while (!closed) {
                    Offsets now = cursor.place();
                    place = Optional.of(now);
                    begin(now);
                    if (tell(cursor.poll(POLL))) {
                        told = System.nanoTime();
                    } else if (since(told).compareTo(heartbeat) >= 0) {
                        readers.forEach(reader -> reader.idle(now));
                        told = System.nanoTime();
                    }
                    if (leave()) {
                        read = System.nanoTime();
                    } else if (since(read).compareTo(STAY) >= 0 && end()) {
                        return;
                    }
                }
            } catch (KafkaException e) {
                LOG.warn("{} cannot be followed now: {}", topic, e.getMessage());
                LockSupport.parkNanos(PAUSE_AFTER_FAULT.toNanos());
            }
        }
        readers.forEach(Subscription::end);
        leave();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void begin(Offsets now) {
        for (Consumer<Offsets> next = betweenPolls.poll(); next != null; next = betweenPolls.poll()) {
            next.accept(now);
        }
    }

    private boolean tell(ConsumerRecords<String, V> records) {
        for (ConsumerRecord<String, V> record : records) {
            reading.apply(record).ifPresent(read -> readers.forEach(reader -> reader.live(read)));
        }
        return !records.isEmpty();
    }

    /** Forgets readers that read no more; true if some still do. */
    private boolean leave() {
        readers.removeIf(reader -> {
            boolean ended = reader.ended();
            if (ended) {
                subscribed.decrementAndGet();
            }
            return ended;
        });
        return !readers.isEmpty();
    }

    private synchronized boolean end() {
        if (!betweenPolls.isEmpty()) {
            return false;
        }
        tail = null;
        return true;
    }

    private void catchUp(Subscription reader, Offsets goal) {
        try (Cursor<V> cursor = new Cursor<>(topic, consumers.get(), Optional.of(reader.place()))) {
            Offsets next = goal;
            do {
                while (!closed && !reader.ended() && !cursor.place().reached(next)) {
                    for (ConsumerRecord<String, V> record : cursor.poll(POLL)) {
                        reading.apply(record).ifPresent(reader::missed);
                    }
                }
                if (closed || reader.ended() || reader.release()) {
                    return;
                }
                next = holdAgain(reader);
            } while (true);
        } catch (KafkaException e) {
            LOG.warn("{} cannot be read again now: {}", topic, e.getMessage());
            reader.end();
        }
    }

    /** More came from the tail meanwhile than could be held back: where the tail is now is the next goal. */
    private Offsets holdAgain(Subscription reader) {
        CompletableFuture<Offsets> goal = new CompletableFuture<>();
        betweenPolls.add(now -> {
            reader.hold();
            goal.complete(now);
        });
        return goal.completeOnTimeout(reader.place(), 10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = tail;
            catchingUp.shutdown();
        }
        if (running != null) {
            try {
                running.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
