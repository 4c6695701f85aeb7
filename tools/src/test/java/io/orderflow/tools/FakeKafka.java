/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.client.kafka.AclAdmin;
import io.orderflow.client.kafka.Clients;
import io.orderflow.client.kafka.TopicAdmin;
import io.orderflow.client.kafka.TopicState;
import io.orderflow.client.kafka.TopicState.PartitionState;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics as lists: what a command writes, the next one reads. All records lie in partition 0. */
final class FakeKafka implements Clients {

    private static final long NOON = 1_767_268_800_000L;

    private final EventSerdes serdes = EventSerdes.using(new InMemoryRegistry());
    private final Map<String, TopicState> topics = new TreeMap<>();
    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    private final Set<AclBinding> acls = new HashSet<>();
    private final Map<String, Long> begins = new HashMap<>();
    private final Map<String, Long> cleaned = new HashMap<>();
    private Optional<RuntimeException> producersFault = Optional.empty();
    private String writtenBack = "";

    /** With the whole catalogue. */
    static FakeKafka withTopics() {
        FakeKafka kafka = new FakeKafka();
        Topics.create(2, (short) 1).forEach(kafka::add);
        return kafka;
    }

    void add(NewTopic topic) {
        List<PartitionState> partitions = IntStream.range(0, topic.numPartitions())
                .mapToObj(number -> new PartitionState(number, 1, List.of(1), List.of(1)))
                .toList();
        topics.put(
                topic.name(),
                new TopicState(partitions, Optional.ofNullable(topic.configs()).orElse(Map.of())));
    }

    /** What the authorizer has. */
    Set<AclBinding> acls() {
        return acls;
    }

    void remove(Topic<?, ?> topic) {
        topics.remove(topic.name());
    }

    /** What the broker was told of {@code topic}. */
    Map<String, String> configOf(Topic<?, ?> topic) {
        return topics.getOrDefault(topic.name(), new TopicState(List.of(), Map.of()))
                .config();
    }

    void changes(Topic<?, ?> topic, String setting, String value) {
        Map<String, String> config = new HashMap<>(configOf(topic));
        config.put(setting, value);
        topics.computeIfPresent(topic.name(), (name, state) -> new TopicState(state.partitions(), config));
    }

    boolean has(Topic<?, ?> topic) {
        return topics.containsKey(topic.name());
    }

    /** Whoever writes meets this. */
    void producersFailWith(RuntimeException fault) {
        producersFault = Optional.of(fault);
    }

    <K, V extends SpecificRecord> void holds(Topic<K, V> topic, K key, V value) {
        holds(
                topic,
                topic.keySerde().serializer().serialize(topic.name(), key),
                serdes.valuesOf(topic).serializer().serialize(topic.name(), value),
                new RecordHeaders());
    }

    <V extends SpecificRecord> void holds(Topic<String, V> topic, String key, V value, Instant time) {
        holds(
                topic,
                topic.keySerde().serializer().serialize(topic.name(), key),
                serdes.valuesOf(topic).serializer().serialize(topic.name(), value),
                new RecordHeaders(),
                time.toEpochMilli());
    }

    /** A verdict by whoever signs with {@code by}. */
    void holds(OrderValidation verdict, CheckKey by) {
        Headers headers = new RecordHeaders();
        byte[] value = serdes.signing(Optional.of(by))
                .valuesOf(Topics.ORDER_VALIDATIONS)
                .serializer()
                .serialize(Topics.ORDER_VALIDATIONS.name(), headers, verdict);
        holds(Topics.ORDER_VALIDATIONS, verdict.getOrderId().getBytes(UTF_8), value, headers);
    }

    void holds(Topic<?, ?> topic, byte[] key, byte[] value, Headers headers) {
        append(topic.name(), key, value, headers, NOON);
    }

    void holds(Topic<?, ?> topic, byte[] key, byte[] value, Headers headers, long timestamp) {
        append(topic.name(), key, value, headers, timestamp);
    }

    @SuppressWarnings("NullAway") // no value is what a deletion is
    <K> void deletes(Topic<K, ?> topic, K key) {
        append(topic.name(), topic.keySerde().serializer().serialize("", key), null, new RecordHeaders(), NOON);
    }

    <K, V extends SpecificRecord> List<V> written(Topic<K, V> topic) {
        return raw(topic).stream()
                .map(record -> serdes.valuesOf(topic).deserializer().deserialize(topic.name(), record.value()))
                .collect(Collectors.toList());
    }

    List<ConsumerRecord<byte[], byte[]>> raw(Topic<?, ?> topic) {
        return records.getOrDefault(topic.name(), List.of());
    }

