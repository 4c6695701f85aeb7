/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<String> CHECKS = List.of("inventory", "fraud");

    private final FakeKafka kafka = FakeKafka.withTopics();
    private final Shell shell = new Shell(kafka);

    private static Order order(String id, OrderState state, int version) {
        return new Order(
                id,
                7L,
                state,
                version,
                "EUR",
                List.of(new OrderLine("kettle", 2, new BigDecimal("24.9000"))),
                CHECKS,
                List.of(),
                "r",
                NOON,
                NOON);
    }

    private void isPlaced(String id) {
        kafka.holds(Topics.ORDERS, id, order(id, OrderState.CREATED, 1));
    }

    private void isValidated(String id) {
        isPlaced(id);
        CHECKS.forEach(check -> kafka.holds(Topics.ORDER_VALIDATIONS, id, pass(id, check)));
        isDecided(id);
    }

    private static OrderValidation pass(String id, String check) {
        return new OrderValidation(id, check, CheckResult.PASS, List.of(), NOON);
    }

    private void isDecided(String id) {
        Order validated = order(id, OrderState.VALIDATED, 2);
        kafka.holds(Topics.ORDERS, id, validated);
        kafka.holds(
                Topics.EMAILS,
                id,
                new EmailMessage("m-" + id, id, "order-validated", "gold", "Zoë", "z@example.com", "s", "t", "", NOON));
        kafka.holds(
                Topics.ordersOf("gold"),
                id,
                new OrderEnriched(validated, new Customer(7L, "Zoë", "z@example.com", "gold")));
    }

    private void received(long kettles) {
        kafka.holds(Topics.WAREHOUSE_INVENTORY, "kettle", new WarehouseStock("kettle", kettles));
    }

    @Test
    void aSoundLogIsClean() {
        received(2);
        isValidated("A");

        Ended ended = shell.run("audit", "--settled", "--checks", "fraud,inventory");

        assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(ExitCode.OK);
        assertThat(ended.out().lines())
                .containsExactly(
                        "orders         1: VALIDATED 1",
                        "verdicts       2: fraud 1, inventory 1; 0 repeated, 0 not asked for",
                        "stock          2 promised of 2 received, of 1 products",
                        "mails          1: order-validated 1",
                        "levels         1: orders-gold 1",
                        "dead letters   0",
                        "clean");
    }

    @Test
    void eachFaultIsALineAndTheAnswerIsNo() {
        received(3);
        isValidated("A");
        isValidated("B");
        kafka.holds(Topics.ORDERS, "B", order("B", OrderState.VALIDATED, 2));

        Ended ended = shell.run("audit");

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.out().lines().filter(line -> line.startsWith("FAULT")))
                .containsExactly(
                        "FAULT life-cycle  B  orders[0]@4: version 2 VALIDATED comes again, after version 2 VALIDATED",
                        "FAULT stock       B  orders[0]@3: kettle: with its 2, 4 are promised of 3 received");
        assertThat(ended.out()).endsWith("faults: 2" + System.lineSeparator());
    }

    @Test
    void aMachineMayReadIt() {
        received(0);
        isValidated("A");
        isPlaced("B");

        List<JsonNode> json = shell.run("audit", "--json").json();

        assertThat(json).hasSize(3);
        assertThat(json.get(0).path("fault").asText()).isEqualTo("stock");
        assertThat(json.get(0).path("order").asText()).isEqualTo("A");
        assertThat(json.get(0).path("offset").asInt()).isEqualTo(1);
        assertThat(json.get(1).path("undecided").asText()).isEqualTo("B");
        assertThat(json.get(1).path("waitsFor")).hasSize(2);
        assertThat(json.get(2).path("clean").asBoolean()).isFalse();
        assertThat(json.get(2).path("counts").path("orders").path("VALIDATED").asInt())
                .isEqualTo(1);
    }

    @Test
    void whoWaitsIsAFaultOnlyIfTheLogIsToBeSettled() {
        isPlaced("A");

        Ended going = shell.run("audit");
        Ended settled = shell.run("audit", "--settled", "--timeout", "1ms");

        assertThat(going.code()).isEqualTo(ExitCode.OK);
        assertThat(going.out())
                .contains("undecided      A  orders[0]@0: since 2026-01-01")
                .contains("for inventory, fraud");
        assertThat(settled.code()).isEqualTo(ExitCode.NO);
        assertThat(settled.out()).contains("FAULT undecided   A  orders[0]@0: not decided, waits for inventory, fraud");
    }

    @Test
    void whatCannotBeReadAndDeadLettersAreCounted() {
        kafka.holds(Topics.ORDERS, new byte[] {1}, new byte[] {1}, new RecordHeaders());
        kafka.holds(Topics.deadLettersOf("fraud-service"), new byte[] {1}, new byte[] {1}, new RecordHeaders());

        Ended ended = shell.run("audit");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out()).contains("dead letters   1: fraud-service 1", "unreadable     1: orders 1");
    }

    @Test
    void aForgedVerdictExplainsNothing(@TempDir Path folder) throws IOException {
        CheckKey inventorys = CheckKey.of("inventory-inventory-inventory-inventory");
        CheckKey frauds = CheckKey.of("fraud-fraud-fraud-fraud-fraud-fraud-fraud");
        Files.writeString(folder.resolve("inventory.key"), "inventory-inventory-inventory-inventory");
        Files.writeString(folder.resolve("fraud.key"), "fraud-fraud-fraud-fraud-fraud-fraud-fraud");
        received(2);
        isPlaced("A");
        kafka.holds(new OrderValidation("A", "inventory", CheckResult.FAIL, List.of("not today"), NOON), frauds);
        kafka.holds(pass("A", "inventory"), inventorys);
        kafka.holds(pass("A", "fraud"), frauds);
        isDecided("A");

        Ended without = shell.run("audit", "--settled");
        Ended with = shell.run("audit", "--settled", "--check-keys", folder.toString());

        assertThat(without.code()).isEqualTo(ExitCode.NO);
        assertThat(with.code()).as(with.out()).isEqualTo(ExitCode.OK);
        assertThat(with.out())
                .contains("verdicts       2: fraud 1, inventory 1", "unreadable     1: order-validations 1");
    }

    @Test
    void moreOrdersThanMayBeInMemoryAreJudgedInParts() {
        received(9);
        List.of("A", "B", "C", "D", "E").forEach(this::isValidated);
        isPlaced("F");

        Ended parts = shell.run("audit", "--at-once", "1");
        Ended settled = shell.run("audit", "--at-once", "2", "--settled", "--timeout", "1ms");

        assertThat(parts.out()).isEqualTo(shell.run("audit").out());
        assertThat(parts.out()).contains("orders         6: CREATED 1, VALIDATED 5", "10 are promised of 9 received");
        assertThat(settled.out())
                .isEqualTo(shell.run("audit", "--settled", "--timeout", "1ms").out());
        assertThat(shell.run("audit", "--at-once", "0").err()).contains("--at-once 0: must be at least 1");
    }

    @Test
    void whatTheCleanerTakesWhileItReadsIsNoFault() {
        received(2);
        isPlaced("A");
        kafka.holds(Topics.ORDERS, "A", order("A", OrderState.SHIPPED, 3));

        Ended isThere = shell.run("audit");
        kafka.cleansOnceRead(Topics.ORDERS, 0);
        Ended isGone = shell.run("audit");

        assertThat(isThere.out()).contains("FAULT life-cycle  A  orders[0]@1: version 3 follows version 1");
        assertThat(isGone.out()).contains("cut off        1 orders").endsWith("clean" + System.lineSeparator());
    }

    @Test
    void whatAtLeastOnceMayRepeatIsCounted() {
        received(2);
        isValidated("A");
        kafka.holds(Topics.ORDERS, "A", order("A", OrderState.VALIDATED, 2));

        Ended ended = shell.run("audit", "--guarantee", "at_least_once");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out()).contains("written again  1 orders, mails or orders of a level, as at_least_once may");
        assertThat(shell.run("audit", "--guarantee", "none").err())
                .contains("'none' must be exactly_once_v2 or at_least_once");
    }

    @Test
    void aTopicThatIsMissingIsNamed() {
        kafka.remove(Topics.EMAILS);

        Ended ended = shell.run("audit");

        assertThat(ended.code()).isEqualTo(ExitCode.AWAY);
        assertThat(ended.err()).contains("not on the broker: emails; make the catalogue's topics with");
    }
}
