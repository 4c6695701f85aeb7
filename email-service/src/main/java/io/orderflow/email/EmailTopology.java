/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderState;
import io.orderflow.events.Payment;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Facts become messages: each decided order, joined with its customer (<em>event-carried state transfer</em>, chapter 8), is
 * a mail to be sent, and so is each payment, joined with its order and the customer. Validated orders, enriched with their
 * customer, are routed by the customer's level.
 */
final class EmailTopology {

    private final EmailConfig config;
    private final MailCounts counts;
    private final EventSerdes serdes;
    private final StreamsBuilder builder = new StreamsBuilder();
    private final StoreBuilder<?> toldEvents = ToldEvents.builder();

    EmailTopology(EmailConfig config, MailCounts counts, EventSerdes serdes) {
        this.config = config;
        this.counts = counts;
        this.serdes = serdes;
    }

    Topology build() {
        keepCustomers();
        KStream<String, Order> orders = readOrders();
        KStream<String, Payment> payments = readPaymentsByOrder();
        KStream<String, SpecificRecord> letters =
                writeLetters(orders).merge(joinPayments(orders, payments), Named.as("all-letters"));
        routeByLevel(letters);
        publishMessages(letters);
        publishDeadLetters(letters);
        return builder.build();
    }

    private void keepCustomers() {
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(KeepCustomersProcessor.CUSTOMERS),
                                Topics.CUSTOMERS.keySerde(),
                                serdes.valuesOf(Topics.CUSTOMERS))
                        .withLoggingDisabled(),
                Topics.CUSTOMERS.name(),
                Consumed.with(Topics.CUSTOMERS.keySerde(), serdes.valuesOf(Topics.CUSTOMERS))
                        .withName("keep-customers"),
                KeepCustomersProcessor::new);
    }

    private KStream<String, Order> readOrders() {
        return builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("read-orders"))
                .filter((id, order) -> order != null, Named.as("skip-tombstones"));
    }

    private KStream<String, Payment> readPaymentsByOrder() {
        return builder.stream(
                        Topics.PAYMENTS.name(),
                        Consumed.with(Topics.PAYMENTS.keySerde(), serdes.valuesOf(Topics.PAYMENTS))
                                .withName("read-payments"))
                .filter((id, payment) -> payment != null, Named.as("skip-empty-payments"))
                .selectKey((id, payment) -> payment.getOrderId(), Named.as("key-by-order"))
                .repartition(Repartitioned.with(Serdes.String(), serdes.of(Payment.class))
                        .withName("payments-by-order"));
    }

    private KStream<String, SpecificRecord> writeLetters(KStream<String, Order> orders) {
        return orders.filter(
                        (id, order) -> order.getState() != OrderState.CREATED && order.getState() != OrderState.UNKNOWN,
                        Named.as("keep-decided-orders"))
                .process(LettersProcessor.supplier(config, toldEvents, counts, serdes), Named.as("write-letters"));
    }

    private KStream<String, SpecificRecord> joinPayments(
            KStream<String, Order> orders, KStream<String, Payment> payments) {
        KStream<String, SpecificRecord> oneSide =
                orders.mapValues(SpecificRecord.class::cast, Named.as("orders-to-join"));
        KStream<String, SpecificRecord> other =
                payments.mapValues(SpecificRecord.class::cast, Named.as("payments-to-join"));
        return oneSide.merge(other, Named.as("orders-and-payments"))
                .process(PaymentsProcessor.supplier(config, toldEvents, counts, serdes), Named.as("join-payments"));
    }

    private void routeByLevel(KStream<String, SpecificRecord> letters) {
        letters.filter((id, letter) -> letter instanceof OrderEnriched, Named.as("keep-enriched"))
                .mapValues(OrderEnriched.class::cast, Named.as("as-enriched"))
                .to(
                        new RouteByLevel(counts),
                        Produced.with(Serdes.String(), serdes.of(OrderEnriched.class))
                                .withName("route-by-level"));
    }

    private void publishMessages(KStream<String, SpecificRecord> letters) {
        letters.filter((id, letter) -> letter instanceof EmailMessage, Named.as("keep-messages"))
                .mapValues(EmailMessage.class::cast, Named.as("as-messages"))
                .process(MailsWrittenProcessor.supplier(), Named.as("count-messages"))
                .to(
                        Topics.EMAILS.name(),
                        Produced.with(Topics.EMAILS.keySerde(), serdes.valuesOf(Topics.EMAILS))
                                .withStreamPartitioner(new ByOrder<>())
                                .withName("publish-messages"));
    }

    private void publishDeadLetters(KStream<String, SpecificRecord> letters) {
        letters.filter(
                        (id, letter) -> letter instanceof Order || letter instanceof Payment,
                        Named.as("keep-undeliverable"))
                .to(
                        Topics.deadLettersOf(EmailMain.NAME).name(),
                        Produced.with(Serdes.String(), asFound())
                                .withStreamPartitioner(new ByOrder<>())
                                .withName("publish-dead-letters"));
    }

    /** Orders and payments as the bytes they are on their own topics, wherever they go. */
    private Serde<SpecificRecord> asFound() {
        Serde<SpecificRecord> any = serdes.of(SpecificRecord.class);
        return Serdes.serdeFrom(
                (topic, fact) -> any.serializer()
                        .serialize((fact instanceof Payment ? Topics.PAYMENTS : Topics.ORDERS).name(), fact),
                any.deserializer());
    }
}
