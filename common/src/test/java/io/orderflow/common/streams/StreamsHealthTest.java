/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class StreamsHealthTest {

    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final RegistryWaits waits = new RegistryWaits();
    private final ThreadFailures failures = new ThreadFailures(3, Duration.ofMinutes(5), () -> now);
    private final StreamsHealth health = new StreamsHealth(waits, failures);

    @Test
    void isReadyWhileStreamsRuns() {
        assertThat(health.of(State.RUNNING)).isEqualTo(Health.ready("streams RUNNING"));
        assertThat(health.of(State.REBALANCING)).isEqualTo(Health.notReady("streams REBALANCING"));
        assertThat(health.of(State.ERROR)).isEqualTo(Health.dead("streams ERROR"));
    }

    @Test
    void aFailedThreadNowAndThenIsAHiccup() {
        failures.add("the broker went away");
        failures.add("the broker went away");

        assertThat(health.of(State.RUNNING).ready()).isTrue();
        assertThat(failures.count()).isEqualTo(2);
    }

    @Test
    void isNotReadyAfterTooManyFailedThreadsAndSaysWhy() {
        failTimes(3);

        Health told = health.of(State.RUNNING);

        assertThat(told.live()).isTrue();
        assertThat(told.ready()).isFalse();
        assertThat(told.detail())
                .isEqualTo("streams RUNNING: 3 stream threads or more failed within 5m, the last one of: order 7");
    }

    @Test
    void isReadyAgainOnceThatIsOver() {
        failTimes(7);

        now = now.plus(Duration.ofMinutes(5));

        assertThat(health.of(State.RUNNING)).isEqualTo(Health.ready("streams RUNNING"));
        assertThat(failures.count()).isEqualTo(7);
    }

    @Test
    void saysWhatItWaitsFor() throws Exception {
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> waits.pause("customers-0@4 waits: the registry does not answer"));

        waiting.get(10, TimeUnit.SECONDS);

        assertThat(health.of(State.REBALANCING))
                .isEqualTo(Health.notReady("streams REBALANCING: customers-0@4 waits: the registry does not answer"));
        waits.over();
        assertThat(health.of(State.RUNNING)).isEqualTo(Health.ready("streams RUNNING"));
    }

    @Test
    void isDeadOnceItCouldNotStart() {
        health.endedBy("no right to read customers");

        assertThat(health.of(State.REBALANCING))
                .isEqualTo(Health.dead("streams REBALANCING: no right to read customers"));
    }

    private void failTimes(int times) {
        for (int i = 0; i < times; i++) {
            failures.add("order 7");
        }
    }
}
