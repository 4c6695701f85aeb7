/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails;

import static io.orderflow.common.testing.Sample.customer;
import static io.orderflow.common.testing.Sample.order;
import static io.orderflow.common.testing.Sample.product;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.PinnedTopology;
import io.orderflow.common.testing.Sample.OrderBuilder;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.events.CheckResult;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderDetailsTopologyTest {

    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final Duration SHORTER = Duration.ofMillis(1_500);

    @AutoClose
    private final TopologyFixture fixture = new TopologyFixture(
            OrderDetailsMain.NAME, serdes -> new OrderDetailsTopology(new OrderDetailsConfig(WAIT), serdes).build());

    @BeforeEach
    void knowCustomerAndKettle() {
        knowCustomer(1);
        knowProduct("kettle", "24.90");
    }

    @Test
    void soundOrderPasses() {
        fixture.created(order("A").line("kettle", 2, "24.90"));

        assertThat(fixture.verdicts()).containsExactly("A PASS []");
    }

    @Test
    void verdictSaysWhichCheckAndWhen() {
        fixture.pass(Duration.ofSeconds(30));
        fixture.created(order("A").line("kettle", 2, "24.90"));

        assertThat(fixture.receivedRecords(Topics.ORDER_VALIDATIONS))
                .containsExactly(KeyValue.pair(
                        "A", new OrderValidation("A", "order-details", CheckResult.PASS, List.of(), fixture.now())));
    }

    @Test
    void everyReasonIsReported() {
        fixture.created(order("A").line("kettle", 0, "19.90").line("kettle", 1, "24.90"));

        assertThat(fixture.verdicts())
                .containsExactly("A FAIL [kettle: quantity 0 asked, must be at least 1,"
                        + " kettle: unit price 19.90 EUR asked, 24.90 EUR in the catalogue,"
                        + " kettle: on 2 lines, must be on one]");
    }

    @Test
    void onlyCreatedOrdersAreChecked() {
        OrderBuilder order = order("A").line("kettle", 2, "24.90");
        fixture.send(order.validated());
        fixture.send(order.failed("fraud", "too much"));
        fixture.send(order.cancelled());
        fixture.send(order.shipped());

        assertThat(fixture.verdicts()).isEmpty();
    }

    @Test
    void newestPriceCounts() {
        knowProduct("kettle", "29.90");
        fixture.created(order("A").line("kettle", 1, "29.90"))
                .created(order("B").line("kettle", 1, "24.90"));

        assertThat(fixture.verdicts())
                .containsExactly(
                        "A PASS []", "B FAIL [kettle: unit price 24.90 EUR asked, 29.90 EUR in the catalogue]");
    }

    @Test
    void productTakenOutOfTheCatalogueIsUnknown() {
        fixture.tombstone(Topics.PRODUCTS, "kettle");
        fixture.created(order("A").line("kettle", 1, "24.90"));
        fixture.pass(WAIT);

        assertThat(fixture.verdicts()).containsExactly("A FAIL [kettle: not in the catalogue]");
    }

    @Test
    void orderWaitsForAProductOnItsWay() {
        fixture.created(order("A").line("toaster", 1, "19.90"));
        fixture.pass(SHORTER);
        assertThat(fixture.verdicts()).isEmpty();

        knowProduct("toaster", "19.90");
        fixture.pass(Duration.ofMillis(100));

        assertThat(fixture.verdicts()).containsExactly("A PASS []");
    }

    @Test
    void orderWaitsForACustomerOnTheirWay() {
        fixture.created(order("A").customer(7).line("kettle", 1, "24.90"));
        knowCustomer(7);
        fixture.pass(Duration.ofMillis(100));

        assertThat(fixture.verdicts()).containsExactly("A PASS []");
    }

    @Test
    void whatArrivesAfterTheWaitIsTooLate() {
        fixture.created(order("A").customer(7).line("toaster", 1, "19.90"));
        fixture.pass(WAIT);

        assertThat(fixture.verdicts())
                .containsExactly("A FAIL [customer 7 is not known, toaster: not in the catalogue]");

        knowCustomer(7);
        knowProduct("toaster", "19.90");
        fixture.pass(WAIT);

        assertThat(fixture.verdicts()).isEmpty();
    }

    @Test
    void reasonsAreThoseOfTheEndOfTheWait() {
        fixture.created(order("A").customer(7).line("toaster", 1, "19.90"));
        knowProduct("toaster", "29.90");
        fixture.pass(WAIT);

        assertThat(fixture.verdicts())
                .containsExactly("A FAIL [customer 7 is not known,"
                        + " toaster: unit price 19.90 EUR asked, 29.90 EUR in the catalogue]");
    }

    @Test
    void orderThatWaitsHoldsUpNoOther() {
        fixture.created(order("A").line("toaster", 1, "19.90"))
                .created(order("B").line("kettle", 1, "24.90"));

        assertThat(fixture.verdicts()).containsExactly("B PASS []");
    }

    @Test
    void repeatDoesNotMakeTheWaitLonger() {
        fixture.created(order("A").line("toaster", 1, "19.90"));
        fixture.pass(SHORTER);
        fixture.created(order("A").line("toaster", 1, "19.90"));
        fixture.pass(WAIT.minus(SHORTER));

        assertThat(fixture.verdicts()).containsExactly("A FAIL [toaster: not in the catalogue]");
    }

    @Test
    void repeatGetsTheSameVerdictWhateverTheCatalogueSaysNow() {
        fixture.created(order("A").line("toaster", 1, "19.90"))
                .created(order("B").line("kettle", 1, "24.90"));
        fixture.pass(WAIT);
        List<OrderValidation> first = fixture.received(Topics.ORDER_VALIDATIONS);

        knowProduct("toaster", "19.90");
        knowProduct("kettle", "29.90");
        fixture.pass(Duration.ofSeconds(5));
        fixture.created(order("B").line("kettle", 1, "24.90"))
                .created(order("A").line("toaster", 1, "19.90"));

        assertThat(fixture.received(Topics.ORDER_VALIDATIONS)).isEqualTo(first);
        assertThat(first).extracting(OrderValidation::getResult).containsExactly(CheckResult.PASS, CheckResult.FAIL);
    }

    @Test
    void nothingIsWaitingOnceAllIsDecided() {
        fixture.created(order("A").line("toaster", 1, "19.90"));
        assertThat(waiting()).isEqualTo(1);

        fixture.pass(WAIT);

        assertThat(waiting()).isZero();
    }

    @Test
    void unreadableOrderGoesToTheDeadLettersAndTheStreamGoesOn() {
        fixture.sendBytes(Topics.ORDERS, "A", "garbage".getBytes(UTF_8));
        fixture.created(order("B").line("kettle", 1, "24.90"));

        assertThat(fixture.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.topic()).isEqualTo("orders"));
        assertThat(fixture.verdicts()).containsExactly("B PASS []");
    }

    @Test
    void unreadableProductIsAnErrorOfTheOrdersThatNameIt() {
        knowProduct("cup", "3.00");
        fixture.sendBytes(Topics.PRODUCTS, "kettle", "garbage".getBytes(UTF_8));
        fixture.created(order("A").line("kettle", 1, "24.90"))
                .created(order("B").line("cup", 1, "3.00"));
        knowProduct("kettle", "24.90");
        fixture.created(order("C").line("kettle", 1, "24.90"));

        assertThat(fixture.verdicts())
                .containsExactly(
                        "A ERROR [kettle: its record in the catalogue cannot be read]", "B PASS []", "C PASS []");
    }

    @Test
    void tombstonesAreNoOrders() {
        fixture.tombstone(Topics.ORDERS, "A");

        assertThat(fixture.verdicts()).isEmpty();
        assertThat(fixture.deadLetters()).isEmpty();
    }

    @Test
    void topologyIsPinned() {
        OrderDetailsTopology topology =
                new OrderDetailsTopology(new OrderDetailsConfig(WAIT), EventSerdes.using(new InMemoryRegistry()));

        PinnedTopology.check(topology.build(), getClass());
    }

    private void knowCustomer(long id) {
        fixture.send(Topics.CUSTOMERS, id, customer(id));
    }

    private void knowProduct(String name, String price) {
        fixture.send(Topics.PRODUCTS, name, product(name, price));
    }

    private long waiting() {
        return fixture.driver()
                .getKeyValueStore(DetailsProcessor.WAITING_ORDERS)
                .approximateNumEntries();
    }
}
