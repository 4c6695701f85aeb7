/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.CheckFailure;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.serde.AvroSerde;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class RecordBoundsTest {

    private static final int ROUNDS = 100;
    private static final int ROOM_FOR_KEY_AND_HEADERS = 50_000;
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void whatIsWithinItsBoundsStaysAsItIs() {
        List<String> reasons = List.of("kettle: 2 asked, 1 available", "no such customer: 7");

        assertThat(RecordBounds.reasons(reasons)).isEqualTo(reasons);
    }

    @Test
    void reasonsBeyondTheBoundAreCounted() {
        List<String> bounded = RecordBounds.reasons(Collections.nCopies(959, "no such product"));

        assertThat(bounded).hasSize(RecordBounds.MOST_REASONS).last().isEqualTo("and 940 more");
    }

    @Test
    void failuresBeyondTheBoundAreCountedUnderTheCheckThatComesNext() {
        List<CheckFailure> all = Stream.concat(
                        Collections.nCopies(99, new CheckFailure("inventory", "none left")).stream(),
                        Collections.nCopies(40, new CheckFailure("order-details", "unknown")).stream())
                .toList();

        assertThat(RecordBounds.failures(all))
                .hasSize(RecordBounds.MOST_FAILURES)
                .last()
                .isEqualTo(new CheckFailure("order-details", "and 40 more"));
    }

    @Test
    void aTextIsCutBetweenLettersAndSaysSo() {
        assertThat(RecordBounds.text("kettle", 6)).isEqualTo("kettle");
        assertThat(RecordBounds.text("kettles", 6)).isEqualTo("kettl…");
        assertThat(RecordBounds.text("kett😀s!", 6)).as("no half of a pair").isEqualTo("kett…");
    }

    @Test
    void boundingTwiceIsBoundingOnce() {
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> once = RecordBounds.reasons(texts(random));

            assertThat(once).hasSizeLessThanOrEqualTo(RecordBounds.MOST_REASONS);
            assertThat(RecordBounds.reasons(once)).isEqualTo(once);
            assertThat(once).allMatch(reason -> reason.length() <= RecordBounds.LONGEST_REASON);
        }
    }

    @Test
    void whateverTheReasonsAreAVerdictAndAnOrderFitIntoARecord() {
        Random random = new Random(8);
        for (int round = 0; round < ROUNDS; round++) {
            List<CheckFailure> failures = texts(random).stream()
                    .map(reason -> new CheckFailure(text(random), reason))
                    .toList();

            assertThat(size(verdict(RecordBounds.reasons(texts(random))))).isLessThan(RecordBounds.LARGEST_RECORD);
            assertThat(size(order(RecordBounds.failures(failures)))).isLessThan(RecordBounds.LARGEST_RECORD);
        }
    }

    @Test
    void theLargestOrderOfAllLeavesRoomForKeyAndHeaders() {
        String widest = "水".repeat(10_000);

        int size = size(order(RecordBounds.failures(Collections.nCopies(100, new CheckFailure(widest, widest)))));

        assertThat(size).isBetween(300_000, RecordBounds.LARGEST_RECORD - ROOM_FOR_KEY_AND_HEADERS);
    }

    @Test
    void theVerdictsOfAllChecksThatAnOrderMayHaveFitIntoARecord() {
        int widest = RecordBounds.reasons(Collections.nCopies(1_000, "水".repeat(10_000))).stream()
                .mapToInt(reason -> reason.getBytes(StandardCharsets.UTF_8).length + 2)
                .sum();

        assertThat(RecordBounds.MOST_CHECKS * (widest + 200))
                .isLessThan(RecordBounds.LARGEST_RECORD - ROOM_FOR_KEY_AND_HEADERS);
    }

    private static Order order(List<CheckFailure> failures) {
        OrderLine line = new OrderLine(
                "水".repeat(RecordBounds.LONGEST_PRODUCT), Integer.MIN_VALUE, new BigDecimal("99999999999999.9999"));
        return new Order(
                "o".repeat(RecordBounds.LONGEST_ID),
                Long.MIN_VALUE,
                OrderState.FAILED,
                Integer.MAX_VALUE,
                "水".repeat(RecordBounds.LONGEST_CURRENCY),
                Collections.nCopies(RecordBounds.MOST_LINES, line),
                Collections.nCopies(RecordBounds.MOST_CHECKS, "c".repeat(RecordBounds.LONGEST_ID)),
                failures,
                "r".repeat(RecordBounds.LONGEST_ID),
                NOW,
                NOW);
    }

    private static OrderValidation verdict(List<String> reasons) {
        return new OrderValidation("o".repeat(RecordBounds.LONGEST_ID), "inventory", CheckResult.FAIL, reasons, NOW);
    }

    private static int size(SpecificRecord value) {
        try (AvroSerde<SpecificRecord> serde = new AvroSerde<>(new InMemoryRegistry())) {
            return serde.serialize("topic", value).length;
        }
    }

    private static List<String> texts(Random random) {
        int count = random.nextInt(random.nextBoolean() ? 5 : 1_500);
        String one = text(random);
        return IntStream.range(0, count)
                .mapToObj(i -> random.nextInt(50) == 0 ? text(random) : one)
                .toList();
    }

    private static String text(Random random) {
        String letters = List.of("a", "水", "😀", "a水😀\n").get(random.nextInt(4));
        return letters.repeat(random.nextInt(random.nextInt(100) == 0 ? 150_000 : 400));
    }
}
