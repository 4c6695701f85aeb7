/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.view;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders that another instance has, or that move. */
class AcrossInstancesTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Instance EAST = new Instance("east", 8080);
    private static final Instance WEST = new Instance("west", 8080);

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final Waiters waiters = new Waiters(5, clock, Runnable::run);
    private final Shares shares = new Shares();
    private final Others others = new Others();
    private final OrderReads reads = new OrderReads(shares, others, waiters, clock);

    @AfterEach
    void close() {
        clock.shutdownNow();
    }

    private static boolean any(Order order) {
        return true;
    }

    private static boolean decided(Order order) {
        return order.getState() != OrderState.CREATED;
    }

    @Test
    void theInstanceThatHasAnOrderIsAsked() {
        shares.look = elsewhere(EAST);
        CompletableFuture<Reading> reading = reads.read("A", AcrossInstancesTest::any, LONG);

        others.next().answer(new PeerLook.Newer(order("A").created()));

        assertThat(reading).isCompletedWithValueMatching(Reading.Met.class::isInstance);
        assertThat(waiters.waiting()).isZero();
    }

    @Test
    void itIsAskedAgainForWhatIsNewerUntilTheOrderIsAsWanted() {
        shares.look = elsewhere(EAST);
        CompletableFuture<Reading> reading = reads.read("A", AcrossInstancesTest::decided, LONG);

        others.next().answer(new PeerLook.Newer(order("A").created()));
        Question second = others.next();
        second.answer(new PeerLook.Newer(order("A").validated()));

        assertThat(second.known()).isEqualTo(1);
        assertThat(reading).isCompletedWithValueMatching(Reading.Met.class::isInstance);
    }

    @Test
    void whatItSaysAtTheEndOfTheWaitIsTheAnswer() {
        shares.look = elsewhere(EAST);
        CompletableFuture<Reading> unknown = reads.read("A", AcrossInstancesTest::any, LONG);
        others.next().answer(new PeerLook.NothingNewer());
        CompletableFuture<Reading> undecided = reads.read("B", AcrossInstancesTest::decided, LONG);
        others.next().answer(new PeerLook.Newer(order("B").created()));
        others.next().answer(new PeerLook.NothingNewer());
        CompletableFuture<Reading> tooMany = reads.read("C", AcrossInstancesTest::any, LONG);
        others.next().answer(new PeerLook.TooMany());

        assertThat(unknown).isCompletedWithValue(new Reading.Unknown());
        assertThat(undecided).isCompletedWithValueMatching(Reading.NotYet.class::isInstance);
        assertThat(tooMany).isCompletedWithValue(new Reading.TooMany());
        assertThat(waiters.waiting()).isZero();
    }

    @Test
    void whileItIsAwayWhoWaitsAsksAgain() {
        shares.look = elsewhere(EAST);
        CompletableFuture<Reading> reading = reads.read("A", AcrossInstancesTest::any, LONG);

        others.next().answer(new PeerLook.Away("connection refused"));
        assertThat(reading).isNotDone();
        await().until(() -> !others.questions.isEmpty());
        others.next().answer(new PeerLook.Newer(order("A").created()));

        assertThat(reading).isCompletedWithValueMatching(Reading.Met.class::isInstance);
    }

    @Test
    void whileItIsAwayACopyHereWillDo() {
        shares.look = elsewhere(EAST);
        shares.copies.put("A", order("A").created());
        CompletableFuture<Reading> known = reads.read("A", AcrossInstancesTest::any, LONG);
        others.next().answer(new PeerLook.Away("connection refused"));
        CompletableFuture<Reading> decided = reads.read("A", AcrossInstancesTest::decided, LONG);
        others.next().answer(new PeerLook.Away("connection refused"));
        CompletableFuture<Reading> now = reads.read("A", AcrossInstancesTest::any, Duration.ZERO);
        others.next().answer(new PeerLook.Away("connection refused"));

        assertThat(known).isCompletedWithValueMatching(Reading.Met.class::isInstance);
        assertThat(decided).isNotDone();
        assertThat(now).isCompletedWithValueMatching(Reading.Met.class::isInstance);
    }

    @Test
    void whileItIsAwayTheStandbyIsAskedForItsCopy() {
        shares.look = new Look.Elsewhere(new Whereabouts(0, EAST, List.of(WEST)));
        CompletableFuture<Reading> reading = reads.read("A", AcrossInstancesTest::any, LONG);

        others.next().answer(new PeerLook.Away("connection refused"));
        Question copy = others.next();
        copy.answer(new PeerLook.Newer(order("A").created()));

        assertThat(copy.instance()).isEqualTo(WEST);
        assertThat(reading).isCompletedWithValueMatching(Reading.Met.class::isInstance);
    }

    @Test
    void withoutAWaitOneThatIsAwayAndHasNoCopyIsUnavailable() {
        shares.look = elsewhere(EAST);
        CompletableFuture<Reading> reading = reads.read("A", AcrossInstancesTest::any, Duration.ZERO);

        others.next().answer(new PeerLook.Away("connection refused"));

        assertThat(reading).isCompletedWithValue(new Reading.Unavailable("connection refused"));
    }

    @Test
    void whoWaitsHereFollowsAnOrderThatMovesAway() {
        CompletableFuture<Reading> reading = reads.read("A", AcrossInstancesTest::any, LONG);

        shares.move(elsewhere(EAST));
        await().until(() -> !others.questions.isEmpty());
        others.next().answer(new PeerLook.Newer(order("A").created()));

        assertThat(reading).isCompletedWithValueMatching(Reading.Met.class::isInstance);
    }

    @Test
    void whoWaitsElsewhereSeesWhatThisInstanceWasRestoredWith() {
        shares.look = elsewhere(EAST);
        CompletableFuture<Reading> reading = reads.read("A", AcrossInstancesTest::any, LONG);
        Question dropped = others.next();

        shares.move(new Look.Unavailable("being read in"));
        await().until(dropped.answer::isCancelled);
        shares.look = new Look.Found(order("A").created());

        await().until(reading::isDone);
        assertThat(reading).isCompletedWithValueMatching(Reading.Met.class::isInstance);
    }

    @Test
    void aMoveOfOtherOrdersDropsNoQuestion() {
        shares.look = elsewhere(EAST);
        CompletableFuture<Reading> reading = reads.read("A", AcrossInstancesTest::any, LONG);
        Question question = others.next();
        int looks = shares.looks;

        shares.move(elsewhere(EAST));
        await().until(() -> shares.looks > looks);

        assertThat(question.answer).isNotDone();
        assertThat(reading).isNotDone();
        assertThat(others.questions).isEmpty();
    }

    @Test
    void whatAnotherInstanceAsksIsNotAskedOn() {
        CompletableFuture<Reading> waiting = reads.readHere("A", AcrossInstancesTest::any, LONG);
        assertThat(waiting).isNotDone();

        shares.move(elsewhere(EAST));

        await().until(waiting::isDone);
        assertThat(waiting).isCompletedWithValueMatching(Reading.Unavailable.class::isInstance);
        assertThat(reads.readHere("A", AcrossInstancesTest::any, Duration.ZERO))
                .isCompletedWithValueMatching(Reading.Unavailable.class::isInstance);
        assertThat(others.questions).isEmpty();
    }

    @Test
    void whoLeavesDropsHisQuestion() {
        shares.look = elsewhere(EAST);
        CompletableFuture<Reading> reading = reads.read("A", AcrossInstancesTest::any, LONG);
        Question question = others.next();

        reading.cancel(false);

        assertThat(question.answer).isCancelled();
        assertThat(waiters.waiting()).isZero();
    }

    private static Look elsewhere(Instance owner) {
        return new Look.Elsewhere(new Whereabouts(0, owner, List.of()));
    }

    /** Who has the orders, as a test says. */
    private static final class Shares implements OrderView {

        private final Map<String, Order> copies = new ConcurrentHashMap<>();
        private volatile Look look = new Look.Absent();
        private volatile int moves;
        private volatile int looks;

        synchronized void move(Look now) {
            look = now;
            moves++;
        }

        @Override
        public synchronized Look look(String orderId) {
            looks++;
            return look;
        }

        @Override
        public Look lookAtCopy(String orderId) {
            Order copy = copies.get(orderId);
            return copy == null ? new Look.Unavailable("no copy here") : new Look.Found(copy);
        }

        @Override
        public Object assignment() {
            return moves;
        }
    }

    /** A question that one instance was asked. */
    private record Question(Instance instance, int known, CompletableFuture<PeerLook> answer) {

        void answer(PeerLook look) {
            answer.complete(look);
        }
    }

    /** The other instances: they answer when the test does. */
    private static final class Others implements PeerOrders {

        private final Queue<Question> questions = new ConcurrentLinkedQueue<>();

        Question next() {
            return questions.remove();
        }

        @Override
        public CompletableFuture<PeerLook> ask(Instance owner, String orderId, int known, Duration patience) {
            Question question = new Question(owner, known, new CompletableFuture<>());
            questions.add(question);
            return question.answer;
        }

        @Override
        public CompletableFuture<PeerLook> askForCopy(Instance standby, String orderId) {
            return ask(standby, orderId, 0, Duration.ZERO);
        }
    }
}
