/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicTableTest {

    private static final TopicPartition PLACE = new TopicPartition("products", 0);

    private final List<ConsumerRecord<byte[], byte[]>> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger consumers = new AtomicInteger();
    private volatile boolean forbidden;
    private Duration stay = Duration.ofMinutes(1);
    private Optional<TopicTable<String, String>> table = Optional.empty();

    @AfterEach
    void close() {
        table.ifPresent(TopicTable::close);
    }

    @Test
    void nobodyReadsBeforeSomebodyAsks() {
        table(10);

        assertThat(consumers).hasValue(0);
    }

    @Test
    void theNewestValueOfEachKeyIsTold() {
        write("kettle", "24.90");
        write("mug", "6.50");
        write("kettle", "26.90");
        write("teapot", "19.00");
        write("teapot", null);

        assertThat(rows(table(10))).containsExactly("26.90", "6.50");
    }

    @Test
    void whatIsWrittenLaterIsToldLater() {
        write("kettle", "24.90");
        TopicTable<String, String> table = table(10);
        assertThat(rows(table)).containsExactly("24.90");

        write("mug", "6.50");

        await().until(() -> rows(table).equals(List.of("24.90", "6.50")));
        assertThat(consumers).hasValue(1);
    }

    @Test
    void ofVeryManyTheFirstAreKeptAndThatThereAreMoreIsSaid() {
        write("c", "3");
        write("a", "1");
        write("b", "2");

        TopicTable.Rows<String> rows = table(2).ask().join();

        assertThat(rows.rows()).containsExactly("1", "2");
        assertThat(rows.more()).isTrue();
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        write("a", "broken");
        write("b", "2");

        assertThat(rows(table(10))).containsExactly("2");
    }

    @Test
    void whoAsksIsToldThatTheTopicMayNotBeReadAndAsksAgainLater() {
        forbidden = true;
        TopicTable<String, String> table = table(10);
        assertThat(table.ask())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withMessageContaining("products");

        forbidden = false;
        write("a", "1");

        await().until(() -> table.ask().handle((rows, fault) -> fault == null).join());
    }

    @Test
    void whatNobodyAsksForIsReadNoMoreUntilSomebodyDoes() {
        stay = Duration.ofMillis(50);
        write("a", "1");
        TopicTable<String, String> table = table(10);
        assertThat(rows(table)).containsExactly("1");

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("look-products")));

        assertThat(rows(table)).containsExactly("1");
        assertThat(consumers.get()).isGreaterThan(1);
    }

    private static List<String> rows(TopicTable<String, String> table) {
        CompletableFuture<TopicTable.Rows<String>> asked = table.ask();
        assertThat(asked).succeedsWithin(Duration.ofSeconds(20));
        return asked.join().rows();
    }

    private TopicTable<String, String> table(int most) {
        TopicTable<String, String> made = new TopicTable<>(
                record -> new String(record.key(), UTF_8),
                record -> {
                    if (record.value() == null) {
                        return Optional.empty();
                    }
                    String value = new String(record.value(), UTF_8);
                    if (value.equals("broken")) {
                        throw new SerializationException("no such thing");
                    }
                    return Optional.of(value);
                },
                most,
                keeper -> new AskedReading(
                        "products",
                        this::consumer,
                        (consumer, partitions) -> {
                            consumer.seekToBeginning(partitions);
                            return true;
                        },
                        keeper,
                        stay));
        table = Optional.of(made);
        return made;
    }

    @SuppressWarnings("NullAway") // that is what a tombstone is
    private void write(String key, @Nullable String value) {
        written.add(new ConsumerRecord<>(
                PLACE.topic(), 0, written.size(), key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8)));
    }

    /** Reads what is written, and what is written while it reads. */
    private Consumer<byte[], byte[]> consumer() {
        consumers.incrementAndGet();
        if (forbidden) {
            throw new TopicAuthorizationException("not authorized to read products");
        }
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
            private int taken;

            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                List<ConsumerRecord<byte[], byte[]>> all = List.copyOf(written);
                all.subList(taken, all.size()).forEach(this::addRecord);
                taken = all.size();
                return super.poll(Duration.ofMillis(5));
            }
        };
        consumer.updatePartitions(PLACE.topic(), List.of(new PartitionInfo(PLACE.topic(), 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PLACE, 0L));
        consumer.updateEndOffsets(Map.of(PLACE, (long) written.size()));
        return consumer;
    }
}
