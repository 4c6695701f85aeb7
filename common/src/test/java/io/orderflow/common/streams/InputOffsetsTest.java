/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.StartException;
import io.orderflow.common.streams.InputOffsets.Known;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InputOffsetsTest {

    private static final TopicPartition ZERO = new TopicPartition("orders", 0);
    private static final TopicPartition ONE = new TopicPartition("orders", 1);
    private static final Map<TopicPartition, Long> BEGINS = Map.of(ZERO, 0L, ONE, 3L);
    private static final Map<TopicPartition, Long> ENDS = Map.of(ZERO, 70L, ONE, 3L);
    private static final Set<String> NOTHING = Set.of();
    private static final Set<String> MEMORY = Set.of("stock-changelog");

    private static Map<TopicPartition, Long> toBeginWith(Map<TopicPartition, Long> committed, Set<String> memory) {
        return InputOffsets.toBeginWith("inventory-service", new Known(BEGINS, ENDS, committed, memory));
    }

    @Test
    void theFirstStartBeginsWhereTheInputBegins() {
        assertThat(toBeginWith(Map.of(), NOTHING)).isEqualTo(BEGINS);
    }

    @Test
    void whatWasReadGoesOnWhereItWas() {
        assertThat(toBeginWith(Map.of(ZERO, 70L, ONE, 3L), MEMORY)).isEmpty();
    }

    @Test
    void lostOffsetsOfWhatIsRememberedAreRefusedWithTheRemedy() {
        assertThatThrownBy(() -> toBeginWith(Map.of(), MEMORY))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is lost of orders-0, and its changelogs remember")
                .hasMessageContaining(
                        "kafka-streams-application-reset.sh --bootstrap-server HOST:PORT --application-id inventory-service --input-topics orders")
                .hasMessageNotContaining("orders-1"); // of which there was nothing to read
    }

    @Test
    void oneLostOffsetIsEnough() {
        assertThatThrownBy(() -> toBeginWith(Map.of(ONE, 3L), MEMORY)).hasMessageContaining("lost of orders-0");
    }

    @Test
    void aPartitionInWhichNothingEverWasBeginsAtItsBeginning() {
        assertThat(toBeginWith(Map.of(ZERO, 70L), MEMORY)).isEqualTo(Map.of(ONE, 3L));
    }

    @Test
    void inputThatLostItsEndOrWhatWasNotReadYetIsRefused() {
        assertThatThrownBy(() -> toBeginWith(Map.of(ZERO, 71L, ONE, 3L), MEMORY))
                .hasMessageContaining("orders-0 (read up to 71, there is 0 to 70)");
        assertThatThrownBy(() -> toBeginWith(Map.of(ZERO, 70L, ONE, 2L), MEMORY))
                .hasMessageContaining("orders-1 (read up to 2, there is 3 to 3)");
    }
}
