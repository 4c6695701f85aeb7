/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.breaking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.orders.page.Desk.Asked;
import io.orderflow.orders.page.Desk.Told;
import io.orderflow.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the page's <em>Break it</em> asks for: each thing that can be broken, and whether what is promised holds. */
public final class Breaking implements AutoCloseable {

    /** Those whose verdicts decide in the demo. */
    private static final List<String> VALIDATORS =
            List.of("inventory-service", "fraud-service", "order-details-service");

    private final Cluster cluster;
    private final Map<String, Validator> validators = new LinkedHashMap<>();
    private final Broker broker;
    private final Doubling doubling;
    private final Customers customers;
    private final Promise promise;
    private final AtomicLong garbage = new AtomicLong();

    /**
     * All of it whole.
     *
     * @param demo what there is to be broken
     * @param orders the REST API of the orders service
     */
    public Breaking(Breakables demo, Cluster cluster, OrdersClient orders) {
        this.cluster = cluster;
        VALIDATORS.forEach(name -> validators.put(name, new Validator(name, demo)));
        broker = new Broker(demo.broker());
        doubling = new Doubling(cluster);
        customers = new Customers(orders, demo::customers);
        promise = new Promise(cluster, broker::isThere);
    }

    /** Answers what is asked of {@code break} and below it. */
    public Told answer(Asked asked) {
        return switch (asked.method() + " " + asked.path()) {
            case "GET break" -> Told.of(shown());
            case "POST break/validator" -> validator(asked.body());
            case "POST break/broker" -> on(asked.body()) ? broker.mend() : broker.cut();
            case "POST break/garbage" -> garbage();
            case "POST break/doubling" -> Told.of(doubling.set(on(asked.body())));
            case "POST break/customers" -> Told.of(customers.set(on(asked.body())));
            default -> Told.refused(404, "the desk has no " + asked.path());
        };
    }

    private static boolean on(JsonNode body) {
        return body.path("on").asBoolean();
    }

    private Map<String, Object> shown() {
        return Map.of(
                "validators", validators.values().stream().map(Validator::shown).toList(),
                "broker", broker.shown(),
                "doubling", doubling.shown(),
                "customers", customers.shown(),
                "garbage", garbage.get(),
                "promise", promise.watch());
    }

    private Told validator(JsonNode body) {
        Validator validator = validators.get(body.path("service").asText());
        String wanted = body.path("action").asText().toUpperCase(Locale.ROOT);
        Optional<Validator.Action> action = Stream.of(Validator.Action.values())
                .filter(one -> one.name().equals(wanted))
                .findFirst();
        if (validator == null || action.isEmpty()) {
            return Told.refused(
                    400,
                    "service must be one of %s, action one of stop, kill, freeze, thaw, start"
                            .formatted(String.join(", ", validators.keySet())));
        }
        return validator.begin(action.get());
    }

    /** Among the orders, since everybody reads those: each reader puts it aside, or passes it over. */
    private Told garbage() {
        try (EventWriter writer = cluster.writer(Topics.ORDERS)) {
            String key = "garbage-" + (garbage.get() + 1);
            writer.write(new ProducerRecord<>(Topics.ORDERS.name(), key.getBytes(UTF_8), "no order".getBytes(UTF_8)));
            writer.flush();
            garbage.incrementAndGet();
            return Told.of(Map.of("key", key));
        }
    }

    @Override
    public void close() {
        customers.close();
        doubling.close();
        promise.close();
        validators.values().forEach(Validator::close);
    }
}
