/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventDrivenServiceExercise {

    private final BulkCheck check = new BulkCheck();
    private final TopologyFixture given = new TopologyFixture(check.name(), check::topology);

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void aHundredPassAndOneMoreNeedsAQuote() {
        given.created(order("A").line("mug", 100))
                .created(order("B").line("mug", 101).line("candle", 5));

        assertThat(given.verdicts())
                .containsExactly("A PASS []", "B FAIL [mug: 101 asked, more than 100 need a quote]");
    }

    @Test
    void anOrderIsAnsweredWhenItIsCreatedAndNotAgain() {
        given.created(order("A").line("mug", 1));
        given.send(order("A").line("mug", 1).validated());
        given.send(order("A").line("mug", 1).shipped());

        assertThat(given.verdicts()).containsExactly("A PASS []");
    }

    @Test
    void aRecordWithoutAnOrderIsNoOrder() {
        given.tombstone(Topics.ORDERS, "A");
        given.created(order("B").line("mug", 1));

        assertThat(given.verdicts()).containsExactly("B PASS []");
        assertThat(given.deadLetters()).isEmpty();
    }

    @Test
    void theVerdictIsUnderTheOrdersIdAndUnderTheChecksName() {
        given.created(order("A").line("mug", 1));

        KeyValue<String, OrderValidation> verdict =
                given.receivedRecords(Topics.ORDER_VALIDATIONS).get(0);
        assertThat(verdict.key).isEqualTo("A");
        assertThat(verdict.value.getCheck()).isEqualTo("bulk");
    }
}
