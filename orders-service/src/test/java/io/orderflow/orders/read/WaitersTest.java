/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.orders.http.ParkedRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitersTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final ParkedRequests parked = new ParkedRequests(5);
    private final Waiters waiters = new Waiters(parked, clock, Runnable::run);

    WaitersTest() {
        clock.setRemoveOnCancelPolicy(true);
    }

    private static boolean any(Order order) {
        return true;
    }

    private static boolean decided(Order order) {
        return order.getState() != OrderState.CREATED;
    }

    @AfterEach
    void close() {
        clock.shutdownNow();
    }

    private Waiter waiter(String id, Predicate<Order> enough) {
        return waiters.register(id, enough, LONG).orElseThrow();
    }

    @Test
    void allWhoWaitForAnOrderAreWokenByIt() {
        Waiter one = waiter("A", WaitersTest::any);
        Waiter two = waiter("A", WaitersTest::any);
        Waiter other = waiter("B", WaitersTest::any);

        waiters.wake(order("A").created());

        assertThat(one.answer()).isCompletedWithValueMatching(Optional::isPresent);
        assertThat(two.answer()).isCompletedWithValueMatching(Optional::isPresent);
        assertThat(other.answer()).isNotDone();
        assertThat(parked.count()).isOne();
    }

    @Test
    void eachWaitsUntilTheOrderIsAsHeWantsIt() {
        Waiter any = waiter("A", WaitersTest::any);
        Waiter decided = waiter("A", WaitersTest::decided);

        waiters.wake(order("A").created());
        assertThat(any.answer()).isDone();
        assertThat(decided.answer()).isNotDone();

        waiters.wake(order("A").validated());
        assertThat(decided.answer().join().orElseThrow().getState()).isEqualTo(OrderState.VALIDATED);
        assertThat(parked.count()).isZero();
    }

    @Test
    void whoHasWaitedLongEnoughIsToldSo() {
        Waiter waiter =
                waiters.register("A", WaitersTest::any, Duration.ofMillis(10)).orElseThrow();

        await().untilAsserted(() -> assertThat(waiter.answer()).isCompletedWithValue(Optional.empty()));
        assertThat(parked.count()).isZero();
    }

    @Test
    void whoLeavesIsForgotten() {
        Waiter waiter = waiter("A", WaitersTest::any);

        waiter.leave();

        assertThat(parked.count()).isZero();
        assertThat(clock.getQueue()).isEmpty();
        waiters.wake(order("A").created());
        assertThat(waiter.answer()).isCancelled();
    }

    @Test
    void nothingIsKeptOfWhoWasAnswered() {
        waiter("A", WaitersTest::any);

        waiters.wake(order("A").created());
        waiters.wake(order("A").validated());

        assertThat(parked.count()).isZero();
        assertThat(clock.getQueue()).isEmpty();
    }

    @Test
    void noMoreThanTheBoundMayWait() {
        for (int i = 0; i < 5; i++) {
            waiter("A", WaitersTest::any);
        }

        assertThat(waiters.register("B", WaitersTest::any, LONG)).isEmpty();
        waiters.wake(order("A").created());
        assertThat(waiters.register("B", WaitersTest::any, LONG)).isPresent();
    }

    @Test
    void whenTheServiceEndsAllAreToldAndNobodyMayWaitAnyMore() {
        Waiter waiter = waiter("A", WaitersTest::any);

        waiters.close();

        assertThat(waiter.answer()).isCompletedWithValue(Optional.empty());
        assertThat(waiters.register("A", WaitersTest::any, LONG)).isEmpty();
        assertThat(parked.count()).isZero();
    }

    @Test
    void aWakeUpBetweenRegistrationAndLookIsNotLost() {
        // the order comes into the view just after the reader has looked
        OrderReads reads = new OrderReads(
                id -> {
                    waiters.wake(order("A").created());
                    return new ViewLookup.Absent(0);
                },
                Freshness.ALWAYS,
                waiters,
                clock,
                Runnable::run);

        assertThat(reads.read(Identity.ANYBODY, "A", WaitersTest::any, LONG))
                .isCompletedWithValueMatching(ReadResult.Met.class::isInstance);
        assertThat(parked.count()).isZero();
    }

    @Test
    void aReadAfterAWriteWaitsUntilTheViewShowsWhatThatLedTo() {
        CompletableFuture<Boolean> shows = new CompletableFuture<>();
        OrderReads reads = new OrderReads(
                id -> new ViewLookup.Found(
                        shows.isDone() ? order("A").cancelled() : order("A").validated(), 0),
                partition -> shows,
                waiters,
                clock,
                Runnable::run);

        CompletableFuture<ReadResult> read =
                reads.readAfter(new CommandPosition(0, 7), Identity.ANYBODY, "A", WaitersTest::any, LONG);
        assertThat(read).isNotDone();
        assertThat(parked.count()).isOne();
        shows.complete(true);

        assertThat(read)
                .isCompletedWithValueMatching(result ->
                        result instanceof ReadResult.Met met && met.order().getState() == OrderState.CANCELLED);
    }

    @Test
    void aReadAfterAWriteSaysAtTheEndOfItsWaitThatTheViewIsBehind() {
        OrderReads reads = new OrderReads(
                id -> new ViewLookup.Found(order("A").validated(), 0),
                partition -> CompletableFuture.completedFuture(false),
                waiters,
                clock,
                Runnable::run);

        assertThat(reads.readAfter(new CommandPosition(0, 7), Identity.ANYBODY, "A", WaitersTest::any, Duration.ZERO))
                .isCompletedWithValueMatching(ReadResult.Unavailable.class::isInstance);
    }

    @Test
    void whileAnotherInstanceMayHaveGoneOnTheLogIsAskedFirst() {
        Doubtful log = new Doubtful();
        OrderReads reads = new OrderReads(
                id -> new ViewLookup.Found(
                        log.shows.isDone() ? order("A").cancelled() : order("A").validated(), 0),
                log,
                waiters,
                clock,
                Runnable::run);

        CompletableFuture<ReadResult> read = reads.read(Identity.ANYBODY, "A", WaitersTest::any, LONG);
        assertThat(read).isNotDone();
        log.shows.complete(true);

        assertThat(read)
                .isCompletedWithValueMatching(result ->
                        result instanceof ReadResult.Met met && met.order().getState() == OrderState.CANCELLED);
    }

    @Test
    void whatTheLogDoesNotConfirmIsToldWithItsAge() {
        Doubtful log = new Doubtful();
        log.shows.complete(false);
        OrderReads reads = new OrderReads(
                id -> new ViewLookup.Found(order("A").validated(), 0), log, waiters, clock, Runnable::run);

        assertThat(reads.read(Identity.ANYBODY, "A", WaitersTest::any, Duration.ZERO))
                .isCompletedWithValueMatching(result ->
                        result instanceof ReadResult.Old old && old.age().equals(Doubtful.SINCE));
    }

    /** As of an instance that has not heard of the brokers for a while. */
    private static final class Doubtful implements Freshness {

        private static final Duration SINCE = Duration.ofSeconds(7);

        private final CompletableFuture<Boolean> shows = new CompletableFuture<>();

        @Override
        public CompletableFuture<Boolean> of(int partition) {
            throw new AssertionError("an order that is there need not wait for what is still to be decided");
        }

        @Override
        public CompletableFuture<Boolean> ofOrders(int partition) {
            return shows;
        }

        @Override
        public Optional<Duration> doubt() {
            return Optional.of(SINCE);
        }
    }

    @Test
    void whoCancelsHisReadingWaitsNoLonger() {
        OrderReads reads =
                new OrderReads(id -> new ViewLookup.Absent(0), Freshness.ALWAYS, waiters, clock, Runnable::run);
        CompletableFuture<ReadResult> reading = reads.read(Identity.ANYBODY, "A", WaitersTest::any, LONG);
        assertThat(parked.count()).isOne();

        reading.cancel(false);

        assertThat(parked.count()).isZero();
    }

    @Test
    void noWakeUpIsLostAmongManyThreads() throws Exception {
        int rounds = 2_000;
        ExecutorService answers = Executors.newFixedThreadPool(2);
        ExecutorService stream = Executors.newSingleThreadExecutor();
        ParkedRequests all = new ParkedRequests(rounds * 4);
        Waiters many = new Waiters(all, clock, answers);
        Map<String, Order> view = new ConcurrentHashMap<>();
        OrderReads reads = new OrderReads(
                id -> {
                    Order order = view.get(id);
                    return order == null ? new ViewLookup.Absent(0) : new ViewLookup.Found(order, 0);
                },
                Freshness.ALWAYS,
                many,
                clock,
                Runnable::run);
        try {
            CompletableFuture<Void> written = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < rounds; i++) {
                            Order order = order("A" + i).created();
                            view.put(order.getId(), order);
                            many.wake(order);
                        }
                    },
                    stream);
            List<CompletableFuture<ReadResult>> readings = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                readings.add(reads.read(Identity.ANYBODY, "A" + i, WaitersTest::any, LONG));
                readings.add(reads.read(Identity.ANYBODY, "A" + i, WaitersTest::any, LONG));
            }
            written.join();

            assertThat(readings)
                    .allSatisfy(reading -> assertThat(reading.join()).isInstanceOf(ReadResult.Met.class));
            assertThat(all.count()).isZero();
        } finally {
            answers.shutdown();
            stream.shutdown();
        }
    }
}
