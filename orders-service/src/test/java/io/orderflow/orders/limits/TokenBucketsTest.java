/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.orders.limits.TokenBuckets.Level;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

    private static final Client ANNA = new Client.Subject("anna");
    private static final Client BERT = new Client.Subject("bert");

    private long now = Long.MAX_VALUE - 1_000; // it overflows, as System.nanoTime() may
    private final TokenBuckets buckets = new TokenBuckets(10, 3, 100, () -> now);

    private void after(Duration time) {
        now += time.toNanos();
    }

    @Test
    void aBucketIsFullAtFirstAndThenEmpty() {
        assertThat(buckets.take(ANNA)).isEqualTo(new Level(true, 2, Duration.ZERO));
        assertThat(buckets.take(ANNA)).isEqualTo(new Level(true, 1, Duration.ZERO));
        assertThat(buckets.take(ANNA).left()).isZero();
        assertThat(buckets.take(ANNA)).isEqualTo(new Level(false, 0, Duration.ofMillis(100)));
    }

    @Test
    void whoAsksInVainLosesNothingByIt() {
        drain(ANNA);
        for (int i = 0; i < 1_000; i++) {
            buckets.take(ANNA);
        }

        after(Duration.ofMillis(100));

        assertThat(buckets.take(ANNA).enough()).isTrue();
        assertThat(buckets.take(ANNA).enough()).isFalse();
    }

    @Test
    void itToldHowLongToWaitAndThatIsEnough() {
        drain(ANNA);
        after(Duration.ofMillis(30));
        Duration told = buckets.take(ANNA).untilNext();

        assertThat(told).isEqualTo(Duration.ofMillis(70));
        after(told.minusNanos(1));
        assertThat(buckets.look(ANNA).enough()).isFalse();
        after(Duration.ofNanos(1));
        assertThat(buckets.look(ANNA).enough()).isTrue();
    }

    @Test
    void aPauseFillsItAndNoMoreThanThat() {
        drain(ANNA);
        after(Duration.ofDays(1_000));

        assertThat(buckets.look(ANNA).left()).isEqualTo(3);
        drain(ANNA);
        assertThat(buckets.take(ANNA).enough()).isFalse();
    }

    @Test
    void lookingTakesNothing() {
        buckets.look(ANNA);
        buckets.look(ANNA);

        assertThat(buckets.look(ANNA)).isEqualTo(new Level(true, 3, Duration.ZERO));
        assertThat(buckets.count()).isZero();
    }

    @Test
    void eachClientHasItsOwn() {
        drain(ANNA);

        assertThat(buckets.look(BERT).left()).isEqualTo(3);
        assertThat(buckets.look(new Client.Address("anna")).left()).isEqualTo(3);
    }

    @Test
    void overAnyTimeNoMoreIsTakenThanTheBucketHeldAndGotBack() {
        Random random = new Random(7);
        long began = now;
        long taken = 0;
        for (int i = 0; i < 10_000; i++) {
            after(Duration.ofMillis(random.nextInt(150)));
            taken += buckets.take(ANNA).enough() ? 1 : 0;
            assertThat(taken).isLessThanOrEqualTo(3 + (now - began) / 100_000_000);
        }
    }

    @Test
    void anyNumberOfClientsTakesBoundedMemoryAndLocksNobodyOut() {
        for (int i = 0; i < 100_000; i++) {
            drain(new Client.Address("10.0.0." + i));
        }

        assertThat(buckets.count()).isEqualTo(100);
        assertThat(buckets.take(ANNA).enough()).isTrue();
    }

    @Test
    void whoIsHeldStaysHeldWhileOthersComeAndGo() {
        drain(ANNA);
        for (int i = 0; i < 1_000; i++) {
            buckets.take(new Client.Address("10.0.0." + i));
            assertThat(buckets.take(ANNA).enough()).isFalse();
        }
    }

    private void drain(Client client) {
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take(client).enough()).isTrue();
        }
    }
}
