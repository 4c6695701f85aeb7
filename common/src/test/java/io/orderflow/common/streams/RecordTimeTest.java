/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordTimeTest {

    private static final long NOON = Sample.NOON.toEpochMilli();

    private final TopologyFixture fixture = new TopologyFixture("fraud-service", RecordTimeTest::passesOn);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aRecordWithoutATimeStopsNobodyAndGetsThatOfTheOneBeforeIt() {
        assertThat(timesAfter(NOON - 5_000, -1, NOON)).containsExactly(NOON - 5_000, NOON - 5_000, NOON);
    }

    @Test
    void theFirstOfAPartitionGetsTheClocks() {
        assertThat(timesAfter(-1, -1)).containsExactly(NOON, NOON);
    }

    @Test
    void aTimeOfMicrosecondsIsNotInheritedByThoseWhoFollow() {
        assertThat(timesAfter(NOON - 5_000, NOON * 1_000, NOON - 1_000, -1))
                .containsExactly(NOON - 5_000, NOON - 5_000, NOON - 1_000, NOON - 1_000);
    }

    @Test
    void secondsAreNoMilliseconds() {
        assertThat(timesAfter(NOON - 5_000, NOON / 1_000)).containsExactly(NOON - 5_000, NOON - 5_000);
    }

    @Test
    void anotherClockMayBeALittleAheadAndARecordMayBeOld() {
        long lastYear = Instant.parse("2025-11-24T12:00:00Z").toEpochMilli();

        assertThat(timesAfter(lastYear, NOON + 60_000, NOON + 60_001)).containsExactly(lastYear, NOON + 60_000, NOON);
    }

    private List<Long> timesAfter(long... times) {
        for (long time : times) {
            fixture.sendAt(Topics.ORDERS, "A", Sample.order("A").created(), time);
        }
        return fixture.timesOf(Topics.ordersOf("gold"));
    }

    private static Topology passesOn(EventSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("read"))
                .to(
                        Topics.ordersOf("gold").name(),
                        Produced.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("write"));
        return builder.build();
    }
}
