/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static Measurement measured(String build, double p50, double cpu, String audit) {
        return new Measurement(
                build,
                "light",
                "50/s for 30 s",
                12.5,
                Map.of("p50", 3.25, "p99", 10.0),
                Map.of("p50", p50, "p90", p50, "p99", 2 * p50, "max", 3 * p50),
                50,
                Map.of("VALIDATED", 1_499L, "GET 504", 1L),
                Map.of("broker", cpu / 2, "orders-service", cpu / 2),
                0.07,
                Map.of("broker", 300L),
                34,
                9_900,
                audit);
    }

    @Test
    void aTableHasALineForEachMeasurement() {
        Report report = new Report(List.of(measured("this", 104, 16, "clean")));

        assertThat(report.text().lines())
                .hasSize(2)
                .last()
                .satisfies(line -> assertThat(line)
                        .startsWith("light ")
                        .contains("50/s for 30 s", "104", "16.0", "0.070", "GET 504 1, VALIDATED 1499", "clean"));
        assertThat(report.markdown().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("|").endsWith("|"));
    }

    @Test
    void aLogThatIsNotCleanIsSeenAtOnce() {
        Report report = new Report(List.of(measured("this", 104, 16, "order A is VALIDATED without a verdict")));

        assertThat(report.text()).contains("NOT CLEAN");
    }

    @Test
    void twoBuildsAreComparedByTheirMedians() {
        Report report = new Report(List.of(
                measured("this", 50, 8, "clean"),
                measured("other", 100, 16, "clean"),
                measured("this", 70, 8, "clean"),
                measured("other", 140, 16, "clean")));

        assertThat(report.ratios())
                .isEqualToIgnoringNewLines("light, this : other: decided p50 x 0.50, p99 x 0.50, CPU x 0.50");
        assertThat(new Report(List.of(measured("this", 50, 8, "clean"))).ratios())
                .isEmpty();
    }

    @Test
    void jsonHasAllThatWasMeasured() throws IOException {
        JsonNode json = new ObjectMapper().readTree(new Report(List.of(measured("this", 104, 16, "clean"))).json());

        assertThat(json.at("/0/decidedMillis/p99").doubleValue()).isEqualTo(208);
        assertThat(json.at("/0/cpuMillisAnOrder/broker").doubleValue()).isEqualTo(8);
        assertThat(json.at("/0/outcomes/VALIDATED").longValue()).isEqualTo(1_499);
    }
}
