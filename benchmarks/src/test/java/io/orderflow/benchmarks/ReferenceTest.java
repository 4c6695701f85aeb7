/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    @Test
    void aResultIsReadAsItWasWritten() {
        ReferenceResult result = new ReferenceResult(1_000, Map.of("p50", 12.5, "p99.9", 80.25), 49.5);

        assertThat(ReferenceResult.parse(result.line())).isEqualTo(result);
        assertThat(ReferenceResult.parse(new ReferenceResult(0, Map.of(), 0).line()))
                .isEqualTo(new ReferenceResult(0, Map.of(), 0));
    }

    @Test
    void eachTopicThatIsReadIsWrittenToo() {
        List<String> written = ReferenceHop.ALL.stream()
                .flatMap(hop -> hop.writes().stream())
                .map(ReferenceHop.Write::topic)
                .toList();

        assertThat(ReferenceHop.ALL.stream()
                        .map(ReferenceHop::reads)
                        .filter(topic -> !topic.equals(ReferenceHop.COMMANDS)))
                .isSubsetOf(written);
    }

    @Test
    void anOrderMovesAsManyRecordsAsInTheSystem() {
        // by topic: 2 orders, 3 verdicts, 2 moves, 1 by customer, 1 mail, 1 of a level, and 18 of changelogs; with its
        // command 29
        int perOrder = ReferenceHop.ALL.stream()
                .mapToInt(hop -> hop.writes().size() * (hop.letter() == 'Y' && hop.times() == 1 ? 3 : 1))
                .sum();

        assertThat(1 + perOrder).isEqualTo(34);
    }
}
