/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.orders.http.Rest;
import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.instances.PeerClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One instance asks another, over HTTP. */
class PeerResourceTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @AutoClose
    private static final Rest rest = new Rest();

    private final Instance other = Instance.at(rest.instancesAddress());
    private final PeerOrders peers = new HttpPeerOrders(
            new PeerClient(Duration.ofSeconds(10), Runnable::run), Rest.VALUES.deserializer(), Duration.ofSeconds(10));

    @BeforeEach
    void startAnew() {
        rest.log.reset();
    }

    @Test
    void anOrderComesAsItIs() {
        rest.log.shows(order("A").line("kettle", 1, "24.90").validated());

        assertThat(peers.ask(other, "A", 0, Duration.ZERO).join())
                .isEqualTo(
                        new PeerLook.Newer(order("A").line("kettle", 1, "24.90").validated()));
    }

    @Test
    void whatIsNewerThanKnownIsAwaited() {
        rest.log.shows(order("A").line("kettle", 1).created());
        CompletableFuture<PeerLook> answer = peers.ask(other, "A", 1, LONG);
        await().until(() -> rest.parked.count() == 1);
        assertThat(answer).isNotDone();

        rest.log.shows(order("A").line("kettle", 1).validated());

        assertThat(answer.join())
                .isEqualTo(new PeerLook.Newer(order("A").line("kettle", 1).validated()));
    }

    @Test
    void nothingNewerIsSaidAtTheEndOfTheWait() {
        rest.log.shows(order("A").line("kettle", 1).created());

        assertThat(peers.ask(other, "A", 1, Duration.ofMillis(20)).join()).isEqualTo(new PeerLook.NothingNewer());
        assertThat(peers.ask(other, "B", 0, Duration.ofMillis(20)).join()).isEqualTo(new PeerLook.NothingNewer());
    }

    @Test
    void aQuestionThatIsDroppedIsForgottenThereToo() {
        CompletableFuture<PeerLook> answer = peers.ask(other, "A", 0, LONG);
        await().until(() -> rest.parked.count() == 1);

        answer.cancel(false);

        await().until(() -> rest.parked.count() == 0);
    }

    @Test
    void anInstanceThatCannotTellIsAwayUntilItCan() {
        rest.log.viewAway = true;
        assertThat(peers.ask(other, "A", 0, Duration.ZERO).join()).isInstanceOf(PeerLook.Away.class);

        rest.log.viewAway = false;
        rest.log.shows(order("A").line("kettle", 1).created());

        await().until(() -> peers.ask(other, "A", 0, LONG).join() instanceof PeerLook.Newer);
    }

    @Test
    void anInstanceThatIsNotThereIsAway() {
        Instance nobody = new Instance("localhost", 1);

        assertThat(peers.ask(nobody, "A", 0, LONG).join()).isInstanceOf(PeerLook.Away.class);
        assertThat(peers.ask(nobody, "A", 0, LONG)).isCompletedWithValueMatching(PeerLook.Away.class::isInstance);
    }

    @Test
    void whereClientsAskItIsNotThere() {
        rest.log.shows(order("A").line("kettle", 1).created());

        assertThat(rest.get("/peers/v1/orders/A?timeout=600000").status()).isEqualTo(404);
        assertThat(rest.get("/v1/orders?limit=1", "Orderflow-Hop", "1").json().has("partitions"))
                .isFalse();
    }

    @Test
    void whereThereIsNoCopyNoneIsShown() {
        assertThat(peers.askForCopy(other, "A").join()).isInstanceOf(PeerLook.Away.class);
    }
}
