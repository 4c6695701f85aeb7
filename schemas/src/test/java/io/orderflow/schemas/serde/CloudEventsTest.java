/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.orderflow.events.CancelOrder;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Payment;
import io.orderflow.events.Product;
import io.orderflow.events.Shipment;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What programs that know CloudEvents and no Avro are told of a record. */
class CloudEventsTest {

    private static final Instant CREATED = Instant.parse("2026-12-01T09:30:00Z");
    private static final Product KETTLE = new Product("kettle", "Kettle", new BigDecimal("24.9000"), "EUR");

    private final EventSerdes serdes = EventSerdes.using(new InMemoryRegistry());

    @Test
    void theSdkOfCloudEventsReadsAnOrder() {
        Headers headers = new RecordHeaders();
        byte[] value = write(serdes.withCloudEvents(), Topics.ORDERS, headers, order(2));

        CloudEvent event = sdksReading(headers, value);

        assertThat(event.getId()).isEqualTo("A-1/2");
        assertThat(event.getType()).isEqualTo("io.orderflow.events.Order");
        assertThat(event.getSource()).isEqualTo(URI.create("/orderflow/orders"));
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-12-01T09:30:02Z"));
        assertThat(event.getDataContentType()).isEqualTo("application/avro");
        assertThat(event.getData().toBytes()).isEqualTo(write(serdes, Topics.ORDERS, new RecordHeaders(), order(2)));
    }

    @Test
    void theSdkOfCloudEventsReadsOtherEventsToo() {
        assertThat(List.of(
                        read(Topics.ORDER_COMMANDS, new OrderCommand("A-1", "r-1", CREATED, new CancelOrder())),
                        read(Topics.ORDER_VALIDATIONS, verdict("fraud", CREATED)),
                        read(Topics.PAYMENTS, new Payment("p-1", "A-1", BigDecimal.TEN.setScale(4), "EUR", CREATED)),
                        read(Topics.SHIPMENTS, new Shipment("A-1", CREATED)),
                        read(
                                Topics.EMAILS,
                                new EmailMessage("m-1", "A-1", "k", "gold", "Zoe", "z@x", "s", "t", "", CREATED)),
                        read(
                                Topics.ordersOf("gold"),
                                new OrderEnriched(order(2), new Customer(7L, "Zoe", "zoe@example.com", "gold")))))
                .extracting(event -> event.getSource() + " " + event.getId())
                .containsExactly(
                        "/orderflow/order-commands r-1",
                        "/orderflow/order-validations A-1/fraud",
                        "/orderflow/payments p-1",
                        "/orderflow/shipments A-1",
                        "/orderflow/emails m-1",
                        "/orderflow/orders-gold A-1/2");
    }

    private <V extends SpecificRecord> CloudEvent read(Topic<?, V> topic, V event) {
        Headers headers = new RecordHeaders();
        return sdksReading(headers, write(serdes.withCloudEvents(), topic, headers, event));
    }

    @Test
    void aRepeatHasTheSameIdAndWhatIsAnotherFactHasAnother() {
        assertThat(idOf(Topics.ORDERS, order(1))).isEqualTo(idOf(Topics.ORDERS, order(1)));
        assertThat(idOf(Topics.ORDERS, order(1))).isNotEqualTo(idOf(Topics.ORDERS, order(2)));
        assertThat(idOf(Topics.ORDER_VALIDATIONS, verdict("fraud", CREATED)))
                .isEqualTo(idOf(Topics.ORDER_VALIDATIONS, verdict("fraud", CREATED.plusMillis(7))))
                .isNotEqualTo(idOf(Topics.ORDER_VALIDATIONS, verdict("inventory", CREATED)));
    }

    @Test
    void aStateThatComesBackIsNoRepeat() {
        assertThat(idOf(Topics.PRODUCTS, KETTLE)).isNotEqualTo(idOf(Topics.PRODUCTS, KETTLE));
    }

    @Test
    void whatTheRecordWasMadeFromIsNotToldInItsPlace() {
        Headers headers = headersOfAnOrder();

        write(serdes.withCloudEvents(), Topics.ORDER_VALIDATIONS, headers, verdict("fraud", CREATED));

        assertThat(headers.headers("ce_id")).extracting(CloudEventsTest::text).containsExactly("A-1/fraud");
        assertThat(text(headers.lastHeader("X-Request-Id"))).isEqualTo("r-1");
    }

    @Test
    void withoutTheSettingAndOnRepartitionTopicsNothingIsTold() {
        Headers unset = headersOfAnOrder();
        Headers internal = headersOfAnOrder();

        write(serdes, Topics.ORDER_VALIDATIONS, unset, verdict("fraud", CREATED));
        serdes.withCloudEvents()
                .of(Order.class)
                .serializer()
                .serialize("fraud-service-orders-by-customer-repartition", internal, order(1));

        assertThat(unset).extracting(Header::key).containsExactly("X-Request-Id");
        assertThat(internal).extracting(Header::key).containsExactly("X-Request-Id");
    }

    @Test
    void aStoreLeavesTheHeadersOfTheRecordAtHandAlone() {
        Headers headers = headersOfAnOrder();

        serdes.of(Order.class).serializer().serialize("orders-service-order-changelog", headers, order(1));

        assertThat(text(headers.lastHeader("ce_id"))).isEqualTo("A-1/1");
    }

    @Test
    void aDeletionTellsNothing() {
        Headers headers = new RecordHeaders();

        serdes.withCloudEvents().valuesOf(Topics.ORDERS).serializer().serialize("orders", headers, null);

        assertThat(headers).isEmpty();
    }

    private <V extends SpecificRecord> String idOf(Topic<?, V> topic, V event) {
        return read(topic, event).getId();
    }

    private Headers headersOfAnOrder() {
        Headers headers = new RecordHeaders();
        headers.add("X-Request-Id", "r-1".getBytes(UTF_8));
        write(serdes.withCloudEvents(), Topics.ORDERS, headers, order(1));
        return headers;
    }

    private static <V extends SpecificRecord> byte[] write(
            EventSerdes serdes, Topic<?, V> topic, Headers headers, V event) {
        return serdes.valuesOf(topic).serializer().serialize(topic.name(), headers, event);
    }

    private static CloudEvent sdksReading(Headers headers, byte[] value) {
        try (CloudEventDeserializer sdk = new CloudEventDeserializer()) {
            sdk.configure(Map.of(), false);
            return sdk.deserialize("any", headers, value);
        }
    }

    private static String text(Header header) {
        return new String(header.value(), UTF_8);
    }

    private static Order order(int version) {
        return new Order(
                "A-1",
                7L,
                OrderState.CREATED,
                version,
                "EUR",
                List.of(),
                List.of(),
                List.of(),
                "r-1",
                CREATED,
                CREATED.plusSeconds(version));
    }

    private static OrderValidation verdict(String check, Instant at) {
        return new OrderValidation("A-1", check, CheckResult.PASS, List.of(), at);
    }
}
