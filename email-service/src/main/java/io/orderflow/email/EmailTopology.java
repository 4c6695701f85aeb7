/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * Facts become messages: each decided order, joined with its customer (<em>event-carried state transfer</em>, chapter 8), is
 * a mail to be sent.
 */
final class EmailTopology {

    private final Duration customerWait;
    private final MailCounts counts;
    private final EventSerdes serdes;
    private final StreamsBuilder builder = new StreamsBuilder();

    EmailTopology(Duration customerWait, MailCounts counts, EventSerdes serdes) {
        this.customerWait = customerWait;
        this.counts = counts;
        this.serdes = serdes;
    }

    Topology build() {
        keepCustomers();
        KStream<String, Order> decided = readDecidedOrders();
        KStream<String, SpecificRecord> letters = writeLetters(decided);
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

    private KStream<String, Order> readDecidedOrders() {
        return builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("read-orders"))
                .filter(
                        (id, order) -> order != null && order.getState() != OrderState.CREATED,
                        Named.as("keep-decided-orders"));
    }

    private KStream<String, SpecificRecord> writeLetters(KStream<String, Order> decided) {
        return decided.process(LettersProcessor.supplier(customerWait, counts, serdes), Named.as("write-letters"));
    }

    private void publishMessages(KStream<String, SpecificRecord> letters) {
        letters.filter((id, letter) -> letter instanceof EmailMessage, Named.as("keep-messages"))
                .mapValues(EmailMessage.class::cast, Named.as("as-messages"))
                .to(
                        Topics.EMAILS.name(),
                        Produced.with(Topics.EMAILS.keySerde(), serdes.valuesOf(Topics.EMAILS))
                                .withName("publish-messages"));
    }

    private void publishDeadLetters(KStream<String, SpecificRecord> letters) {
        letters.filter((id, letter) -> letter instanceof Order, Named.as("keep-undeliverable"))
                .mapValues(Order.class::cast, Named.as("as-found"))
                .to(
                        Topics.deadLettersOf(EmailMain.NAME).name(),
                        Produced.with(Topics.ORDERS.keySerde(), asFound()).withName("publish-dead-letters"));
    }

    /** Orders as the bytes they are on their own topic, wherever they go. */
    private Serde<Order> asFound() {
        Serde<Order> orders = serdes.valuesOf(Topics.ORDERS);
        return Serdes.serdeFrom(
                (topic, order) -> orders.serializer().serialize(Topics.ORDERS.name(), order), orders.deserializer());
    }
}
