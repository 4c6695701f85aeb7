/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.WholeSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.Service;
import io.orderflow.common.StartException;
import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.StreamsService;
import io.orderflow.common.testing.Sample;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.inventory.InventoryConfig;
import io.orderflow.inventory.InventoryMain;
import io.orderflow.schemas.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service was away for so long that Kafka has forgotten up to where it had read; its changelogs are kept. */
class LostOffsetsIT {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // by start()
    private WholeSystem system;

    @SuppressWarnings("NullAway.Init") // by start()
    private Admin admin;

    @BeforeEach
    void start() {
        system = new WholeSystem(folder);
        admin = Admin.create(new HashMap<String, Object>(system.clientProperties()));
        system.send(Topics.WAREHOUSE_INVENTORY, "kettle", Sample.received("kettle", 10));
        happens(Sample.order("A").line("kettle", 2).created());
    }

    @AfterEach
    void stop() {
        admin.close();
        system.close();
    }

    private void happens(Order order) {
        system.send(Topics.ORDERS, order.getId(), order);
    }

    private Settings settings(String stateFolder, List<Setting<?>> declared) {
        Map<String, String> all = new HashMap<>(system.clientProperties());
        all.put("state.dir", folder.resolve(stateFolder).toString());
        all.put("schema.registry", system.registryAddress());
        return Settings.of(all, declared);
    }

    private Service inventory(String stateFolder) {
        return InventoryMain.service(settings(stateFolder, InventoryConfig.SETTINGS));
    }

    private OrderValidation verdictOn(String order) {
        await().atMost(PATIENCE)
                .until(() -> system.committed(Topics.ORDER_VALIDATIONS).stream()
                        .anyMatch(verdict -> verdict.getOrderId().equals(order)));
        return system.committed(Topics.ORDER_VALIDATIONS).stream()
                .filter(verdict -> verdict.getOrderId().equals(order))
                .findFirst()
                .orElseThrow();
    }

    /** It has seen A shipped, and so has 8 kettles left. */
    private void shipsTwoOfTenKettles() {
        try (Service service = inventory("first")) {
            service.start();
            verdictOn("A");
            happens(Sample.order("A").line("kettle", 2).validated());
            happens(Sample.order("A").line("kettle", 2).shipped());
            happens(Sample.order("B").line("kettle", 9).created());
            assertThat(verdictOn("B").getReasons()).containsExactly("kettle: 9 asked, 8 available");
        }
    }

    private static <T> T get(KafkaFuture<T> answer) {
        return answer.toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void itGoesOnWhereItWasAsLongAsKafkaKnows() {
        shipsTwoOfTenKettles();

        try (Service service = inventory("second")) {
            service.start();
            happens(Sample.order("C").line("kettle", 9).created());

            assertThat(verdictOn("C").getReasons()).containsExactly("kettle: 9 asked, 8 available");
        }
    }

    @Test
    void itRefusesToCountAgainWhatItRemembersAndDoesAsWellAfterTheRemedy() {
        shipsTwoOfTenKettles();
        get(admin.deleteConsumerGroups(List.of(InventoryMain.NAME)).all());

        try (Service service = inventory("first")) {
            assertThatThrownBy(service::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(
                            "--application-id inventory-service --input-topics orders,warehouse-inventory");
        }
        resetApplication();
        try (Service service = inventory("second")) {
            service.start();
            happens(Sample.order("C").line("kettle", 9).created());

            assertThat(verdictOn("C").getReasons()).containsExactly("kettle: 9 asked, 8 available");
        }
    }

    /** As kafka-streams-application-reset.sh does: its topics go, and its group begins anew. */
    private void resetApplication() {
        Set<String> own = get(admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(InventoryMain.NAME) && !topic.endsWith("-dlq"))
                .collect(Collectors.toSet());
        get(admin.deleteTopics(own).all());
        Map<TopicPartition, OffsetSpec> input = new HashMap<>();
        for (int partition = 0; partition < 2; partition++) {
            input.put(new TopicPartition(Topics.ORDERS.name(), partition), OffsetSpec.earliest());
            input.put(new TopicPartition(Topics.WAREHOUSE_INVENTORY.name(), partition), OffsetSpec.earliest());
        }
        get(admin.alterConsumerGroupOffsets(
                        InventoryMain.NAME,
                        get(admin.listOffsets(input).all()).entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        begin -> new OffsetAndMetadata(
                                                begin.getValue().offset()))))
                .all());
        await().atMost(PATIENCE)
                .until(() -> get(admin.listTopics().names()).stream().noneMatch(own::contains));
    }

    @Test
    void offsetsThatAreLostLaterEndItInsteadOfReadingAgain() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withOffsetResetPolicy(AutoOffsetReset.none()))
                .foreach((key, value) -> {
                    throw new AssertionError("was read");
                });

        try (Service service = new StreamsService(
                "fraud-service", builder.build(), settings("third", CommonSettings.and(List.of())))) {
            service.start();

            await().atMost(PATIENCE).until(() -> !service.health().live());
            assertThat(service.health().detail()).contains("orders");
        }
    }
}
