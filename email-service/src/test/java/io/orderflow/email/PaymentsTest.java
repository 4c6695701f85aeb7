/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.customer;
import static io.orderflow.common.testing.Sample.money;
import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample.OrderBuilder;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.common.testing.TopologyFixture.DeadLetter;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Payment;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Payments, their orders and customers find each other, whichever comes first. */
class PaymentsTest {

    private static final Duration WAIT = Duration.ofHours(1);

    @AutoClose
    private final TopologyFixture fixture = new TopologyFixture(
            EmailMain.NAME,
            serdes -> new EmailTopology(Mails.config(Duration.ofMinutes(1), WAIT), new MailCounts(), serdes).build());

    @Test
    void aPaymentAfterItsOrderIsToldWithItsAmountAndTheOrder() {
        givenCustomer(new Customer(7L, "Zoë", "zoe@example.com", "Gold "));
        OrderBuilder order = order("o-1").customer(7).currency("USD").line("kettle", 2, "24.90");
        fixture.send(order.created());
        fixture.send(order.validated());
        fixture.received(Topics.EMAILS);

        when(payment("p-1", "o-1", "49.80", "USD"));

        EmailMessage mail = Mails.one(fixture);
        assertThat(mail.getKind()).isEqualTo("payment-received");
        assertThat(mail.getMessageId()).isEqualTo("payment-p-1@orderflow");
        assertThat(mail.getOrderId()).isEqualTo("o-1");
        assertThat(mail.getLevel()).isEqualTo("gold");
        assertThat(mail.getToAddress()).isEqualTo("zoe@example.com");
        assertThat(mail.getText()).contains("We have received 49.80 USD for your order o-1", "2 x kettle at 24.90");
        assertThat(mail.getHtml()).contains("49.80 USD", "<td align=\"left\">kettle</td>");
        assertThat(mail.getCreatedAt()).isEqualTo(NOON);
    }

    @Test
    void aPaymentBeforeItsOrderIsToldOnceTheOrderComes() {
        givenCustomer(customer(7));
        when(payment("p-1", "o-1", "1", "EUR"));
        fixture.pass(Duration.ofMinutes(59));
        Mails.assertNothing(fixture);

        fixture.send(order("o-1").customer(7).line("kettle", 1).created());

        assertThat(Mails.one(fixture).getMessageId()).isEqualTo("payment-p-1@orderflow");
        fixture.pass(Duration.ofHours(2));
        Mails.assertNothing(fixture);
    }

    @Test
    void aPaymentBeforeItsCustomerIsToldOnceTheCustomerComes() {
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());
        when(payment("p-1", "o-1", "1", "EUR"));
        fixture.pass(Duration.ofMinutes(5));
        Mails.assertNothing(fixture);

        givenCustomer(customer(7));
        fixture.pass(Duration.ofSeconds(1));

