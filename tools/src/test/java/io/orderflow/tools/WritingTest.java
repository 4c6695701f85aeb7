/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.Payment;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingTest {

    private final FakeKafka kafka = FakeKafka.withTopics();
    private final Shell shell = new Shell(kafka);

    @TempDir
    Path folder = Path.of("");

    @Test
    void payWritesAPayment() {
        Ended ended = shell.run("pay", "A-1", "49.8", "EUR", "--id", "P-1");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out()).isEqualToIgnoringNewLines("payment P-1: 49.80 EUR for order A-1");
        Payment payment = kafka.written(Topics.PAYMENTS).get(0);
        assertThat(payment.getOrderId()).isEqualTo("A-1");
        assertThat(payment.getAmount()).isEqualByComparingTo(new BigDecimal("49.80"));
        assertThat(kafka.raw(Topics.PAYMENTS).get(0).key()).asString().isEqualTo("P-1");
    }

    @Test
    void payAloneAsksWhatTheOrderComesToAndPaysExactlyThat() {
        try (FakeOrdersService orders = new FakeOrdersService()) {
            orders.answers("GET /v1/orders/A%2F1", 200, """
                    {"id":"A/1","state":"VALIDATED","currency":"JPY","lines":[
                     {"product":"a","quantity":3,"unitPrice":0.1},{"product":"b","quantity":1,"unitPrice":9007199254740.9931}]}""");

            Ended ended = shell.run("pay", "A/1", "--url", orders.url());

            assertThat(ended.err()).isEmpty();
            Payment payment = kafka.written(Topics.PAYMENTS).get(0);
            assertThat(payment.getAmount()).isEqualTo(new BigDecimal("9007199254741.2931"));
            assertThat(payment.getCurrency()).isEqualTo("JPY");
            assertThat(payment.getOrderId()).isEqualTo("A/1");
        }
    }

    @Test
    void payAlonePaysNoOrderThatIsNotThereOrNotToBePaid() {
        try (FakeOrdersService orders = new FakeOrdersService()) {
            orders.answers("GET /v1/orders/A-1", 200, FakeOrdersService.order("A-1", "FAILED"))
                    .answers("GET /v1/orders/A-2", 404, FakeOrdersService.problem(404, "urn:x:unknown-order", "none"));

            Ended failed = shell.run("pay", "A-1", "--url", orders.url());
            Ended unknown = shell.run("pay", "A-2", "--url", orders.url());
            Ended half = shell.run("pay", "A-1", "5", "--url", orders.url());

            assertThat(failed.code()).isEqualTo(ExitCode.NO);
            assertThat(failed.err()).contains("order A-1 is FAILED, so there is nothing to pay");
            assertThat(unknown.code()).isEqualTo(ExitCode.NOT_FOUND);
            assertThat(half.err()).contains("AMOUNT needs a CURRENCY");
            assertThat(kafka.raw(Topics.PAYMENTS)).isEmpty();
        }
    }

    @Test
    void payRefusesWhatIsNoAmountAndNoCurrency() {
        assertThat(shell.run("pay", "A-1", "0", "EUR").err()).contains("AMOUNT 0: must be more than 0");
        assertThat(shell.run("pay", "A-1", "1e1000000000", "EUR").err()).contains("at most 4 decimals and 14 digits");
        assertThat(shell.run("pay", "A-1", "1e2147483647", "EUR").err()).contains("at most 4 decimals and 14 digits");
        assertThat(shell.run("pay", "A-1", "1.00001", "EUR").err()).contains("at most 4 decimals");
        assertThat(shell.run("pay", "A-1", "1", "euro").err()).contains("CURRENCY euro: must be an ISO 4217 code");
        assertThat(kafka.raw(Topics.PAYMENTS)).isEmpty();
    }

    @Test
    void shipWritesAShipment() {
        Ended ended = shell.run("ship", "A-1", "--json");

        assertThat(ended.json().get(0).path("orderId").asText()).isEqualTo("A-1");
        assertThat(kafka.written(Topics.SHIPMENTS)).hasSize(1);
    }

    @Test
    void stockIsASum() {
        shell.run("stock", "add", "kettle", "100");
        Ended corrected = shell.run("stock", "add", "kettle", "-3");

        assertThat(corrected.out()).isEqualToIgnoringNewLines("kettle: 97 received to date (-3)");
        assertThat(kafka.written(Topics.WAREHOUSE_INVENTORY))
                .extracting(WarehouseStock::getReceived)
                .containsExactly(100L, 97L);
    }

    @Test
    void stockCannotFallBelowNothing() {
        shell.run("stock", "add", "kettle", "2");

        Ended ended = shell.run("stock", "add", "kettle", "-3");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("kettle: 2 received to date, -3 is not possible");
    }

    @Test
    void whoeverIsOvertakenWhileAddingStockIsTold() {
        kafka.producersFailWith(new ProducerFencedException("fenced"));

        Ended ended = shell.run("stock", "add", "kettle", "2");

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.err()).contains("nothing was written, try again");
    }

    @Test
    void seedingWritesNothingWhereSomebodyElseWritesTheShop() {
        kafka.add(new NewTopic("connect-offsets", 1, (short) 1));

        Ended ended = shell.run("seed", "--unless-topic", "connect-offsets");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.err()).contains("nothing written: there is a topic connect-offsets");
        assertThat(kafka.raw(Topics.CUSTOMERS)).isEmpty();
        assertThat(shell.run("seed", "--unless-topic", "none").out()).contains("120 customers");
    }

    @Test
    void seedingAgainLeavesTheStockThatIsThere() throws IOException {
        Path stock = Files.writeString(folder.resolve("s.csv"), "product,received\nkettle,50\nmug,20\n");
        shell.run("stock", "add", "kettle", "7");

        Ended ended = shell.run("seed", "--stock", stock.toString());

        assertThat(ended.out())
                .isEqualToIgnoringNewLines("0 customers, 0 products and the stock of 1 products written;"
                        + " 1 products had stock already and keep it");
        assertThat(kafka.written(Topics.WAREHOUSE_INVENTORY))
                .extracting(WarehouseStock::getReceived)
                .containsExactly(7L, 20L);
    }

    @Test
    void nothingIsSeededWhenOneFileIsWrong() throws IOException {
        Files.writeString(folder.resolve("customers.csv"), "id,name,email,level\n1,Ada,ada@example.com,gold\n");
        Files.writeString(folder.resolve("products.csv"), "product,name,unitPrice,currency\nkettle,Kettle,24,90,EUR\n");

        Ended ended = shell.run("seed", "--dir", folder.toString());

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("products.csv, line 2: 5 fields, but there are 4 columns");
        assertThat(kafka.raw(Topics.CUSTOMERS)).isEmpty();
    }

    @Test
    void aMissingTopicIsNotMadeByWritingToIt() {
        kafka.remove(Topics.PAYMENTS);

        Ended ended = shell.run("pay", "A-1", "1", "EUR");

        assertThat(ended.code()).isEqualTo(ExitCode.AWAY);
        assertThat(ended.err()).contains("not on the broker: payments;").contains("orderflow topics create");
    }

    @Test
    void whatIsAwayIsNamedInOneLine() {
        kafka.producersFailWith(new RegistryUnavailableException("schema registry at http://r does not answer", null));
        Ended registry = shell.run("ship", "A-1");
        kafka.producersFailWith(new TimeoutException("waited 10000 ms"));
        Ended broker = shell.run("ship", "A-1");

        assertThat(registry.code()).isEqualTo(ExitCode.AWAY);
        assertThat(registry.err())
                .isEqualToIgnoringNewLines("orderflow: schema registry at http://r does not answer: is it running?"
                        + " If it is elsewhere, give --schema-registry");
        assertThat(broker.code()).isEqualTo(ExitCode.AWAY);
        assertThat(broker.err()).contains("Kafka does not answer in time").contains("--bootstrap-servers");
    }
}
