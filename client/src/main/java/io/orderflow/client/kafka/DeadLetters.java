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
import io.orderflow.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Said of a letter, not of the record that it was. */
    private static final Set<String> OURS = Set.of(
            REPLAYED_FROM,
            DeadLetterHeaders.KEY,
            DeadLetterHeaders.CUT,
            DeadLetterHeaders.KEY_SIZE,
            DeadLetterHeaders.VALUE_SIZE,
            DeadLetterHeaders.HEADERS_SIZE,
            DeadLetterHeaders.SET_ASIDE);

    private final Cluster cluster;
    private final Topic<byte[], byte[]> letters;

    public DeadLetters(Cluster cluster, Topic<byte[], byte[]> letters) {
        this.cluster = cluster;
        this.letters = letters;
    }

    /**
     * Writes one back to where it was found, with its own headers and time; empty if there is none at that place.
     *
     * @throws ClientException if it was cut, or says that it comes from where the service cannot have found it
     */
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
                if (record.offset() == offset && isLetter(record)) {
                    found.add(record);
                }
            });
            return found.stream().findFirst();
        }
    }

    /** Not what erases one. */
    private static boolean isLetter(ConsumerRecord<byte[], byte[]> record) {
        return record.value() != null || record.headers().lastHeader(DeadLetterHeaders.TOPIC) != null;
    }

    private RecordMetadata writeBack(ConsumerRecord<byte[], byte[]> letter) {
        requireWhole(letter);
        String topic = text(letter, DeadLetterHeaders.TOPIC)
                .orElseThrow(() -> new ClientException(
                        Kind.REFUSED,
                        "the letter does not say where it comes from (no header %s): it cannot be sent again"
                                .formatted(DeadLetterHeaders.TOPIC)));
        requireInput(topic);
        Map<String, TopicState> states;
        try (TopicAdmin admin = cluster.admin()) {
            states = admin.describe(List.of(topic));
        }
        TopicState state = states.get(topic);
        if (state == null) {
            throw new ClientException(
                    Kind.AWAY, "the topic %s that it comes from is not on the broker".formatted(topic));
        }
        try (EventWriter writer = new EventWriter(cluster.producer(Map.of()), cluster.serdes())) {
            writer.write(again(letter, topic, state));
            writer.flush();
            return writer.last();
        }
    }

    private static void requireWhole(ConsumerRecord<byte[], byte[]> letter) {
        text(letter, DeadLetterHeaders.CUT).ifPresent(parts -> {
            throw new ClientException(
                    Kind.REFUSED,
                    "the letter is not the whole record (%s cut, since it would not have fitted): have its writer send it again"
                            .formatted(parts));
        });
    }

    /** What a letter says is not to be trusted: whoever may write letters could write to any topic that we may write to. */
    private void requireInput(String topic) {
        boolean known = Topics.all().stream()
                .anyMatch(one -> one.name().equals(topic) && !one.valueType().equals(letters.valueType()));
        boolean servicesOwn = topic.startsWith(letters.writer() + "-") && topic.endsWith("-repartition");
        if (!known && !servicesOwn) {
            throw new ClientException(
                    Kind.REFUSED,
                    "the letter says that it comes from %s, which is no topic that %s could have read: it is not sent there"
                            .formatted(topic, letters.writer()));
        }
    }

    private static ProducerRecord<byte[], byte[]> again(
            ConsumerRecord<byte[], byte[]> letter, String topic, TopicState state) {
        // The same partition: an internal topic's records need not lie where their key would put them.
        @Nullable
        Integer partition = text(letter, DeadLetterHeaders.PARTITION)
                .filter(number -> number.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .filter(number -> number < state.partitions().size())
                .orElse(null);
        ProducerRecord<byte[], byte[]> again =
                new ProducerRecord<>(topic, partition, time(letter, state), keyAsFound(letter), letter.value());
        for (Header header : letter.headers()) {
            if (!header.key().startsWith(DeadLetterHeaders.STREAMS) && !OURS.contains(header.key())) {
                again.headers().add(header);
            }
        }
        String from = "%s[%s]@%s".formatted(letter.topic(), letter.partition(), letter.offset());
        again.headers().add(REPLAYED_FROM, from.getBytes(UTF_8));
        return again;
    }

    private static byte @Nullable [] keyAsFound(ConsumerRecord<byte[], byte[]> letter) {
        Header found = letter.headers().lastHeader(DeadLetterHeaders.KEY);
        return found == null ? letter.key() : found.value();
    }

    /** That of the letter, which is the record's; the present where that cannot be true, or the topic would drop it soon. */
    private static @Nullable Long time(ConsumerRecord<byte[], byte[]> letter, TopicState state) {
        long now = System.currentTimeMillis();
        long kept = state.retentionMillis() < 0 ? now : state.retentionMillis() / 2;
        boolean sane = letter.timestamp() > 0 && letter.timestamp() <= now && now - letter.timestamp() < kept;
        return sane ? letter.timestamp() : null;
    }

    private static Optional<String> text(ConsumerRecord<byte[], byte[]> letter, String name) {
        return Optional.ofNullable(letter.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, UTF_8));
    }
}
