/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScenarioTest {

    private static List<String> names(List<Scenario> scenarios) {
        return scenarios.stream()
                .filter(Scenario::isMeasured)
                .map(Scenario::name)
                .toList();
    }

    @Test
    void eachHasANameOfItsOwn() {
        assertThat(names(Scenario.all(1_000))).doesNotHaveDuplicates();
    }

    @Test
    void allAreTheUsualOnesAndMore() {
        assertThat(names(Scenario.all(1_000)))
                .containsAll(names(Scenario.usual()))
                .containsAll(names(Scenario.quick()));
    }

    @Test
    void anOrderFitsTheGeneratorsBuffer() {
        Set<Integer> lines = Stream.concat(
                        Scenario.all(1_000).stream(),
                        Curve.all(1_000).stream().flatMap(curve -> curve.scenarios().stream()))
                .map(scenario -> scenario.load().lines())
                .collect(Collectors.toSet());

        assertThat(lines).allSatisfy(count -> assertThat(count * 60 + 1_000).isLessThan(LoadGenerator.MOST_BYTES));
    }
}
