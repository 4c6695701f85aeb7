/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CurveTest {

    private static Measurement measured(double cpu) {
        return new Measurement(
                "this",
                "usual",
                "a step",
                "100/s",
                Map.of(),
                Map.of("p50", 10 * cpu),
                Map.of(),
                100,
                Map.of(),
                new Cost(
                        0,
                        Map.of(
                                "broker", new Cost.OneProcess(cpu / 4, 0, 0),
                                "orders-service", new Cost.OneProcess(cpu / 4, 0, 0),
                                "orders-service-2", new Cost.OneProcess(cpu / 2, 0, 0)),
                        Map.of(),
                        Map.of()),
                Map.of(),
                Map.of(),
                "clean");
    }

    private static Plot.Series series(Plot plot, String name) {
        return plot.series().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Curve curve(double... places) {
        return new Curve(
                "lines",
                "lines",
                DoubleStream.of(places)
                        .mapToObj(x -> new Curve.Step(x, Scenario.load("a step", "", Load.open(1, 1))))
                        .toList());
    }

    @Test
    void instancesOfAServiceAreOneLine() {
        Plot plot = curve(1, 2).costs(List.of(measured(4), measured(8)));

        assertThat(series(plot, "all").points()).containsExactly(new Plot.Point(1, 4), new Plot.Point(2, 8));
        assertThat(series(plot, "orders-service").points()).containsExactly(new Plot.Point(1, 3), new Plot.Point(2, 6));
        assertThat(plot.series()).extracting(Plot.Series::name).doesNotContain("orders-service-2");
    }

    @Test
    void whatWasMeasuredTwiceIsShownByItsMean() {
        Plot plot = curve(1, 2, 2, 1).latencies(List.of(measured(4), measured(8), measured(6), measured(2)));

        assertThat(series(plot, "p50").points()).containsExactly(new Plot.Point(1, 30), new Plot.Point(2, 70));
    }

    @Test
    void theStepsThatShareASystemFollowEachOther() {
        for (Curve curve : Curve.all(1_000)) {
            List<Deployment> met = curve.scenarios().stream().map(Scenario::on).toList();

            assertThat(met).as(curve.name()).isSortedAccordingTo((one, other) -> met.indexOf(one) - met.indexOf(other));
        }
    }
}
