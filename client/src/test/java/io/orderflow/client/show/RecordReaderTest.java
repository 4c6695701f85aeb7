/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.client.show.RecordView.Content;
import io.orderflow.events.Customer;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records of whoever else writes to a topic. */
class RecordReaderTest {

    private final EventSerdes serdes = EventSerdes.using(new InMemoryRegistry());
    private final RecordReader reader = new RecordReader(serdes);

    @Test
    void whateverIsInATopicIsReadOrCalledUnreadable() {
        Random random = new Random(7);
        byte[] sound = serdes.valuesOf(Topics.CUSTOMERS)
                .serializer()
                .serialize("customers", new Customer(1L, "Ada", "a@b", "gold"));
        for (Topic<?, ?> topic : Topics.all()) {
            for (int i = 0; i < 300; i++) {
                byte[] key = new byte[random.nextInt(12)];
                random.nextBytes(key);
                byte[] value = sound.clone();
                value[random.nextInt(value.length)] = (byte) random.nextInt();
                value[random.nextInt(value.length)] = (byte) random.nextInt();

                RecordView view = reader.read(record(topic.name(), random.nextLong(), key, value));

                assertThat(AvroJson.of(view).toString()).isNotEmpty();
                assertThat(Texts.time(view.time())).isNotEmpty();
            }
        }
    }

    @Test
    void aRecordWithoutKeyOrValueOrSchemaIsOneToo() {
        assertThat(reader.read(record("customers", -1, null, null)).content()).isInstanceOf(Content.Tombstone.class);
        assertThat(reader.read(record("customers", -1, null, new byte[0])).content())
                .isInstanceOf(Content.Unreadable.class);
        assertThat(reader.read(record("customers", -1, null, new byte[] {0, 0, 0, 1, 2, 3}))
                        .content())
                .isInstanceOf(Content.Unreadable.class);
        assertThat(reader.read(record("customers", -1, null, new byte[2_000_000]))
                        .content())
                .isInstanceOfSatisfying(
                        Content.Unreadable.class,
                        found -> assertThat(found.shown()).hasSizeLessThan(200));
    }

    @SuppressWarnings("NullAway") // Kafka's contract: a record may have no key, and no value
    private static ConsumerRecord<byte[], byte[]> record(
            String topic, long time, byte @Nullable [] key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                time,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
