/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesPerClientTest {

    private static final int BOUND = 2;
    private static final int THREADS = 8;
    private static final int TRIES = 50_000;
    private static final Client CLIENT = new Client.Subject("customer-7");

    private final PlacesPerClient places = new PlacesPerClient(BOUND);

    @Test
    void aPlaceThatIsGivenBackCanBeTakenAgain() {
        assertThat(places.enter(CLIENT)).isTrue();
        assertThat(places.enter(CLIENT)).isTrue();
        assertThat(places.enter(CLIENT)).isFalse();

        places.leave(CLIENT);

        assertThat(places.enter(CLIENT)).isTrue();
        assertThat(places.enter(CLIENT)).isFalse();
    }

    @Test
    void howeverManyAreRefusedAtOnceNobodyHasMoreThanTheBound() throws Exception {
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(threads.submit(() -> {
                for (int tried = 0; tried < TRIES; tried++) {
                    if (places.enter(CLIENT)) {
                        most.accumulateAndGet(held.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        held.decrementAndGet();
                        places.leave(CLIENT);
                    }
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        assertThat(most.get()).isLessThanOrEqualTo(BOUND);
        assertThat(places.count()).isZero();
    }
}
