/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.client.show.RecordView;
import io.orderflow.events.OrderState;
import io.orderflow.schemas.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log of more orders than there is memory for: some orders after the others, and then what was received. */
class AuditInPartsTest {

    private static final int PARTS = 3;

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    private static boolean isStock(RecordView record) {
        return record.topic().equals(Topics.WAREHOUSE_INVENTORY.name());
    }

    private static Report inParts(LogBook log, LogCoverage reach) {
        Audit audit = new Audit(Optional.empty());
        for (int i = 0; i < PARTS; i++) {
            int part = i;
            log.records().stream()
                    .filter(record -> !isStock(record))
                    .filter(record -> Math.floorMod(record.key().hashCode(), PARTS) == part)
                    .forEach(audit::read);
            audit.conclude(reach, true);
            assertThat(audit.remembered()).isZero();
        }
        log.records().stream().filter(AuditInPartsTest::isStock).forEach(audit::read);
        return audit.report(reach, true);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itSaysTheSameAsOfAllAtOnce(int seed) {
        LogBook log = SoundHistory.of(new Random(seed));
        log.received("kettle", 0).validated("too-many", "lamp", 1_000).becomes("too-many", OrderState.VALIDATED, 2);
        log.placed("waits", "mug", 1).placed("waits-too", "mug", 1);

        Report parts = inParts(log, LogCoverage.everything());
        Report whole = log.audit();

        assertThat(parts.counts()).isEqualTo(whole.counts());
        assertThat(parts.faults()).isEqualTo(whole.faults()).isPositive();
        assertThat(parts.findings()).containsExactlyInAnyOrderElementsOf(whole.findings());
        assertThat(parts.waiting()).isEqualTo(whole.waiting()).hasSize(2);
    }

    @Test
    void unitsOfOrdersOfDifferentPartsAreHeldTogether() {
        LogBook log =
                new LogBook().received("kettle", 10).validated("A", "kettle", 7).validated("B", "kettle", 4);

        assertThat(inParts(log, LogCoverage.everything()).findings())
                .singleElement()
                .asString()
                .contains("kettle: with its 4, 11 are promised of 10 received");
    }

    @Test
    void aGapIsTheCleanersIfWhatWasBeforeItIsGoneToo() {
        LogBook log = new LogBook()
                .received("kettle", 10)
                .placed("A", "kettle", 1)
                .passes("A")
                .becomes("A", OrderState.VALIDATED)
                .told("A")
                .routed("A")
                .becomes("A", OrderState.SHIPPED)
                .told("A");
        log.records().removeIf(record -> record.topic().equals(Topics.ORDERS.name()) && record.offset() == 1);
        Place created = new Place(Topics.ORDERS.name(), log.records().get(1).partition(), 0);
        Audit audit = new Audit(Optional.empty());
        log.records().forEach(audit::read);

        Report isThere = audit.report(LogCoverage.everything(), true);
        Report isGone = audit.report(LogCoverage.everything().without(Set.of(created)), true);

        assertThat(audit.beforeGaps()).containsExactly(created);
        assertThat(isThere.findings()).singleElement().asString().contains("version 3 follows version 1");
        assertThat(isGone.findings()).isEmpty();
        assertThat(isGone.counts().cutOff()).isEqualTo(1);
    }

    @Test
    void whatRetentionTookWhileTheLogWasReadIsNotMissed() {
        LogBook log = new LogBook()
                .received("kettle", 10)
                .placed("A", "kettle", 1)
                .passes("B", "fraud") // the first verdict that was read, before the cleaner came
                .becomes("A", OrderState.VALIDATED)
                .told("A")
                .routed("A")
                .placed("B", "kettle", 1);
        LogCoverage.Part verdicts = log.records().stream()
                .filter(record -> record.topic().equals(Topics.ORDER_VALIDATIONS.name()))
                .map(record -> new LogCoverage.Part(record.topic(), record.partition()))
                .findFirst()
                .orElseThrow();
        LogCoverage cut = new LogCoverage(
                Map.of(verdicts, 9L), Map.of(), Map.of(verdicts, log.order("B").getCreatedAt()), Set.of());

        assertThat(LogBook.audit(log.records(), cut, false).findings()).isEmpty();
        assertThat(LogBook.audit(log.records(), LogCoverage.everything(), false).findings())
                .hasSize(3);
    }

    @Test
    void withAtLeastOnceWhatIsWrittenAgainIsCounted() {
        LogBook log = new LogBook()
                .received("kettle", 10)
                .validated("A", "kettle", 1)
                .becomes("A", OrderState.VALIDATED, 2)
                .told("A")
                .routed("A")
                .becomes("A", OrderState.CREATED, 1);

        Audit audit = new Audit(Optional.empty(), Guarantee.AT_LEAST_ONCE);
        log.records().forEach(audit::read);
        Report report = audit.report(LogCoverage.everything(), true);

        assertThat(report.findings()).isEmpty();
        assertThat(report.counts().repeats()).isEqualTo(4);
        assertThat(report.counts().orders()).containsEntry(OrderState.VALIDATED, 1L);
        assertThat(log.audit().faults()).isEqualTo(4);
    }

    @Test
    void withAtLeastOnceAnotherDecisionIsNoRepeat() {
        LogBook log =
                new LogBook().received("kettle", 10).validated("A", "kettle", 1).becomes("A", OrderState.CANCELLED, 2);

        Audit audit = new Audit(Optional.empty(), Guarantee.AT_LEAST_ONCE);
        log.records().forEach(audit::read);

        assertThat(audit.report(LogCoverage.everything(), true).findings())
                .singleElement()
                .asString()
                .contains("version 2 CANCELLED comes again, after version 2 VALIDATED");
    }
}