    /** As retention does: the oldest {@code count} records go. */
    void losesOldest(Topic<?, ?> topic, int count) {
        begins.put(topic.name(), (long) count);
        records.getOrDefault(topic.name(), new ArrayList<>()).subList(0, count).clear();
    }

    /** As compaction does, after the record was read for the first time. */
    void cleansOnceRead(Topic<?, ?> topic, long offset) {
        cleaned.put(topic.name(), offset);
    }

    /** Somebody writes the oldest record of {@code topic} again whenever a key of it is deleted. */
    void writesBack(Topic<?, ?> topic) {
        writtenBack = topic.name();
    }

    private static long endOf(List<ConsumerRecord<byte[], byte[]>> log) {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).offset() + 1;
    }

    private void append(String topic, byte[] key, byte[] value, Headers headers, long timestamp) {
        List<ConsumerRecord<byte[], byte[]>> log = records.computeIfAbsent(topic, name -> new ArrayList<>());
        log.add(new ConsumerRecord<>(
                topic,
                0,
                endOf(log),
                timestamp,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key,
                value,
                headers,
                Optional.empty()));
    }

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        return new MockConsumer<>("earliest") {
            @Override
            public synchronized void assign(Collection<TopicPartition> partitions) {
                super.assign(partitions);
                tell(partitions);
                partitions.forEach(partition -> log(partition).forEach(this::addRecord));
                partitions.forEach(partition -> clean(partition.topic()));
            }

            @Override
            public synchronized Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
                tell(partitions);
                return super.beginningOffsets(partitions);
            }

            @Override
            public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
                tell(partitions);
                return super.endOffsets(partitions);
            }

            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                    Map<TopicPartition, Long> times) {
                Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
                times.forEach((partition, time) -> found.put(
                        partition,
                        log(partition).stream()
                                .filter(record -> record.timestamp() >= time)
                                .findFirst()
                                .map(record -> new OffsetAndTimestamp(record.offset(), record.timestamp()))
                                .orElse(null)));
                return found;
            }

            private void clean(String topic) {
                Long offset = cleaned.get(topic);
                if (offset != null) {
                    records.getOrDefault(topic, new ArrayList<>()).removeIf(record -> record.offset() == offset);
                }
            }

            private void tell(Collection<TopicPartition> partitions) {
                for (TopicPartition partition : partitions) {
                    updateBeginningOffsets(Map.of(partition, begins.getOrDefault(partition.topic(), 0L)));
                    updateEndOffsets(Map.of(partition, endOf(log(partition))));
                }
            }

            private List<ConsumerRecord<byte[], byte[]>> log(TopicPartition partition) {
                return partition.partition() == 0 ? records.getOrDefault(partition.topic(), List.of()) : List.of();
            }
        };
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<byte[], byte[]> record, Callback callback) {
                        producersFault.ifPresent(fault -> {
                            throw fault;
                        });
                        long time = record.timestamp() == null ? System.currentTimeMillis() : record.timestamp();
                        append(record.topic(), record.key(), record.value(), record.headers(), time);
                        if (record.topic().equals(writtenBack) && record.value() == null) {
                            ConsumerRecord<byte[], byte[]> oldest = records.getOrDefault(record.topic(), List.of())
                                    .get(0);
                            append(record.topic(), oldest.key(), oldest.value(), oldest.headers(), time);
                        }
                        return super.send(record, callback);
                    }
                };
        if (!properties.containsKey(ProducerConfig.ACKS_CONFIG)) {
            throw new AssertionError("events must be acknowledged by all");
        }
        return producer;
    }

    @Override
    public TopicAdmin admin(Map<String, Object> properties) {
        return new TopicAdmin() {
            @Override
            public Map<String, TopicState> describe(Collection<String> names) {
                Map<String, TopicState> found = new HashMap<>(topics);
                found.keySet().retainAll(names);
                return found;
            }

            @Override
            public void create(Collection<NewTopic> wanted) {
                wanted.forEach(FakeKafka.this::add);
            }

            @Override
            public void alter(Map<String, Map<String, String>> settings) {
                settings.forEach((name, values) -> topics.computeIfPresent(name, (topic, state) -> {
                    Map<String, String> config = new HashMap<>(state.config());
                    config.putAll(values);
                    return new TopicState(state.partitions(), config);
                }));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public AclAdmin acls(Map<String, Object> properties) {
        return new AclAdmin() {
            @Override
            public Collection<AclBinding> held() {
                return List.copyOf(acls);
            }

            @Override
            public void give(Collection<AclBinding> bindings) {
                acls.addAll(bindings);
            }

            @Override
            public void take(Collection<AclBinding> bindings) {
                acls.removeAll(bindings);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public EventSerdes serdes(Map<String, ?> properties) {
        return serdes;
    }
}
