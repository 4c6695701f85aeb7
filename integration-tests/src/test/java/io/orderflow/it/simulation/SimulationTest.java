/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.email.SimulatedEmail;
import io.orderflow.fraud.SimulatedFraud;
import io.orderflow.inventory.SimulatedInventory;
import io.orderflow.orderdetails.SimulatedOrderDetails;
import io.orderflow.orders.SimulatedLifecycle;
import io.orderflow.orders.SimulatedReads;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens, what is promised holds. More seeds: {@code -Dsimulation.seeds=100000}; one again:
 * {@code -Dsimulation.seed=479}.
 */
class SimulationTest {

    /** The sound ones. */
    static final List<Application> APPLICATIONS = List.of(
            new SimulatedLifecycle(),
            new SimulatedReads(),
            new SimulatedInventory(),
            new SimulatedFraud(),
            new SimulatedOrderDetails(),
            new SimulatedEmail());

    private static final int SEEDS = 300;

    /** So many different situations the usual seeds meet at least. */
    private static final int FEWEST_SITUATIONS = 500;

    @Test
    void whateverHappensWhatIsPromisedHolds() {
        Optional<Long> one = Optional.ofNullable(Long.getLong("simulation.seed"));
        int seeds = Integer.getInteger("simulation.seeds", SEEDS);
        LongStream all = one.map(LongStream::of).orElseGet(() -> LongStream.range(0, seeds));
        Runner runner = new Runner(APPLICATIONS);
        long start = System.nanoTime();

        all.forEach(seed -> assertThat(runner.run(Scenario.of(seed)))
                .as(() -> runner.story(seed))
                .isEmpty());

        double seconds = (System.nanoTime() - start) / 1e9;
        int situations = runner.situations().met().size();
        if (one.isEmpty()) {
            System.out.println("%s seeds, %s a second, %s different situations"
                    .formatted(seeds, Math.round(seeds / seconds), situations));
        }
        assertThat(situations).isGreaterThan(one.isEmpty() && seeds >= SEEDS ? FEWEST_SITUATIONS : 0);
    }

    @Test
    void aSeedIsAlwaysTheSameRun() {
        for (long seed : List.of(1L, 2L, 3L)) {
            List<String> first = new Runner(APPLICATIONS).records(Scenario.of(seed));
            List<String> second = new Runner(APPLICATIONS).records(Scenario.of(seed));

            assertThat(first).isNotEmpty().isEqualTo(second);
        }
    }
}
