/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** The catalogue is a contract: a change here is a change for everyone who reads or writes the topics. */
class TopicsTest {

    @Test
    void theCatalogue() {
        assertThat(Topics.all().stream().map(TopicsTest::line))
                .containsExactly(
                        "order-commands: String -> OrderCommand, DELETE 7 d, by orders-service (REST)",
                        "orders: String -> Order, COMPACT, by orders-service (life cycle)",
                        "order-validations: String -> OrderValidation, DELETE 7 d, by the validators, one check each",
                        "payments: String -> Payment, DELETE 7 d, by payment system",
                        "shipments: String -> Shipment, DELETE 7 d, by warehouse",
                        "customers: Long -> Customer, COMPACT, by CRM",
                        "products: String -> Product, COMPACT, by catalogue",
                        "warehouse-inventory: String -> WarehouseStock, COMPACT, by warehouse",
                        "stock: String -> StockLevel, COMPACT, by inventory-service",
                        "emails: String -> EmailMessage, DELETE 7 d, by email-service",
                        "orders-platinum: String -> OrderEnriched, DELETE 7 d, by email-service",
                        "orders-gold: String -> OrderEnriched, DELETE 7 d, by email-service",
                        "orders-silver: String -> OrderEnriched, DELETE 7 d, by email-service",
                        "orders-bronze: String -> OrderEnriched, DELETE 7 d, by email-service",
                        "orders-service-dlq: byte[] -> byte[], DELETE 30 d, by orders-service",
                        "inventory-service-dlq: byte[] -> byte[], DELETE 30 d, by inventory-service",
                        "fraud-service-dlq: byte[] -> byte[], DELETE 30 d, by fraud-service",
                        "order-details-service-dlq: byte[] -> byte[], DELETE 30 d, by order-details-service",
                        "email-service-dlq: byte[] -> byte[], DELETE 30 d, by email-service");
    }

    @Test
    void allHaveEquallyManyPartitions() {
        List<NewTopic> requests = Topics.create(6, (short) 3);

        assertThat(requests).hasSameSizeAs(Topics.all()).allSatisfy(request -> {
            assertThat(request.numPartitions()).isEqualTo(6);
            assertThat(request.replicationFactor()).isEqualTo((short) 3);
        });
    }

    @Test
    void theBrokerIsToldWhatStays() {
        assertThat(Topics.ORDERS.newTopic(1, (short) 1).configs()).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(Topics.EMAILS.newTopic(1, (short) 1).configs())
                .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));
    }

    @Test
    void customersAreKeyedByEightBytesMostSignificantFirst() {
        assertThat(Topics.CUSTOMERS.keySerde().serializer().serialize("customers", 258L))
                .containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
    }

    private static String line(Topic<?, ?> topic) {
        String stays = topic.cleanup() == Topic.Cleanup.COMPACT
                ? "COMPACT"
                : "DELETE " + topic.retention().toDays() + " d";
        return "%s: %s -> %s, %s, by %s"
                .formatted(
                        topic,
                        topic.keyType().getSimpleName(),
                        topic.valueType().getSimpleName(),
                        stays,
                        topic.writer());
    }
}