        assertThat(Mails.one(fixture).getKind()).isEqualTo("payment-received");
    }

    @Test
    void aPaymentThatWaitedThroughARestartIsToldBeforeAnythingElseIsRead() {
        restored(
                PaymentsProcessor.KNOWN_ORDERS,
                "o-1",
                order("o-1").customer(7).line("kettle", 1).created());
        restored(PaymentsProcessor.WAITING_PAYMENTS, "o-1/p-1", payment("p-1", "o-1", "1", "EUR"));

        givenCustomer(customer(7));
        fixture.pass(Duration.ofSeconds(1));

        assertThat(Mails.one(fixture).getMessageId()).isEqualTo("payment-p-1@orderflow");
    }

    @Test
    void aPaymentWhoseOrderNeverComesIsADeadLetterAsItWasFound() {
        Payment payment = payment("p-1", "o-9", "24.90", "EUR");
        when(payment);

        fixture.pass(WAIT.plusSeconds(1));

        assertThat(fixture.received(Topics.EMAILS)).isEmpty();
        TestOutputTopic<String, byte[]> topic = fixture.driver()
                .createOutputTopic("email-service-dlq", new StringDeserializer(), new ByteArrayDeserializer());
        byte[] found = fixture.serdes().valuesOf(Topics.PAYMENTS).serializer().serialize("payments", payment);
        assertThat(topic.readRecordsToList()).singleElement().satisfies(letter -> {
            assertThat(letter.getKey()).isEqualTo("o-9/payment-p-1@orderflow");
            assertThat(letter.getHeaders().lastHeader("orderflow.key").value()).isEqualTo("p-1".getBytes(UTF_8));
            assertThat(letter.getValue()).isEqualTo(found);
            assertThat(new String(
                            letter.getHeaders()
                                    .lastHeader("__streams.errors.message")
                                    .value(),
                            UTF_8))
                    .isEqualTo("payment p-1 of 24.90 EUR: order o-9 is not known, after waiting for 3600 s");
        });
        fixture.send(order("o-9").customer(7).line("kettle", 1).created());
        fixture.pass(Duration.ofHours(2));
        Mails.assertNothing(fixture);
    }

    @Test
    void aPaymentOfSomebodyWhoStaysUnknownIsADeadLetter() {
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());
        when(payment("p-1", "o-1", "1", "EUR"));

        fixture.pass(WAIT.plusSeconds(1));

        assertThat(fixture.deadLetters())
                .containsExactly(new DeadLetter(
                        "payments",
                        "payment p-1 of 1.00 EUR: customer 7 of order o-1 is not known, after waiting for 3600 s"));
    }

    @Test
    void aPaymentOfAnUncheckedOrderDoesNotNameItsProducts() {
        givenCustomer(customer(7));
        fixture.send(order("o-1").customer(7).line("call 0900 123", 1).created());

        when(payment("p-1", "o-1", "1", "EUR"));

        assertThat(Mails.one(fixture).getText())
                .contains("1 x product on line 1")
                .doesNotContain("0900");
    }

    @Test
    void aPaymentThatComesMonthsAfterItsOrderIsTold() {
        givenCustomer(customer(7));
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());
        fixture.pass(Duration.ofDays(89));
        fixture.send(
                order("o-2").customer(7).line("kettle", 1).at(fixture.now()).created());

        when(payment("p-1", "o-1", "1", "EUR", fixture.now()));

        assertThat(Mails.one(fixture).getKind()).isEqualTo("payment-received");
    }

    @Test
    void aPaymentThatComesLaterThanOrdersAreRememberedIsADeadLetter() {
        givenCustomer(customer(7));
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());
        fixture.pass(Duration.ofDays(91));

        when(payment("p-1", "o-1", "1", "EUR", fixture.now()));
        fixture.pass(WAIT.plusSeconds(1));

        assertThat(fixture.received(Topics.EMAILS)).isEmpty();
        assertThat(fixture.deadLetters()).extracting(DeadLetter::topic).containsExactly("payments");
    }

    @Test
    void aPaymentWhoseRecordIsDaysOldIsToldOnceHoweverOftenItComes() {
        givenCustomer(customer(7));
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());
        when(payment("p-0", "o-1", "1", "EUR"));
        fixture.received(Topics.EMAILS);
        TestInputTopic<String, Payment> payments = fixture.driver()
                .createInputTopic(
                        "payments",
                        new StringSerializer(),
                        fixture.serdes().valuesOf(Topics.PAYMENTS).serializer());

        for (int i = 0; i < 3; i++) {
            payments.pipeInput("p-1", payment("p-1", "o-1", "1", "EUR"), NOON.minus(Duration.ofDays(3)));
        }

        assertThat(Mails.one(fixture).getMessageId()).isEqualTo("payment-p-1@orderflow");
    }

    @Test
    void paymentsThatAreReadAgainWeeksLaterAreNotToldAgain() {
        givenCustomer(customer(7));
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());
        when(payment("p-1", "o-1", "1", "EUR"));
        fixture.received(Topics.EMAILS);

        for (int days : new int[] {20, 20}) {
            fixture.pass(Duration.ofDays(days));
            when(payment("p-1", "o-1", "1", "EUR"));
        }

        Mails.assertNothing(fixture);
    }

    @Test
    void aPaymentThatIsRepeatedIsToldOnce() {
        givenCustomer(customer(7));
        when(payment("p-1", "o-1", "1", "EUR"));
        when(payment("p-1", "o-1", "1", "EUR"));
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());

        when(payment("p-1", "o-1", "1", "EUR"));
        fixture.pass(Duration.ofMinutes(30));
        when(payment("p-1", "o-1", "1", "EUR"));

        assertThat(Mails.one(fixture).getMessageId()).isEqualTo("payment-p-1@orderflow");
        fixture.pass(Duration.ofHours(2));
        Mails.assertNothing(fixture);
    }

    @Test
    void twoPaymentsOfOneOrderAreTwoMails() {
        givenCustomer(customer(7));
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());

        when(payment("p-1", "o-1", "0.40", "EUR"));
        when(payment("p-2", "o-1", "0.60", "EUR"));

        assertThat(fixture.received(Topics.EMAILS))
                .extracting(EmailMessage::getMessageId)
                .containsExactly("payment-p-1@orderflow", "payment-p-2@orderflow");
    }

    @Test
    void anOrderWhoseFirstRecordIsGoneIsKnownByALaterOne() {
        givenCustomer(customer(7));
        fixture.send(order("o-1").customer(7).line("kettle", 1).shipped());
        fixture.received(Topics.EMAILS);

        when(payment("p-1", "o-1", "1", "EUR"));

        assertThat(Mails.one(fixture).getKind()).isEqualTo("payment-received");
    }

    @Test
    void anAddressThatIsNoneIsADeadLetterAndEndsTheWait() {
        givenCustomer(new Customer(7L, "Zoë", "nowhere", "gold"));
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());

        when(payment("p-1", "o-1", "1", "EUR"));
        fixture.pass(Duration.ofHours(2));

        assertThat(fixture.received(Topics.EMAILS)).isEmpty();
        assertThat(fixture.deadLetters())
                .containsExactly(new DeadLetter("payments", "customer 7: e-mail 'nowhere' is not an address"));
    }

    @Test
    void aPaymentsIdMayBeAnyText() {
        givenCustomer(customer(7));
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());

        when(payment("a b>\r\nBcc: x@example.com", "o-1", "1", "EUR"));

        assertThat(Mails.one(fixture).getMessageId()).matches("payment-[0-9a-f-]{36}@orderflow");
    }

    @Test
    void aPaymentWithoutAValueAndAnUnreadableOneStopNobody() {
        givenCustomer(customer(7));
        fixture.send(order("o-1").customer(7).line("kettle", 1).created());

        fixture.sendBytes(Topics.PAYMENTS, "p-0", null);
        fixture.sendBytes(Topics.PAYMENTS, "p-0", new byte[] {1, 2, 3});
        when(payment("p-1", "o-1", "1", "EUR"));

        assertThat(Mails.one(fixture).getKind()).isEqualTo("payment-received");
        assertThat(fixture.deadLetters()).extracting(DeadLetter::topic).containsExactly("payments");
    }

    private static Payment payment(String id, String orderId, String amount, String currency) {
        return payment(id, orderId, amount, currency, NOON);
    }

    private static Payment payment(String id, String orderId, String amount, String currency, Instant paidAt) {
        return new Payment(id, orderId, money(amount), currency, paidAt);
    }

    private <V> void restored(String store, String key, V value) {
        fixture.driver()
                .<String, V>getTimestampedKeyValueStore(store)
                .put(key, ValueAndTimestamp.make(value, NOON.toEpochMilli()));
    }

    private void givenCustomer(Customer customer) {
        fixture.send(Topics.CUSTOMERS, customer.getId(), customer);
    }

    private void when(Payment payment) {
        fixture.send(Topics.PAYMENTS, payment.getId(), payment);
    }
}
