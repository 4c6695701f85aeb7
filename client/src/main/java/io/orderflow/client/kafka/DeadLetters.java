/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** One service's dead letters, which can be sent again. */
public final class DeadLetters {

    private static final String REPLAYED_FROM = "orderflow.replayed.from";

    private final Cluster cluster;
    private final Topic<byte[], byte[]> letters;

    public DeadLetters(Cluster cluster, Topic<byte[], byte[]> letters) {
        this.cluster = cluster;
        this.letters = letters;
    }

    /** Writes one back to where it was found, with its own headers; empty if there is none at that place. */
    public Optional<RecordMetadata> replay(int partition, long offset) {
        TopicPartition place = new TopicPartition(letters.name(), partition);
        if (!cluster.partitionsOf(List.of(letters)).contains(place)) {
            return Optional.empty();
        }
        return find(place, offset).map(this::writeBack);
    }

    private Optional<ConsumerRecord<byte[], byte[]>> find(TopicPartition place, long offset) {
        try (Consumer<byte[], byte[]> consumer = cluster.consumer()) {
            consumer.assign(List.of(place));
            if (offset < consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L)
                    || offset >= consumer.endOffsets(List.of(place)).getOrDefault(place, 0L)) {
                return Optional.empty();
            }
            consumer.seek(place, offset);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            new ReadToEnd(consumer).read(record -> {
                if (record.offset() == offset) {
                    found.add(record);
                }
            });
            return found.stream().findFirst();
        }
    }

    private RecordMetadata writeBack(ConsumerRecord<byte[], byte[]> letter) {
        String topic = text(letter, DeadLetterHeaders.TOPIC)
                .orElseThrow(() -> new ClientException(
                        Kind.REFUSED,
                        "the letter does not say where it comes from (no header %s): it cannot be sent again"
                                .formatted(DeadLetterHeaders.TOPIC)));
        Map<String, TopicState> states;
        try (TopicAdmin admin = cluster.admin()) {
            states = admin.describe(List.of(topic));
        }
        TopicState state = states.get(topic);
        if (state == null) {
            throw new ClientException(
                    Kind.AWAY, "the topic %s that it comes from is not on the broker".formatted(topic));
        }
        // The same partition: an internal topic's records need not lie where their key would put them.
        @Nullable
        Integer partition = text(letter, DeadLetterHeaders.PARTITION)
                .filter(number -> number.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(number -> number < state.partitions().size())
                .orElse(null);
        ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(topic, partition, letter.key(), letter.value());
        for (Header header : letter.headers()) {
            if (!header.key().startsWith(DeadLetterHeaders.STREAMS)) {
                again.headers().add(header);
            }
        }
        String from = "%s[%d]@%d".formatted(letter.topic(), letter.partition(), letter.offset());
        again.headers().add(REPLAYED_FROM, from.getBytes(UTF_8));
        try (EventWriter writer = new EventWriter(cluster.producer(Map.of()), cluster.serdes())) {
            writer.write(again);
            return writer.flush();
        }
    }

    private static Optional<String> text(ConsumerRecord<byte[], byte[]> letter, String name) {
        return Optional.ofNullable(letter.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, UTF_8));
    }
}
