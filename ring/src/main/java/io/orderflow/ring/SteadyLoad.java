/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.events.Order;
import io.orderflow.ring.OrdersApi.Told;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Places orders at a steady rate, at either instance in turn as a load balancer would: where nobody listens it turns to the other one.
 * Keeps when each order was due and when it was decided, and how each request was answered.
 */
final class SteadyLoad implements AutoCloseable {

    /** How requests were answered. */
    enum Kind {
        ACCEPTED("accepted"),
        COME_AGAIN("503 with Retry-After"),
        OTHER("other answers"),
        LOST("broken off, no answer");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
    private static final int TRIES = 30;

    private final OrdersApi api;
    private final Shop shop;
    private final String prefix;
    private final int rate;
    private final ConcurrentMap<String, Placed> placed = new ConcurrentHashMap<>();
    private final ConcurrentMap<Kind, Long> answers = new ConcurrentHashMap<>();
    private final ExecutorService clients = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(null, work, "client", 256 * 1024);
        thread.setDaemon(true);
        return thread;
    });
    private final Thread thread = new Thread(this::place, "steady-load");
    private final DecisionFollower follower;
    private volatile boolean ends;

    /** Not begun yet; its orders have ids that begin with {@code prefix}. */
    SteadyLoad(List<URI> instances, Cluster cluster, Shop shop, String prefix, int rate) {
        this.api = new OrdersApi(instances);
        this.shop = shop;
        this.prefix = prefix;
        this.rate = rate;
        this.follower = DecisionFollower.of(cluster, this::decided);
    }

    void start() {
        follower.start();
        thread.start();
    }

    private void place() {
        long began = System.nanoTime();
        long pause = TimeUnit.SECONDS.toNanos(1) / rate;
        for (long number = 0; !ends; number++) {
            long due = began + number * pause;
            String id = prefix + number;
            placed.put(id, new Placed(due));
            int instance = 1 + (int) (number % 2);
            Random random = new Random(number);
            clients.execute(() -> place(id, instance, random));
            try {
                TimeUnit.NANOSECONDS.sleep(due + pause - System.nanoTime());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Until it is accepted. */
    private void place(String id, int first, Random random) {
        String body = "{\"id\": \"" + id + "\", " + shop.anyContent(random) + "}";
        int instance = first;
        try {
            for (int tried = 0; tried < TRIES; tried++) {
                Told told = api.place(0, Asked.PLACE, instance, id, body);
                instance = 3 - instance;
                if (told.isSent()) {
                    Kind kind = kindOf(told.answer());
                    answers.merge(kind, 1L, Long::sum);
                    if (kind == Kind.ACCEPTED) {
                        return;
                    }
                    if (kind == Kind.OTHER) {
                        break;
                    }
                    Thread.sleep(Math.min(1_000, told.comeAgain().toMillis()));
                } else if (tried > 0) {
                    Thread.sleep(100); // nobody listens at either
                }
            }
            placed.remove(id); // never accepted: told by the counts
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Kind kindOf(Answer answer) {
        if (answer.status() == Answer.NONE) {
            return Kind.LOST;
        }
        if (answer.isAcknowledgement()) {
            return Kind.ACCEPTED;
        }
        return answer.status() == 503 && answer.retryAfter() ? Kind.COME_AGAIN : Kind.OTHER;
    }

    private void decided(Order order) {
        Placed known = placed.get(order.getId());
        if (known != null && known.decided == 0) { // a repeat decides nothing
            known.decided = System.nanoTime();
        }
    }

    /** Requests answered so, that {@code before} does not count yet. */
    long count(Kind kind, Map<Kind, Long> before) {
        return answers.getOrDefault(kind, 0L) - before.getOrDefault(kind, 0L);
    }

    /** Requests so far, by how they were answered. */
    Map<Kind, Long> answers() {
        return Map.copyOf(answers);
    }

    /**
     * Waits until all orders are decided that were due between these moments of {@link System#nanoTime()}.
     *
     * @return from {@code from} until the last of them was decided
     * @throws RingException if one is not decided within minutes
     */
    Duration lastDecided(long from, long to) throws InterruptedException {
        long last = from;
        for (Map.Entry<String, Placed> one : due(from, to).entrySet()) {
            last = Math.max(last, await(one.getKey(), one.getValue()));
        }
        return Duration.ofNanos(last - from);
    }

    /** The same of the one that waited longest, from when it was due. */
    Duration longestWait(long from, long to) throws InterruptedException {
        long longest = 0;
        for (Map.Entry<String, Placed> one : due(from, to).entrySet()) {
            longest = Math.max(longest, await(one.getKey(), one.getValue()) - one.getValue().due);
        }
        return Duration.ofNanos(longest);
    }

    private Map<String, Placed> due(long from, long to) {
        Map<String, Placed> due = new ConcurrentHashMap<>();
        placed.forEach((id, one) -> {
            if (one.due - from >= 0 && one.due - to <= 0) {
                due.put(id, one);
            }
        });
        return due;
    }

    /** When it was decided; that of an order nobody accepted is of no account. */
    private long await(String id, Placed one) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        while (one.decided == 0 && placed.containsKey(id)) {
            if (System.nanoTime() - until > 0) {
                throw new RingException("order " + id + " is not decided after minutes; the logs may tell why");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return one.decided == 0 ? one.due : one.decided;
    }

    @Override
    public void close() {
        ends = true;
        thread.interrupt();
        clients.shutdownNow();
        follower.close();
    }

    /** An order. */
    private static final class Placed {

        private final long due;

        /** 0 until then; written by the follower's thread alone. */
        private volatile long decided;

        Placed(long due) {
            this.due = due;
        }
    }
}
