/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.desk;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import io.orderflow.events.Payment;
import io.orderflow.events.Shipment;
import io.orderflow.orders.page.Desk.Told;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.show.OrderText;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The payment system and the warehouse: what they would write, where the order's state allows it. */
final class Shop {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int SCALE = 4;
    private static final Set<String> NOT_TO_BE_PAID = Set.of("FAILED", "CANCELLED");

    private final Cluster cluster;
    private volatile @Nullable OrdersClient orders;

    Shop(Cluster cluster) {
        this.cluster = requireNonNull(cluster, "cluster");
    }

    void open(URI rest) {
        orders = new OrdersClient(rest.toString());
    }

    /** What the order comes to is paid. */
    Told pay(String order) {
        return write(
                order, state -> !NOT_TO_BE_PAID.contains(state), "there is nothing to pay", Topics.PAYMENTS, bill -> {
                    Payment payment = new Payment(
                            UUID.randomUUID().toString(),
                            order,
                            OrderText.total(bill).setScale(SCALE, RoundingMode.UNNECESSARY),
                            bill.path("currency").asText(),
                            now());
                    return Map.entry(payment.getId(), payment);
                });
    }

    /** Its goods leave. */
    Told ship(String order) {
        return write(
                order,
                "VALIDATED"::equals,
                "its goods do not leave",
                Topics.SHIPMENTS,
                bill -> Map.entry(order, new Shipment(order, now())));
    }

    private <V extends SpecificRecord> Told write(
            String order,
            Function<String, Boolean> allowed,
            String otherwise,
            Topic<String, V> topic,
            Function<JsonNode, Map.Entry<String, V>> record) {
        OrdersClient client = orders;
        if (client == null) {
            return Told.refused(503, "the demo starts");
        }
        Reply reply = client.answer(client.get(order, PATIENCE));
        if (reply.status() != 200) {
            return Told.refused(reply.status(), reply.detail());
        }
        String state = reply.body().path("state").asText();
        if (!allowed.apply(state)) {
            return Told.refused(409, "order %s is %s: %s".formatted(order, state, otherwise));
        }
        Map.Entry<String, V> written = record.apply(reply.body());
        try (EventWriter writer = cluster.writer(topic)) {
            writer.write(topic, written.getKey(), written.getValue());
            writer.flush();
        }
        return Told.of(Map.of("topic", topic.name(), "key", written.getKey()));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
