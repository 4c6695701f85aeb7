/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.orderflow.events.Customer;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderEnriched;
import io.orderflow.schemas.PersonalData.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
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
                        "subjects: String -> Subject, COMPACT, by orders-service (REST)",
                        "emails: String -> EmailMessage, COMPACT_DELETE 7 d, by email-service",
                        "orders-platinum: String -> OrderEnriched, COMPACT_DELETE 7 d, by email-service",
                        "orders-gold: String -> OrderEnriched, COMPACT_DELETE 7 d, by email-service",
                        "orders-silver: String -> OrderEnriched, COMPACT_DELETE 7 d, by email-service",
                        "orders-bronze: String -> OrderEnriched, COMPACT_DELETE 7 d, by email-service",
                        "orders-service-dlq: byte[] -> byte[], COMPACT_DELETE 30 d, by orders-service",
                        "inventory-service-dlq: byte[] -> byte[], COMPACT_DELETE 30 d, by inventory-service",
                        "fraud-service-dlq: byte[] -> byte[], COMPACT_DELETE 30 d, by fraud-service",
                        "order-details-service-dlq: byte[] -> byte[], COMPACT_DELETE 30 d, by order-details-service",
                        "email-service-dlq: byte[] -> byte[], COMPACT_DELETE 30 d, by email-service");
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
        assertThat(Topics.ORDERS.config(Keeping.USUAL)).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(Topics.PAYMENTS.config(Keeping.USUAL))
                .isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));
    }

    @Test
    void whatMayHoldPersonalDataIsCleanedWithinABoundAndItsDeletionsCanBeReadForLonger() {
        assertThat(Topics.CUSTOMERS.config(Keeping.USUAL))
                .isEqualTo(Map.of(
                        "cleanup.policy",
                        "compact",
                        "max.compaction.lag.ms",
                        "604800000",
                        "delete.retention.ms",
                        "2592000000"));
        assertThat(Topics.deadLettersOf("fraud-service").config(Keeping.USUAL))
                .isEqualTo(Map.of(
                        "cleanup.policy", "compact,delete",
                        "retention.ms", "2592000000",
                        "max.compaction.lag.ms", "604800000",
                        "delete.retention.ms", "2592000000",
                        "min.cleanable.dirty.ratio", "1.0"));
    }

    @Test
    void retentionAndErasureCanBeSet() {
        Keeping keeping = new Keeping(Map.of("emails", Duration.ofDays(2)), Duration.ofDays(1));

        assertThat(Topics.EMAILS.config(keeping))
                .contains(entry("retention.ms", "172800000"), entry("max.compaction.lag.ms", "86400000"));
        assertThat(Topics.PAYMENTS.config(keeping)).contains(entry("retention.ms", "604800000"));
    }

    @Test
    void personalDataAreOnNoTopicFromWhichTheyCannotBeErased() {
        assertThatThrownBy(() -> new Topic<>(
                        "people",
                        Long.class,
                        "customer id",
                        Customer.class,
                        Topic.Cleanup.DELETE,
                        Duration.ofDays(1),
                        "this test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("people: personal data must be on a topic that is compacted");
    }

    @Test
    void everyFieldSaysWhatItIsToAPerson() {
        assertThat(Topics.all())
                .filteredOn(topic -> SpecificRecord.class.isAssignableFrom(topic.valueType()))
                .allSatisfy(topic -> assertThat(
                                PersonalData.untagged(SpecificData.get().getSchema(topic.valueType())))
                        .as(topic.name())
                        .isEmpty());
    }

    @Test
    void theFieldsOfAPerson() {
        assertThat(PersonalData.fields(OrderEnriched.getClassSchema(), Tag.PII))
                .containsExactly("customer.name", "customer.email", "customer.level");
        assertThat(PersonalData.fields(OrderCommand.getClassSchema(), Tag.CLIENT_TEXT))
                .containsExactly("command.lines.product");
        assertThat(Topics.all().stream().filter(topic -> !topic.mayBeAboutACustomer()))
                .containsExactlyInAnyOrder(Topics.PRODUCTS, Topics.WAREHOUSE_INVENTORY, Topics.STOCK);
    }

    @Test
    void customersAreKeyedByEightBytesMostSignificantFirst() {
        assertThat(Topics.CUSTOMERS.keySerde().serializer().serialize("customers", 258L))
                .containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
    }

    private static String line(Topic<?, ?> topic) {
        String stays = topic.cleanup() == Topic.Cleanup.COMPACT
                ? "COMPACT"
                : topic.cleanup() + " " + topic.retention().toDays() + " d";
        return "%s: %s -> %s, %s, by %s"
                .formatted(
                        topic,
                        topic.keyType().getSimpleName(),
                        topic.valueType().getSimpleName(),
                        stays,
                        topic.writer());
    }
}
