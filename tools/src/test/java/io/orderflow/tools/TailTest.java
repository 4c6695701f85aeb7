/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.events.CancelOrder;
import io.orderflow.events.CheckFailure;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Shipment;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final FakeKafka kafka = FakeKafka.withTopics();
    private final Shell shell = new Shell(kafka);

    private static Order failed(String id) {
        return new Order(
                id,
                7L,
                OrderState.FAILED,
                2,
                "EUR",
                List.of(new OrderLine("kettle", 2, new BigDecimal("24.9000"))),
                List.of("inventory"),
                List.of(new CheckFailure("inventory", "kettle: 2 asked, 1 available")),
                "r",
                NOON,
                NOON);
    }

    private Ended tail(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "tail";
        all[1] = "--from-beginning";
        all[2] = "--no-follow";
        System.arraycopy(args, 0, all, 3, args.length);
        return shell.run(all);
    }

    @Test
    void whatIsNotProvenIsShownAsThatWhereKeysAreGiven(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("inventory.key"), "inventory-inventory-inventory-inventory");
        kafka.holds(
                Topics.ORDER_VALIDATIONS,
                "A",
                new OrderValidation("A", "inventory", CheckResult.PASS, List.of(), NOON));

        assertThat(tail("order-validations").out()).contains("inventory PASS");
        assertThat(tail("order-validations", "--check-keys", folder.toString()).out())
                .contains("the verdict is not proven to be from inventory: it has no header Orderflow-Signature");
        assertThat(tail("order-validations", "--check-keys", "nowhere").err())
                .startsWith("orderflow: orders.checks.keys=nowhere (from --check-keys): cannot be read as a folder");
    }

    @Test
    void aRecordIsOneReadableLine() {
        kafka.holds(Topics.ORDERS, "A", failed("A"));

        assertThat(tail("orders").out())
                .containsPattern(
                        "^2026-01-01 \\d\\d:\\d\\d:00\\.000 orders\\[0]@0 A  FAILED v2, customer 7, 49.80 EUR \\(2 x kettle\\);"
                                + " inventory: kettle: 2 asked, 1 available\\R$");
    }

    @Test
    void jsonHasTimesAndMoneyAsPeopleWriteThem() {
        kafka.holds(Topics.ORDERS, "A", failed("A"));

        JsonNode record = tail("orders", "--json").json().get(0);

        assertThat(record.path("key").asText()).isEqualTo("A");
        assertThat(record.at("/value/lines/0/unitPrice").toString()).isEqualTo("24.90");
        assertThat(record.at("/value/createdAt").asText()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(record.at("/value/failures/0/check").asText()).isEqualTo("inventory");
    }

    @Test
    void oneOfSeveralRecordsStandsUnderItsName() {
        kafka.holds(Topics.ORDER_COMMANDS, "A", new OrderCommand("A", "r", NOON, new CancelOrder()));

        assertThat(tail("order-commands", "--json")
                        .json()
                        .get(0)
                        .at("/value/command")
                        .toString())
                .isEqualTo("{\"CancelOrder\":{}}");
        assertThat(tail("order-commands").out()).contains("A  cancel");
    }

    @Test
    void numericKeysAreNumbers() {
        kafka.holds(Topics.CUSTOMERS, 7L, new Customer(7L, "Ada", "ada@example.com", "gold"));

        assertThat(tail("customers").out()).contains("customers[0]@0 7  Ada <ada@example.com>, gold");
    }

    @Test
    void whatCannotBeReadIsShownAndTheRestGoesOn() {
        kafka.holds(Topics.SHIPMENTS, "A".getBytes(UTF_8), "garbage".getBytes(UTF_8), new RecordHeaders());
        kafka.holds(Topics.SHIPMENTS, "B".getBytes(UTF_8), new byte[] {0, 0}, new RecordHeaders());
        kafka.holds(Topics.SHIPMENTS, "C", new Shipment("C", NOON));

        Ended ended = tail("shipments");
        List<JsonNode> json = tail("shipments", "--json").json();

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("A  UNREADABLE").endsWith(": garbage"),
                        line -> assertThat(line).contains("B  UNREADABLE").endsWith(": 0x0000"),
                        line -> assertThat(line).contains("C  shipped"));
        assertThat(json.get(0).path("unreadable").asText()).contains("0x67");
        assertThat(json.get(0).path("bytes").asText()).isEqualTo("Z2FyYmFnZQ==");
    }

    @Test
    void aRecordCannotSteerTheTerminal() {
        kafka.holds(Topics.CUSTOMERS, 1L, new Customer(1L, "Ada\n\u001b[2J", "a@b", "gold"));

        assertThat(tail("customers").out()).contains("Ada\\n\\u001b[2J <a@b>").doesNotContain("\u001b");
    }

    @Test
    void whatIsHiddenOrTurnsLettersRoundIsShownInTextAndJson() {
        kafka.holds(Topics.CUSTOMERS, 1L, new Customer(1L, "A\u009b\u007f\u202eb\udb40\udc41", "a@b", "gold"));

        assertThat(tail("customers").out()).contains("A\\u009b\\u007f\\u202eb\\udb40\\udc41 <a@b>");
        assertThat(tail("customers", "--json").out()).contains("\"A\\u009b\\u007f\\u202eb");
        assertThat(tail("customers", "--json").json().get(0).at("/value/name").asText())
                .startsWith("A\u009b\u007f\u202eb");
    }

    @Test
    void endsWithoutAWordOnceNobodyReadsWhatItSays() {
        kafka.holds(Topics.SHIPMENTS, "A", new Shipment("A", NOON));

        Ended ended = shell.runInto(refusing("Broken pipe"), "tail", "shipments", "--from-beginning");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void aFullDiskIsAFault() {
        kafka.holds(Topics.SHIPMENTS, "A", new Shipment("A", NOON));

        Ended ended = shell.runInto(
                refusing("No space left on device"), "tail", "shipments", "--from-beginning", "--no-follow");

        assertThat(ended.code()).isEqualTo(ExitCode.FAULT);
        assertThat(ended.err()).contains("cannot write to standard output: No space left on device");
    }

    private static OutputStream refusing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void headersAreShown() {
        Headers headers = new RecordHeaders().add("traceparent", "00-1".getBytes(UTF_8));
        kafka.holds(Topics.SHIPMENTS, "A".getBytes(UTF_8), new byte[] {1}, headers);

        assertThat(tail("shipments").out()).contains("{traceparent=00-1}");
        assertThat(tail("shipments", "--json")
                        .json()
                        .get(0)
                        .at("/headers/traceparent")
                        .asText())
                .isEqualTo("00-1");
    }

    @Test
    void filterAndMaxChoose() {
        for (String id : List.of("a-1", "b-1", "A-2", "a-3")) {
            kafka.holds(Topics.SHIPMENTS, id, new Shipment(id, NOON));
        }

        assertThat(tail("shipments", "--filter", "a-").out().lines()).hasSize(3);
        assertThat(tail("shipments", "--filter", "a-", "--max", "2").out().lines())
                .hasSize(2);
        assertThat(shell.run("tail", "shipments", "--from-beginning", "--max", "2")
                        .out()
                        .lines())
                .hasSize(2);
    }

    @Test
    void withoutABeginningThereIsNothingToEndAt() {
        Ended ended = shell.run("tail", "orders", "--no-follow");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("--no-follow needs --from-beginning");
    }
}
