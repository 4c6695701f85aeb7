/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.customer;
import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.common.testing.PinnedTopology;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.common.testing.TopologyFixture.DeadLetter;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EmailTopologyTest {

    private static final Duration WAIT = Duration.ofMinutes(1);
    private static final Duration PAYMENT_WAIT = Duration.ofHours(1);

    private final MailCounts counts = new MailCounts();

    @AutoClose
    private final TopologyFixture fixture = new TopologyFixture(EmailMain.NAME, this::topology);

    private Topology topology(EventSerdes serdes) {
        return new EmailTopology(Mails.config(WAIT, PAYMENT_WAIT), counts, serdes).build();
    }

    @Test
    void aValidatedOrderIsToldToItsCustomer() {
        givenCustomer(new Customer(7L, "Zoë", "zoe@example.com", "gold"));

        fixture.send(order("o-1").customer(7).line("kettle", 2, "24.90").validated());

        EmailMessage message = Mails.one(fixture);
        assertThat(message.getMessageId()).isEqualTo("order-o-1-v2@orderflow");
        assertThat(message.getOrderId()).isEqualTo("o-1");
        assertThat(message.getKind()).isEqualTo("order-validated");
        assertThat(message.getLevel()).isEqualTo("gold");
        assertThat(message.getToName()).isEqualTo("Zoë");
        assertThat(message.getToAddress()).isEqualTo("zoe@example.com");
        assertThat(message.getSubject()).isEqualTo("Your order o-1 is confirmed");
        assertThat(message.getText()).contains("2 x kettle at 24.90");
        assertThat(message.getCreatedAt()).isEqualTo(NOON);
    }

    @Test
    void eachMailHasAKeyOfItsOwnBehindItsOrders() {
        givenCustomer(customer(7));

        fixture.send(order("o-1").customer(7).line("kettle", 1).validated());
        fixture.send(order("o-1").customer(7).line("kettle", 1).shipped());

        assertThat(fixture.receivedRecords(Topics.EMAILS))
                .extracting(mail -> mail.key)
                .containsExactly("o-1/order-o-1-v2@orderflow", "o-1/order-o-1-v3@orderflow");
    }

    @Test
    void everyDecisionIsToldOnceAndTheOrderItselfIsNone() {
        givenCustomer(customer(7));

        fixture.send(order("o-1").customer(7).line("kettle", 1).created());
        fixture.send(order("o-1").customer(7).line("kettle", 1).validated());
        fixture.send(order("o-1").customer(7).line("kettle", 1).shipped());
        fixture.send(order("o-2").customer(7).line("kettle", 1).failed("fraud", "too much"));
        fixture.send(order("o-3").customer(7).line("kettle", 1).cancelled());

        thenMails("order-validated", "order-shipped", "order-failed", "order-cancelled");
    }

    @Test
    void aGroupThatLostItsOffsetsReadsAllAgainAndTellsNobodyTwice() {
        givenCustomer(customer(7));
        List<Order> all = List.of(
                order("o-1").customer(7).line("kettle", 1).created(),
                order("o-1").customer(7).line("kettle", 1).validated(),
                order("o-1").customer(7).line("kettle", 1).shipped(),
                order("o-2").customer(7).line("kettle", 1).failed("fraud", "too much"),
                order("o-3").customer(7).line("kettle", 1).cancelled());
        all.forEach(fixture::send);
        thenMails("order-validated", "order-shipped", "order-failed", "order-cancelled");
        assertThat(fixture.received(Topics.ordersOf("silver"))).hasSize(1);

        for (int days : new int[] {8, 20, 20}) {
            fixture.pass(Duration.ofDays(days));
            all.forEach(fixture::send);
        }

        Mails.assertNothing(fixture);
        assertThat(fixture.received(Topics.ordersOf("silver"))).isEmpty();
    }

    @Test
    void whatWasDecidedLongBeforeTheFirstStartIsNotTold() {
        givenCustomer(customer(7));

        fixture.send(
                order("o-1").customer(7).at(NOON.minus(Duration.ofDays(31))).validated());
        fixture.send(
                order("o-2").customer(7).at(NOON.minus(Duration.ofDays(29))).validated());

        assertThat(Mails.one(fixture).getOrderId()).isEqualTo("o-2");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        counts.bindTo(registry);
        assertThat(registry.get("orderflow.mails.too.old").functionCounter().count())
                .isEqualTo(1);
    }

    @Test
    void aDecisionThatSaysItIsStillToComeIsAsOldAsItsRecord() {
        givenCustomer(customer(7));
        Order order = order("o-1").customer(7).at(NOON.plus(Duration.ofDays(2))).validated();
        fixture.send(order);
        thenMails("order-validated");

        fixture.pass(Duration.ofDays(40));
        inputOfOrders().pipeInput("o-1", order, NOON);

        Mails.assertNothing(fixture);
    }

    @Test
    void whatWasToldIsForgottenOnceItIsTooOldToBeTold() {
        givenCustomer(customer(7));
        for (int i = 0; i < 2_500; i++) {
            fixture.send(order("o-" + i).customer(7).validated());
        }
        assertThat(toldEvents()).isEqualTo(2_500);

        fixture.pass(Duration.ofDays(29));
        fixture.pass(Duration.ofMinutes(5));
        assertThat(toldEvents()).isEqualTo(2_500);
        fixture.pass(Duration.ofDays(1));
        for (int minute = 0; minute < 5; minute++) {
            fixture.pass(Duration.ofMinutes(1));
        }

        assertThat(toldEvents()).isZero();
    }

    @Test
    void aDeadLetterIsToldWhenItIsReplayedAndRoutedOnce() {
        givenCustomer(new Customer(7L, "Zoë", "zoe at example", "silver"));
        Order order = order("o-1").customer(7).line("kettle", 1).validated();
        fixture.send(order);
        assertThat(fixture.deadLetters()).hasSize(1);

        givenCustomer(customer(7));
        fixture.send(order);

        thenMails("order-validated");
        assertThat(fixture.received(Topics.ordersOf("silver"))).hasSize(1);
    }

    @Test
    void ordersWithDotsInTheirIdsHaveMessageIdsOfTheirOwn() {
        givenCustomer(customer(7));

        fixture.send(order("a..b").customer(7).line("kettle", 1).validated());
        fixture.send(order("a-b").customer(7).line("kettle", 1).validated());

        assertThat(fixture.received(Topics.EMAILS))
                .extracting(EmailMessage::getMessageId)
                .containsExactly("order-a=2E=2Eb-v2@orderflow", "order-a-b-v2@orderflow");
    }

    @Test
    void aCustomerWhoseRecordComesLaterIsToldThen() {
        fixture.send(order("o-1").customer(7).line("kettle", 1).validated());
        fixture.pass(Duration.ofSeconds(30));
        Mails.assertNothing(fixture);

        givenCustomer(customer(7));
        fixture.pass(Duration.ofSeconds(1));

        thenMails("order-validated");
        fixture.pass(Duration.ofHours(1));
        Mails.assertNothing(fixture);
    }

    @Test
    void newsThatWaitedAreToldInTheirOrder() {
        fixture.send(order("o-1").customer(7).line("kettle", 1).validated());
        fixture.send(order("o-1").customer(7).line("kettle", 1).validated());
        givenCustomer(customer(7));

        fixture.send(order("o-1").customer(7).line("kettle", 1).shipped());

        thenMails("order-validated", "order-shipped");
        fixture.pass(Duration.ofHours(1));
        Mails.assertNothing(fixture);
    }

    @Test
    void goodsPromisedToSomebodyUnknownAreForAPersonToLookAt() {
        fixture.send(order("o-1").customer(7).line("kettle", 1).validated());

        fixture.pass(Duration.ofSeconds(61));

        assertThat(fixture.deadLetters())
                .containsExactly(new DeadLetter(
                        "orders", "order o-1 is VALIDATED, but customer 7 is not known, after waiting for 60 s"));
        assertThat(fixture.received(Topics.EMAILS)).isEmpty();
        assertThat(counts.unknownCustomers()).isEqualTo(1);
    }

    @Test
    void aFailedOrderOfSomebodyUnknownHasNobodyToWriteTo() {
        fixture.send(order("o-1").customer(7).line("kettle", 1).failed("order-details", "customer 7 is not known"));

        Mails.assertNothing(fixture);
        assertThat(counts.unknownCustomers()).isEqualTo(1);
        givenCustomer(customer(7));
        fixture.pass(Duration.ofHours(1));
        Mails.assertNothing(fixture);
    }

    @Test
    void aCancelledOrderOfSomebodyUnknownEndsQuietly() {
        fixture.send(order("o-1").customer(7).line("kettle", 1).cancelled());

        fixture.pass(Duration.ofSeconds(61));

        Mails.assertNothing(fixture);
        assertThat(counts.unknownCustomers()).isEqualTo(1);
    }

    @Test
    void anAddressThatIsNoneIsADeadLetter() {
        givenCustomer(new Customer(7L, "Zoë", "zoe at example", "gold"));
        givenCustomer(customer(8));

        fixture.send(order("o-1").customer(7).line("kettle", 1).validated());
        fixture.send(order("o-2").customer(8).line("kettle", 1).validated());

        assertThat(fixture.deadLetters())
                .containsExactly(new DeadLetter("orders", "customer 7: e-mail 'zoe at example' is not an address"));
        thenMails("order-validated");
    }

    @Test
    void aDeadLetterHasTheBytesThatWereFound() {
        Order order = order("o-1").customer(7).line("kettle", 1).validated();
        fixture.send(order);

        fixture.pass(Duration.ofSeconds(61));

        TestOutputTopic<String, byte[]> deadLetters = fixture.driver()
                .createOutputTopic("email-service-dlq", new StringDeserializer(), new ByteArrayDeserializer());
        byte[] found = fixture.serdes().valuesOf(Topics.ORDERS).serializer().serialize("orders", order);
        assertThat(deadLetters.readRecord()).satisfies(letter -> {
            assertThat(letter.getKey()).isEqualTo("o-1/order-o-1-v2@orderflow");
            assertThat(letter.getHeaders().lastHeader("orderflow.key").value()).isEqualTo("o-1".getBytes(UTF_8));
            assertThat(letter.getValue()).isEqualTo(found);
        });
    }

    @Test
    void theNewestRecordOfACustomerCounts() {
        givenCustomer(customer(7));
        givenCustomer(new Customer(7L, "Zoë", "new@example.com", "gold"));

        fixture.send(order("o-1").customer(7).line("kettle", 1).validated());

        assertThat(Mails.one(fixture).getToAddress()).isEqualTo("new@example.com");
    }

    @Test
    void oneUnreadableRecordStopsNobody() {
        givenCustomer(customer(7));

        fixture.sendBytes(Topics.ORDERS, "garbage", new byte[] {1, 2, 3, 4, 5, 6});
        fixture.send(order("o-1").customer(7).line("kettle", 1).validated());

        assertThat(fixture.deadLetters()).extracting(DeadLetter::topic).containsExactly("orders");
        thenMails("order-validated");
    }

    @Test
    void anUnreadableCustomerLeavesTheOneBefore() {
        givenCustomer(customer(7));

        fixture.sendBytes(Topics.CUSTOMERS, 7L, new byte[] {1});
        fixture.send(order("o-1").customer(7).line("kettle", 1).validated());

        assertThat(Mails.one(fixture).getToAddress()).isEqualTo("customer-7@example.com");
    }

    @Test
    void theTopologyIsTheOneItWas() {
        PinnedTopology.check(topology(EventSerdes.using(new InMemoryRegistry())), EmailTopologyTest.class);
    }

    private TestInputTopic<String, Order> inputOfOrders() {
        return fixture.driver()
                .createInputTopic(
                        "orders",
                        new StringSerializer(),
                        fixture.serdes().valuesOf(Topics.ORDERS).serializer());
    }

    private int toldEvents() {
        try (KeyValueIterator<String, Object> all =
                fixture.driver().<String, Object>getKeyValueStore("told-events").all()) {
            int count = 0;
            for (; all.hasNext(); all.next()) {
                count++;
            }
            return count;
        }
    }

    private void givenCustomer(Customer customer) {
        fixture.send(Topics.CUSTOMERS, customer.getId(), customer);
    }

    private void thenMails(String... kinds) {
        assertThat(fixture.received(Topics.EMAILS))
                .extracting(EmailMessage::getKind)
                .containsExactly(kinds);
    }
}
