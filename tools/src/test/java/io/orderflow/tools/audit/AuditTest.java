/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import static io.orderflow.events.OrderState.CANCELLED;
import static io.orderflow.events.OrderState.CREATED;
import static io.orderflow.events.OrderState.FAILED;
import static io.orderflow.events.OrderState.SHIPPED;
import static io.orderflow.events.OrderState.VALIDATED;
import static io.orderflow.tools.audit.LogBook.because;
import static io.orderflow.tools.audit.LogBook.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.client.show.RecordView;
import io.orderflow.client.show.RecordView.Content;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.audit.Finding.Rule;
import io.orderflow.tools.audit.LogCoverage.Part;
import io.orderflow.tools.audit.Report.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AuditTest {

    private static final String LATE = "no verdict from fraud within 5m";

    private record Sound(String story, Consumer<LogBook> written) {}

    private record Faulty(String story, Rule rule, String said, Consumer<LogBook> written) {}

    @TestFactory
    Stream<DynamicTest> aSoundStoryIsClean() {
        return Stream.of(
                        new Sound("nothing at all", log -> {}),
                        new Sound("validated", log -> log.validated("A", "kettle", 10)),
                        new Sound(
                                "shipped",
                                log -> log.validated("A", "kettle", 1)
                                        .becomes("A", SHIPPED)
                                        .told("A")),
                        new Sound(
                                "refused by one check, in its words",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A", "inventory")
                                        .verdict("A", "fraud", CheckResult.FAIL, "too much", "too often")
                                        .passes("A", "order-details")
                                        .becomes(
                                                "A",
                                                FAILED,
                                                because("fraud", "too much"),
                                                because("fraud", "too often"))
                                        .told("A")),
                        new Sound(
                                "refused without a word",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A", "inventory")
                                        .verdict("A", "fraud", CheckResult.ERROR)
                                        .passes("A", "order-details")
                                        .becomes("A", FAILED, because("fraud", "could not be checked"))),
                        new Sound(
                                "too late, and the verdict comes after all",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A", "inventory")
                                        .passes("A", "order-details")
                                        .later(Duration.ofMinutes(5))
                                        .becomes("A", FAILED, because("fraud", LATE))
                                        .passes("A", "fraud")),
                        new Sound(
                                "a check changes its mind: the first verdict counts",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .verdict("A", "fraud", CheckResult.FAIL, "on second thoughts")
                                        .becomes("A", VALIDATED)
                                        .told("A")
                                        .routed("A")),
                        new Sound(
                                "a shadow check refuses",
                                log -> log.placed("A", "kettle", 1)
                                        .verdict("A", "credit-limit", CheckResult.FAIL, "poor")
                                        .passes("A")
                                        .becomes("A", VALIDATED)
                                        .told("A")
                                        .routed("A")),
                        new Sound(
                                "cancelled before it was decided",
                                log -> log.placed("A", "kettle", 10)
                                        .becomes("A", CANCELLED)
                                        .passes("A")
                                        .told("A")),
                        new Sound(
                                "cancelled, and another gets the units",
                                log -> log.validated("A", "kettle", 10)
                                        .becomes("A", CANCELLED)
                                        .validated("B", "kettle", 10)),
                        new Sound(
                                "failed for the one, and another gets the units",
                                log -> log.placed("A", "kettle", 10)
                                        .passes("A", "inventory")
                                        .passes("A", "order-details")
                                        .verdict("A", "fraud", CheckResult.FAIL, "too much")
                                        .becomes("A", FAILED, because("fraud", "too much"))
                                        .validated("B", "kettle", 10)),
                        new Sound(
                                "more came in",
                                log -> log.validated("A", "kettle", 10)
                                        .received("kettle", 15)
                                        .validated("B", "kettle", 5)),
                        new Sound(
                                "a correction takes nothing away",
                                log -> log.validated("A", "kettle", 10)
                                        .later(Duration.ofHours(1))
                                        .received("kettle", 3)),
                        new Sound(
                                "of two payments there are two mails",
                                log -> log.validated("A", "kettle", 1)
                                        .mail("A", "payment-received", "payment-1")
                                        .mail("A", "payment-received", "payment-2")),
                        new Sound(
                                "a level that nobody knows is bronze",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .becomes("A", VALIDATED)
                                        .told("A")
                                        .routed("A", "bronze", "diamond")),
                        new Sound(
                                "nobody to write to: a dead letter instead",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .becomes("A", VALIDATED)
                                        .write(Topics.deadLettersOf("email-service"), "A", log.order("A"))),
                        new Sound(
                                "struck off",
                                log -> log.placed("A", "kettle", 1).tombstone("A")),
                        new Sound(
                                "struck off, and placed anew",
                                log -> log.validated("A", "kettle", 1)
                                        .tombstone("A")
                                        .write(Order.newBuilder(log.order("A"))
                                                .setVersion(1)
                                                .setState(CREATED)
                                                .build())
                                        .becomes("A", VALIDATED)),
                        new Sound(
                                "unreadable records",
                                log -> log.garbage(Topics.ORDERS)
                                        .garbage(Topics.ORDER_VALIDATIONS)
                                        .validated("A", "kettle", 1)))
                .map(sound -> DynamicTest.dynamicTest(sound.story(), () -> {
                    LogBook log = new LogBook().received("kettle", 10);
                    sound.written().accept(log);
                    Report report = log.audit();
                    assertThat(report.findings()).isEmpty();
                    assertThat(report.isClean()).isTrue();
                }));
    }

    @TestFactory
    Stream<DynamicTest> aFaultIsFound() {
        return Stream.of(
                        new Faulty(
                                "a gap",
                                Rule.LIFE_CYCLE,
                                "version 3 follows version 1",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .becomes("A", VALIDATED, 3)
                                        .told("A")
                                        .routed("A")),
                        new Faulty(
                                "a repeat",
                                Rule.LIFE_CYCLE,
                                "version 2 VALIDATED comes again",
                                log -> log.validated("A", "kettle", 1).becomes("A", VALIDATED, 2)),
                        new Faulty(
                                "two final states",
                                Rule.LIFE_CYCLE,
                                "SHIPPED follows CANCELLED",
                                log -> log.validated("A", "kettle", 1)
                                        .becomes("A", CANCELLED)
                                        .becomes("A", SHIPPED)
                                        .told("A")),
                        new Faulty(
                                "a first version of another state",
                                Rule.LIFE_CYCLE,
                                "VALIDATED as version 1",
                                log -> log.passes("A")
                                        .write(new Order(
                                                "A",
                                                7L,
                                                VALIDATED,
                                                1,
                                                "EUR",
                                                List.of(line("kettle", 1)),
                                                LogBook.CHECKS,
                                                List.of(),
                                                "r",
                                                Instant.EPOCH,
                                                Instant.EPOCH))
                                        .told("A")
                                        .routed("A")),
                        new Faulty(
                                "other lines",
                                Rule.LIFE_CYCLE,
                                "are not those",
                                log -> log.validated("A", "kettle", 1)
                                        .write(Order.newBuilder(log.order("A"))
                                                .setState(CANCELLED)
                                                .setVersion(3)
                                                .setLines(List.of(line("kettle", 2)))
                                                .build())),
                        new Faulty(
                                "another key",
                                Rule.LIFE_CYCLE,
                                "its key is B",
                                log -> log.placed("A", "kettle", 1)
                                        .write(
                                                Topics.ORDERS,
                                                "B",
                                                Order.newBuilder(log.order("A"))
                                                        .setState(CANCELLED)
                                                        .setVersion(2)
                                                        .build())),
                        new Faulty(
                                "no reason to fail",
                                Rule.LIFE_CYCLE,
                                "FAILED without a reason",
                                log -> log.placed("A", "kettle", 1).passes("A").becomes("A", FAILED)),
                        new Faulty(
                                "reasons to fail, and validated",
                                Rule.LIFE_CYCLE,
                                "VALIDATED with reasons to fail",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .becomes("A", VALIDATED, because("fraud", "too much"))
                                        .told("A")
                                        .routed("A")),
                        new Faulty(
                                "validated though refused",
                                Rule.DECISION,
                                "fraud said FAIL",
                                log -> log.placed("A", "kettle", 1)
                                        .verdict("A", "fraud", CheckResult.FAIL, "too much")
                                        .passes("A")
                                        .becomes("A", VALIDATED)
                                        .told("A")
                                        .routed("A")),
                        new Faulty(
                                "validated without a verdict",
                                Rule.DECISION,
                                "no verdict from fraud",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A", "inventory")
                                        .passes("A", "order-details")
                                        .becomes("A", VALIDATED)
                                        .told("A")
                                        .routed("A")),
                        new Faulty(
                                "failed by who passed it",
                                Rule.DECISION,
                                "fraud, which passed it",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .becomes("A", FAILED, because("fraud", "too much"))),
                        new Faulty(
                                "failed by who said nothing",
                                Rule.DECISION,
                                "there is no verdict",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A", "inventory")
                                        .passes("A", "order-details")
                                        .becomes("A", FAILED, because("fraud", "too much"))),
                        new Faulty(
                                "failed without one that is neither heard nor late",
                                Rule.DECISION,
                                "there is no verdict from order-details, which is not among its reasons",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A", "inventory")
                                        .later(Duration.ofMinutes(5))
                                        .becomes("A", FAILED, because("fraud", LATE))),
                        new Faulty(
                                "failed in other words",
                                Rule.DECISION,
                                "other reasons",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A", "inventory")
                                        .passes("A", "order-details")
                                        .verdict("A", "fraud", CheckResult.FAIL, "too much")
                                        .becomes("A", FAILED, because("fraud", "too often"))),
                        new Faulty(
                                "a reason is kept back",
                                Rule.DECISION,
                                "not among its reasons",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A", "inventory")
                                        .verdict("A", "order-details", CheckResult.FAIL, "price")
                                        .verdict("A", "fraud", CheckResult.FAIL, "too much")
                                        .becomes("A", FAILED, because("fraud", "too much"))),
                        new Faulty(
                                "failed by a check that it need not pass",
                                Rule.DECISION,
                                "none of its checks",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .becomes("A", FAILED, because("credit-limit", "poor"))),
                        new Faulty(
                                "too late after a minute of five",
                                Rule.DECISION,
                                "FAILED without a verdict from fraud within 5m, but 60080ms after it was placed",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A", "inventory")
                                        .passes("A", "order-details")
                                        .later(Duration.ofMinutes(1).plusMillis(20))
                                        .becomes("A", FAILED, because("fraud", LATE))),
                        new Faulty(
                                "a verdict on nothing", Rule.VERDICT, "nobody placed", log -> log.passes("B", "fraud")),
                        new Faulty(
                                "a verdict under another key",
                                Rule.VERDICT,
                                "its key is B",
                                log -> log.placed("A", "kettle", 1)
                                        .becomes("A", CANCELLED)
                                        .write(
                                                Topics.ORDER_VALIDATIONS,
                                                "B",
                                                new OrderValidation(
                                                        "A", "fraud", CheckResult.PASS, List.of(), Instant.EPOCH))),
                        new Faulty(
                                "oversold",
                                Rule.STOCK,
                                "kettle: with its 4, 11 are promised of 10",
                                log -> log.validated("A", "kettle", 7).validated("B", "kettle", 4)),
                        new Faulty(
                                "oversold, whatever came in later",
                                Rule.STOCK,
                                "11 are promised of 10",
                                log -> log.validated("A", "kettle", 7)
                                        .validated("B", "kettle", 4)
                                        .later(Duration.ofMinutes(1))
                                        .received("kettle", 100)),
                        new Faulty(
                                "oversold for a while",
                                Rule.STOCK,
                                "11 are promised of 10",
                                log -> log.validated("A", "kettle", 7)
                                        .validated("B", "kettle", 4)
                                        .later(Duration.ofMinutes(1))
                                        .becomes("A", CANCELLED)),
                        new Faulty(
                                "shipped goods count",
                                Rule.STOCK,
                                "11 are promised of 10",
                                log -> log.validated("A", "kettle", 7)
                                        .becomes("A", SHIPPED)
                                        .told("A")
                                        .validated("B", "kettle", 4)),
                        new Faulty(
                                "nothing was received",
                                Rule.STOCK,
                                "1 are promised of 0",
                                log -> log.validated("A", "lamp", 1)),
                        new Faulty(
                                "told twice",
                                Rule.MAIL,
                                "order-validated is written again",
                                log -> log.validated("A", "kettle", 1).told("A")),
                        new Faulty(
                                "a payment told twice",
                                Rule.MAIL,
                                "payment-1 is written again",
                                log -> log.validated("A", "kettle", 1)
                                        .mail("A", "payment-received", "payment-1")
                                        .mail("A", "payment-received", "payment-1")),
                        new Faulty(
                                "told what is not so",
                                Rule.MAIL,
                                "a mail says that it is SHIPPED",
                                log -> log.validated("A", "kettle", 1).mail("A", "order-shipped", "m")),
                        new Faulty(
                                "told of nothing",
                                Rule.MAIL,
                                "nobody placed",
                                log -> log.mail("B", "order-failed", "m")),
                        new Faulty(
                                "told of a payment for nothing",
                                Rule.MAIL,
                                "nobody placed",
                                log -> log.mail("B", "payment-received", "payment-1")),
                        new Faulty(
                                "shipped, and not told",
                                Rule.MAIL,
                                "there is no mail order-shipped",
                                log -> log.validated("A", "kettle", 1).becomes("A", SHIPPED)),
                        new Faulty(
                                "not told",
                                Rule.MAIL,
                                "there is no mail order-validated",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .becomes("A", VALIDATED)
                                        .routed("A")),
                        new Faulty(
                                "twice on a level",
                                Rule.LEVEL,
                                "on the topic of a level again",
                                log -> log.validated("A", "kettle", 1).routed("A")),
                        new Faulty(
                                "on another level",
                                Rule.LEVEL,
                                "its customer's level is gold",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .becomes("A", VALIDATED)
                                        .told("A")
                                        .routed("A", "silver", " Gold ")),
                        new Faulty(
                                "on no level",
                                Rule.LEVEL,
                                "on no topic of a level",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .becomes("A", VALIDATED)
                                        .told("A")),
                        new Faulty(
                                "on a level though refused",
                                Rule.LEVEL,
                                "without being VALIDATED",
                                log -> log.placed("A", "kettle", 1)
                                        .becomes("A", CANCELLED)
                                        .routed("A")),
                        new Faulty(
                                "on a level in another state",
                                Rule.LEVEL,
                                "it is CANCELLED there",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A")
                                        .becomes("A", VALIDATED)
                                        .told("A")
                                        .write(
                                                Topics.ordersOf("gold"),
                                                "A",
                                                new OrderEnriched(
                                                        Order.newBuilder(log.order("A"))
                                                                .setState(CANCELLED)
                                                                .build(),
                                                        new Customer(7L, "Zoë", "zoe@example.com", "gold")))),
                        new Faulty(
                                "on a level though nobody placed it",
                                Rule.LEVEL,
                                "nobody placed",
                                log -> log.write(
                                        Topics.ordersOf("gold"),
                                        "B",
                                        new OrderEnriched(
                                                Order.newBuilder(log("B"))
                                                        .setState(VALIDATED)
                                                        .build(),
                                                new Customer(7L, "Zoë", "zoe@example.com", "gold")))),
                        new Faulty(
                                "never decided",
                                Rule.UNDECIDED,
                                "waits for fraud",
                                log -> log.placed("A", "kettle", 1)
                                        .passes("A", "inventory")
                                        .passes("A", "order-details")),
                        new Faulty(
                                "decided by all but the life cycle",
                                Rule.UNDECIDED,
                                "all verdicts are there",
                                log -> log.placed("A", "kettle", 1).passes("A")))
                .map(faulty -> DynamicTest.dynamicTest(faulty.story(), () -> {
                    LogBook log = new LogBook().received("kettle", 10);
                    faulty.written().accept(log);
                    Report report = log.audit();
                    assertThat(report.findings()).singleElement().satisfies(finding -> {
                        assertThat(finding.rule()).isEqualTo(faulty.rule());
                        assertThat(finding.toString()).contains(faulty.said());
                    });
                    assertThat(report.isClean()).isFalse();
                }));
    }

    @Test
    void aFindingNamesTheRecordThatShowsIt() {
        LogBook log =
                new LogBook().received("kettle", 1).validated("A", "kettle", 1).becomes("A", VALIDATED, 2);

        assertThat(log.audit().findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "life-cycle  A  orders[1]@2: version 2 VALIDATED comes again, after version 2 VALIDATED");
    }

    @Test
    void whatIsAcceptedMustBecomeAnOrderAndMayTakeItsTime() {
        LogBook log = new LogBook().received("kettle", 10).accepted("A").accepted("A");

        Report onItsWay = LogBook.audit(log.records(), LogCoverage.everything(), false);
        assertThat(onItsWay.isClean()).isTrue();
        assertThat(onItsWay.accepted()).isEqualTo(new Accepted(1, 0));
        assertThat(onItsWay.isAtRest()).isFalse();

        assertThat(log.audit().findings())
                .extracting(Finding::toString)
                .containsExactly("lost        A  order-commands[1]@0: was accepted, and is no order");
        assertThat(log.validated("A", "kettle", 1).audit().accepted()).isEqualTo(new Accepted(1, 0));
        assertThat(log.audit().isClean()).isTrue();
    }

    @Test
    void whatWasAcceptedBeforeAnOrderThatIsThereIsLostIfItIsNot() {
        // A and C lie in one partition, B in another.
        LogBook log =
                new LogBook().received("kettle", 10).accepted("A").accepted("B").accepted("C");
        log.validated("C", "kettle", 1);

        Report report = LogBook.audit(log.records(), LogCoverage.everything(), false);

        assertThat(report.findings()).extracting(Finding::subject).containsExactly("A");
        assertThat(report.accepted()).isEqualTo(new Accepted(3, 1));
    }

    @Test
    void whatIsPutAsideIsNotLost() {
        LogBook log = new LogBook().accepted("A");
        RecordView command = log.records().get(0);
        log.add(Topics.deadLettersOf("orders-service").name(), "A", command.content());

        assertThat(log.audit().isClean()).isTrue();
        assertThat(log.audit().accepted()).isEqualTo(new Accepted(1, 0));
    }

    @Test
    void whatIsOnItsWayIsNoFaultWhileTheLogGoesOn() {
        LogBook log = new LogBook()
                .received("kettle", 10)
                .placed("A", "kettle", 1)
                .passes("A", "fraud")
                .placed("B", "kettle", 1)
                .passes("B")
                .becomes("B", VALIDATED);

        Report report = LogBook.audit(log.records(), LogCoverage.everything(), false);

        assertThat(report.isClean()).isTrue();
        assertThat(report.isAtRest()).isFalse();
        assertThat(report.counts().unfinished()).isEqualTo(3); // one decision, one mail, one level
        assertThat(report.waiting()).singleElement().satisfies(waiting -> {
            assertThat(waiting.orderId()).isEqualTo("A");
            assertThat(waiting.checks()).containsExactly("inventory", "order-details");
        });
    }

    @Test
    void whatCameWhileTheLogWasReadIsNotJudged() {
        LogBook log = new LogBook()
                .received("kettle", 10)
                .placed("A", "kettle", 1)
                .becomes("A", VALIDATED)
                .passes("B", "fraud")
                .mail("C", "order-failed", "m")
                .routed("A");
        Map<Part, Long> justBefore = new HashMap<>();
        log.records().forEach(record -> justBefore.put(new Part(record.topic(), record.partition()), 0L));

        Report report = LogBook.audit(log.records(), new LogCoverage(Map.of(), justBefore), true);

        assertThat(report.findings()).isEmpty();
        assertThat(report.isAtRest()).isFalse();
    }

    @Test
    void anOrderWhoseBeginningWasCompactedAwayIsCutOff() {
        LogBook log = new LogBook()
                .received("kettle", 10)
                .validated("A", "kettle", 1)
                .becomes("A", SHIPPED)
                .told("A");
        List<RecordView> left = log.records().stream()
                .filter(record -> !record.topic().equals("orders") || record.offset() == 2)
                .toList();

        Report report = LogBook.audit(left, LogCoverage.everything(), true);

        assertThat(report.findings()).isEmpty();
        assertThat(report.counts().cutOff()).isEqualTo(1);
    }

    @Test
    void whatRetentionTookIsNotMissed() {
        LogBook log = new LogBook()
                .received("kettle", 10)
                .validated("A", "kettle", 1)
                .later(Duration.ofDays(8))
                .validated("B", "kettle", 1);
        Map<Part, Long> begins = new HashMap<>();
        List<RecordView> left = log.records().stream()
                .filter(record -> {
                    boolean gone = record.key().equals(Optional.of("A"))
                            && !record.topic().equals("orders");
                    if (gone) {
                        begins.merge(new Part(record.topic(), record.partition()), record.offset() + 1, Math::max);
                    }
                    return !gone;
                })
                .toList();

        assertThat(LogBook.audit(left, new LogCoverage(begins, Map.of()), true).findings())
                .isEmpty();
        assertThat(LogBook.audit(left, LogCoverage.everything(), true).findings())
                .as("had nothing been removed")
                .extracting(Finding::subject)
                .containsOnly("A")
                .hasSize(5); // three verdicts, a mail, a level
    }

    @Test
    void onlyDecisionsAfterWhatWasRemovedAreExplained() {
        LogBook log = new LogBook()
                .received("kettle", 10)
                .validated("A", "kettle", 1)
                .later(Duration.ofDays(8))
                .placed("B", "kettle", 1)
                .passes("B", "inventory")
                .becomes("B", VALIDATED)
                .told("B")
                .routed("B")
                .later(Duration.ofHours(2))
                .placed("C", "kettle", 1)
                .passes("C", "inventory")
                .becomes("C", VALIDATED)
                .told("C")
                .routed("C");
        List<RecordView> left = log.records().stream()
                .filter(record -> !record.key().equals(Optional.of("A"))
                        || !record.topic().equals("order-validations"))
                .toList();
        LogCoverage reach = new LogCoverage(Map.of(new Part("order-validations", 0), 1L), Map.of());

        assertThat(LogBook.audit(left, reach, true).findings())
                .extracting(Finding::subject)
                .containsExactly("C", "C");
    }

    @Test
    void checksThatAreAskedForMustHaveBeenGiven() {
        LogBook log = new LogBook().received("kettle", 10).validated("A", "kettle", 1);
        Audit audit = new Audit(Optional.of(Set.of("inventory", "fraud")));

        log.records().forEach(audit::read);

        assertThat(audit.report(LogCoverage.everything(), true).findings())
                .singleElement()
                .hasToString(
                        "decision    A  orders[1]@0: must pass inventory, fraud, order-details, and not fraud, inventory");
    }

    @Test
    void ofVeryManyFaultsTheFirstAreKeptAndAllAreCounted() {
        LogBook log = new LogBook();
        for (int i = 0; i < Findings.MOST_KEPT + 5; i++) {
            log.passes("nobody-" + i, "fraud");
        }

        Report report = log.audit();

        assertThat(report.findings()).hasSize(Findings.MOST_KEPT);
        assertThat(report.faults()).isEqualTo(Findings.MOST_KEPT + 5);
    }

    @Test
    void itCountsWhatItLookedAt() {
        LogBook log = new LogBook()
                .received("kettle", 4)
                .received("kettle", 10)
                .validated("A", "kettle", 3)
                .passes("A", "fraud")
                .passes("A", "credit-limit")
                .garbage(Topics.EMAILS)
                .write(Topics.deadLettersOf("fraud-service"), "A", log("A"));

        Report.Counts counts = log.audit().counts();

        assertThat(counts.orders()).containsEntry(VALIDATED, 1L).containsEntry(FAILED, 0L);
        assertThat(counts.verdicts()).containsEntry("fraud", 2L).containsEntry("credit-limit", 1L);
        assertThat(counts.repeated()).isEqualTo(1);
        assertThat(counts.shadow()).isEqualTo(1);
        assertThat(counts.promised()).isEqualTo(3);
        assertThat(counts.received()).isEqualTo(10);
        assertThat(counts.mails()).containsEntry("order-validated", 1L);
        assertThat(counts.routed()).containsEntry("orders-gold", 1L);
        assertThat(counts.unreadable()).containsEntry("emails", 1L);
        assertThat(counts.deadLetters()).containsEntry("fraud-service", 1L);
    }

    private static Order log(String id) {
        return new LogBook().placed(id, "kettle", 1).order(id);
    }

    @Test
    void whetherACustomerWhoIsForgottenWasToldIsNoQuestion() {
        Report report = new LogBook()
                .received("kettle", 10)
                .placed("A", "kettle", 1)
                .passes("A")
                .becomes("A", VALIDATED)
                .add("emails", "A/order-A-v2@orderflow", new Content.Tombstone())
                .add("orders-gold", "A", new Content.Tombstone())
                .validated("B", "kettle", 1)
                .audit();

        assertThat(report.findings()).isEmpty();
        assertThat(report.counts().erased()).isEqualTo(1);
    }

    @Test
    void whatErasesADeadLetterIsNone() {
        Report report = new LogBook()
                .add("email-service-dlq", "A/orders[0]@3", new Content.Tombstone())
                .audit();

        assertThat(report.findings()).isEmpty();
        assertThat(report.counts().deadLetters()).isEmpty();
    }
}
