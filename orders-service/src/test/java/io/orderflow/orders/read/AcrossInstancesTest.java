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
import io.orderflow.orders.http.ParkedRequests;
import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.instances.OrderLocation;
import io.orderflow.orders.instances.Others;
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
    private final ParkedRequests parked = new ParkedRequests(5);
    private final Waiters waiters = new Waiters(parked, clock, Runnable::run);
    private final Shares shares = new Shares();
    private final Others others = new Others();
    private final OrderReads reads = new OrderReads(shares, Freshness.ALWAYS, others, waiters, clock, Runnable::run);

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
        CompletableFuture<ReadResult> reading = reads.read("A", AcrossInstancesTest::any, LONG);

        others.next().answer(new PeerLook.Newer(order("A").created()));

        assertThat(reading).isCompletedWithValueMatching(ReadResult.Met.class::isInstance);
        assertThat(parked.count()).isZero();
    }

    @Test
    void itIsAskedAgainForWhatIsNewerUntilTheOrderIsAsWanted() {
        shares.look = elsewhere(EAST);
        CompletableFuture<ReadResult> reading = reads.read("A", AcrossInstancesTest::decided, LONG);

        others.next().answer(new PeerLook.Newer(order("A").created()));
        Question second = others.next();
        second.answer(new PeerLook.Newer(order("A").validated()));

        assertThat(second.known()).isEqualTo(1);
        assertThat(reading).isCompletedWithValueMatching(ReadResult.Met.class::isInstance);
    }

    @Test
    void whatItSaysAtTheEndOfTheWaitIsTheAnswer() {
        shares.look = elsewhere(EAST);
        CompletableFuture<ReadResult> unknown = reads.read("A", AcrossInstancesTest::any, LONG);
        others.next().answer(new PeerLook.NothingNewer());
        CompletableFuture<ReadResult> undecided = reads.read("B", AcrossInstancesTest::decided, LONG);
        others.next().answer(new PeerLook.Newer(order("B").created()));
        others.next().answer(new PeerLook.NothingNewer());
        CompletableFuture<ReadResult> tooMany = reads.read("C", AcrossInstancesTest::any, LONG);
        others.next().answer(new PeerLook.TooMany());

        assertThat(unknown).isCompletedWithValue(new ReadResult.Unknown());
        assertThat(undecided).isCompletedWithValueMatching(ReadResult.NotYet.class::isInstance);
        assertThat(tooMany).isCompletedWithValue(new ReadResult.TooMany());
        assertThat(parked.count()).isZero();
    }

    @Test
    void whileItIsAwayWhoWaitsAsksAgain() {
        shares.look = elsewhere(EAST);
        CompletableFuture<ReadResult> reading = reads.read("A", AcrossInstancesTest::any, LONG);

        others.next().answer(new PeerLook.Away("connection refused"));
        assertThat(reading).isNotDone();
        await().until(() -> !others.questions.isEmpty());
        others.next().answer(new PeerLook.Newer(order("A").created()));

        assertThat(reading).isCompletedWithValueMatching(ReadResult.Met.class::isInstance);
    }

    @Test
    void whileItIsAwayACopyHereWillDo() {
        shares.look = elsewhere(EAST);
        shares.copies.put("A", order("A").created());
        CompletableFuture<ReadResult> known = reads.read("A", AcrossInstancesTest::any, LONG);
        others.next().answer(new PeerLook.Away("connection refused"));
        CompletableFuture<ReadResult> decided = reads.read("A", AcrossInstancesTest::decided, LONG);
        others.next().answer(new PeerLook.Away("connection refused"));
        CompletableFuture<ReadResult> now = reads.read("A", AcrossInstancesTest::any, Duration.ZERO);
        others.next().answer(new PeerLook.Away("connection refused"));

        assertThat(known).isCompletedWithValueMatching(ReadResult.Met.class::isInstance);
        assertThat(decided).isNotDone();
        assertThat(now).isCompletedWithValueMatching(ReadResult.Met.class::isInstance);
    }

    @Test
    void whileItIsAwayTheStandbyIsAskedForItsCopy() {
        shares.look = new ViewLookup.Elsewhere(new OrderLocation(0, EAST, List.of(WEST)));
        CompletableFuture<ReadResult> reading = reads.read("A", AcrossInstancesTest::any, LONG);

        others.next().answer(new PeerLook.Away("connection refused"));
        Question copy = others.next();
        copy.answer(new PeerLook.Newer(order("A").created()));

        assertThat(copy.instance()).isEqualTo(WEST);
        assertThat(reading).isCompletedWithValueMatching(ReadResult.Met.class::isInstance);
    }

    @Test
    void withoutAWaitOneThatIsAwayAndHasNoCopyIsUnavailable() {
        shares.look = elsewhere(EAST);
        CompletableFuture<ReadResult> reading = reads.read("A", AcrossInstancesTest::any, Duration.ZERO);

        others.next().answer(new PeerLook.Away("connection refused"));

        assertThat(reading).isCompletedWithValue(new ReadResult.Unavailable("connection refused"));
    }

    @Test
    void whoWaitsHereFollowsAnOrderThatMovesAway() {
        CompletableFuture<ReadResult> reading = reads.read("A", AcrossInstancesTest::any, LONG);

        shares.move(elsewhere(EAST));
        await().until(() -> !others.questions.isEmpty());
        others.next().answer(new PeerLook.Newer(order("A").created()));

        assertThat(reading).isCompletedWithValueMatching(ReadResult.Met.class::isInstance);
    }

    @Test
    void whoWaitsElsewhereSeesWhatThisInstanceWasRestoredWith() {
        shares.look = elsewhere(EAST);
        CompletableFuture<ReadResult> reading = reads.read("A", AcrossInstancesTest::any, LONG);
        Question dropped = others.next();

        shares.move(new ViewLookup.Unavailable("being read in"));
        await().until(dropped.answer::isCancelled);
        shares.look = new ViewLookup.Found(order("A").created());

        await().until(reading::isDone);
        assertThat(reading).isCompletedWithValueMatching(ReadResult.Met.class::isInstance);
    }

    @Test
    void aMoveOfOtherOrdersDropsNoQuestion() {
        shares.look = elsewhere(EAST);
        CompletableFuture<ReadResult> reading = reads.read("A", AcrossInstancesTest::any, LONG);
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
        CompletableFuture<ReadResult> waiting = reads.readHere("A", AcrossInstancesTest::any, LONG);
        assertThat(waiting).isNotDone();

        shares.move(elsewhere(EAST));

        await().until(waiting::isDone);
        assertThat(waiting).isCompletedWithValueMatching(ReadResult.Unavailable.class::isInstance);
        assertThat(reads.readHere("A", AcrossInstancesTest::any, Duration.ZERO))
                .isCompletedWithValueMatching(ReadResult.Unavailable.class::isInstance);
        assertThat(others.questions).isEmpty();
    }

    @Test
    void whoLeavesDropsHisQuestion() {
        shares.look = elsewhere(EAST);
        CompletableFuture<ReadResult> reading = reads.read("A", AcrossInstancesTest::any, LONG);
        Question question = others.next();

        reading.cancel(false);

        assertThat(question.answer).isCancelled();
        assertThat(parked.count()).isZero();
    }

    private static ViewLookup elsewhere(Instance owner) {
        return new ViewLookup.Elsewhere(new OrderLocation(0, owner, List.of()));
    }

    /** Who has the orders, as a test says. */
    private static final class Shares implements OrderView {

        private final Map<String, Order> copies = new ConcurrentHashMap<>();
        private volatile ViewLookup look = new ViewLookup.Absent(0);
        private volatile int moves;
        private volatile int looks;

        synchronized void move(ViewLookup now) {
            look = now;
            moves++;
        }

        @Override
        public synchronized ViewLookup look(String orderId) {
            looks++;
            return look;
        }

        @Override
        public ViewLookup lookAtCopy(String orderId) {
            Order copy = copies.get(orderId);
            return copy == null ? new ViewLookup.Unavailable("no copy here") : new ViewLookup.Found(copy);
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
        public CompletableFuture<PeerLook> ask(Instance owner, String orderId, int known, Duration timeout) {
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
