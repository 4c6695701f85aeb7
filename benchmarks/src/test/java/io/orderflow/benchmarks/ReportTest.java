/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderflow.benchmarks.Cost.OneProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static Measurement measured(String build, double p50, double cpu, String audit) {
        return new Measurement(
                build,
                "usual",
                "light",
                "50/s for 30 s",
                Map.of("p50", 3.25, "p99", 10.0),
                Map.of("p50", p50, "p90", p50, "p99", 2 * p50, "max", 3 * p50),
                Map.of(),
                50,
                Map.of("VALIDATED", 1_499L, "GET 504", 1L),
                new Cost(
                        0.07,
                        Map.of(
                                "broker", new OneProcess(cpu / 2, 300, 90),
                                "orders-service", new OneProcess(cpu / 2, 310, 95)),
                        Map.of("orders", 3.0, "order-validations", 4.0),
                        Map.of("orders", 900.0, "order-validations", 1_000.0)),
                Map.of("start to ready, s", 12.5),
                Map.of("broker", "    threads\n"),
                audit);
    }

    @Test
    void aTableHasALineForEachMeasurement() {
        Report report = new Report(List.of(measured("this", 104, 16, "clean")));

        assertThat(report.text().lines())
                .element(1)
                .satisfies(line -> assertThat(line)
                        .startsWith("light ")
                        .contains(
                                "50/s for 30 s",
                                "104",
                                "16.00",
                                "0.070",
                                "7.0",
                                "1900",
                                "GET 504 1, VALIDATED 1499",
                                "clean"));
        assertThat(report.markdown().lines().limit(3))
                .allSatisfy(line -> assertThat(line).startsWith("|").endsWith("|"));
    }

    @Test
    void processesTopicsAndOtherFiguresHaveTablesOfTheirOwn() {
        String text = new Report(List.of(measured("this", 104, 16, "clean"))).text();

        assertThat(text)
                .containsPattern("light +this +start to ready, s +12.5")
                .contains("8.00 / 300 / 90", "8.00 / 310 / 95")
                .contains("Where broker spent its time in light, this build\n\n    threads")
                .containsPattern("light +this +order-validations +4.00 +1000");
    }

    @Test
    void whatWasMeasuredWithoutOrdersIsAmongTheOtherFigures() {
        Measurement idle = Measurement.withoutOrders(
                "this", "usual", "idle", "nothing", Map.of("all, % of a core", 8.25), "clean");

        assertThat(new Report(List.of(idle)).text().lines())
                .hasSize(6)
                .last()
                .satisfies(line -> assertThat(line).matches("idle +this +all, % of a core +8.3"));
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
                .isEqualToIgnoringNewLines(
                        "light, this : other: decided p50 x 0.50, p99 x 0.50, CPU x 0.50, records x 1.00, bytes x 1.00, decided/s x 1.00");
        assertThat(new Report(List.of(measured("this", 50, 8, "clean"))).ratios())
                .isEmpty();
    }

    @Test
    void theReferenceIsComparedWhereItHasTheSameScenario() {
        Report report = new Report(List.of(measured("this", 100, 16, "clean"), measured("reference", 50, 4, "clean")));

        assertThat(report.ratios())
                .startsWith("light, this : reference: decided p50 x 2.00")
                .contains("CPU x 4.00");
    }

    @Test
    void jsonHasAllThatWasMeasured() throws IOException {
        JsonNode json = new ObjectMapper().readTree(new Report(List.of(measured("this", 104, 16, "clean"))).json());

        assertThat(json.at("/0/decided/p99").doubleValue()).isEqualTo(208);
        assertThat(json.at("/0/cost/processes/broker/cpu").doubleValue()).isEqualTo(8);
        assertThat(json.at("/0/outcomes/VALIDATED").longValue()).isEqualTo(1_499);
    }
}
