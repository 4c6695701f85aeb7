/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.testing.Sample;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class GlobalRecordsTest {

    private static final TopicPartition CUSTOMERS = new TopicPartition("customers", 0);
    private static final long NOON = Sample.NOON.toEpochMilli();

    private final RegistryWaits waits = new RegistryWaits();
    private final AtomicBoolean registryIsAway = new AtomicBoolean();

    @Test
    void aRecordWithoutATimeGetsThatOfTheNewestBeforeIt() {
        ConsumerRecords<byte[], byte[]> seen = interceptor().onConsume(records(NOON - 5_000, -1, NOON - 1_000));

        assertThat(times(seen)).containsExactly(NOON - 5_000, NOON - 5_000, NOON - 1_000);
    }

    @Test
    void aTimeThatCannotBeTrueIsCorrectedToo() {
        long micros = NOON * 1_000;

        ConsumerRecords<byte[], byte[]> seen = interceptor().onConsume(records(micros, NOON / 1_000, NOON + 59_000));

        assertThat(times(seen)).containsExactly(NOON, NOON, NOON + 59_000);
    }

    @Test
    void nothingElseOfTheRecordsChanges() {
        ConsumerRecords<byte[], byte[]> given = records(-1);

        ConsumerRecords<byte[], byte[]> seen = interceptor().onConsume(given);

        assertThat(seen.nextOffsets()).isEqualTo(given.nextOffsets());
        assertThat(seen.records(CUSTOMERS)).singleElement().satisfies(record -> {
            assertThat(record.offset()).isZero();
            assertThat(record.key()).isEqualTo("k0".getBytes(UTF_8));
            assertThat(record.value()).isEqualTo("v0".getBytes(UTF_8));
        });
    }

    @Test
    void waitsWhileTheRegistryIsAwaySaysSoAndGoesOn() throws Exception {
        registryIsAway.set(true);
        GlobalRecords interceptor = interceptor();

        CompletableFuture<ConsumerRecords<byte[], byte[]>> seen =
                CompletableFuture.supplyAsync(() -> interceptor.onConsume(records(NOON)));
        await().untilAsserted(
                        () -> assertThat(waits.reason()).contains("customers-0@0 waits: the registry does not answer"));
        assertThat(seen).isNotDone();

        registryIsAway.set(false);
        assertThat(seen.get(10, TimeUnit.SECONDS).count()).isOne();
        assertThat(waits.reason()).isEmpty();
    }

    @Test
    void waitsNoLongerThanTheServiceRuns() throws Exception {
        registryIsAway.set(true);
        GlobalRecords interceptor = interceptor();
        CompletableFuture<ConsumerRecords<byte[], byte[]>> seen =
                CompletableFuture.supplyAsync(() -> interceptor.onConsume(records(NOON)));

        waits.end();

        assertThat(seen.get(10, TimeUnit.SECONDS).count())
                .as("read by whoever comes next: it is not left out")
                .isOne();
    }

    @Test
    void doesNotWaitWithWhatCannotBeReadAtAll() {
        GlobalRecords interceptor = interceptor((topic, bytes) -> {
            throw new SerializationException("junk");
        });

        assertThat(interceptor.onConsume(records(NOON)).count()).isOne();
    }

    private GlobalRecords interceptor() {
        return interceptor((topic, bytes) -> {
            if (registryIsAway.get()) {
                throw new RegistryUnavailableException("the registry does not answer", null);
            }
            return Sample.customer(1);
        });
    }

    private GlobalRecords interceptor(Deserializer<SpecificRecord> reader) {
        GlobalRecords interceptor = new GlobalRecords(reader);
        interceptor.configure(Map.of(RegistryWaits.CONFIG, waits, RecordTime.CLOCK, (InstantSource) () -> Sample.NOON));
        return interceptor;
    }

    private static ConsumerRecords<byte[], byte[]> records(long... times) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long time : times) {
            int offset = records.size();
            records.add(new ConsumerRecord<>(
                    CUSTOMERS.topic(),
                    CUSTOMERS.partition(),
                    offset,
                    time,
                    TimestampType.CREATE_TIME,
                    2,
                    2,
                    ("k" + offset).getBytes(UTF_8),
                    ("v" + offset).getBytes(UTF_8),
                    new RecordHeaders(),
                    Optional.empty()));
        }
        return new ConsumerRecords<>(
                Map.of(CUSTOMERS, records), Map.of(CUSTOMERS, new OffsetAndMetadata(records.size())));
    }

    private static List<Long> times(ConsumerRecords<byte[], byte[]> records) {
        return records.records(CUSTOMERS).stream()
                .map(ConsumerRecord::timestamp)
                .toList();
    }
}
