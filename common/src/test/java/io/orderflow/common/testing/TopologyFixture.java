/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.DeadLetters;
import io.orderflow.common.streams.RecordTime;
import io.orderflow.common.streams.SetAsideSuspects;
import io.orderflow.common.streams.StreamsProperties;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * A service's topology without a broker, configured and handling errors as the running service does. Time is virtual: it
 * starts at {@link Sample#NOON} and passes only by {@link #pass}.
 */
public final class TopologyFixture implements AutoCloseable {

    /** A record found in the dead-letter topic: the topic it came from, and why it is there. */
    public record DeadLetter(String topic, String reason) {}

    private final String service;
    private final Path stateDir;
    private final EventSerdes serdes = EventSerdes.using(new InMemoryRegistry());
    private final TopologyTestDriver driver;
    private final Map<String, TestOutputTopic<?, ?>> outputs = new HashMap<>();
    private final DeadLetters letters;
    private Instant now = Sample.NOON;

    public TopologyFixture(String service, Function<EventSerdes, Topology> topology) {
        this.service = service;
        this.letters = new DeadLetters(service);
        this.stateDir = temporaryFolder();
        Map<String, String> settings = Map.of(CommonSettings.STATE_DIR.name(), stateDir.toString());
        Properties properties = new Properties();
        properties.putAll(StreamsProperties.of(service, Settings.of(settings, CommonSettings.and(List.of())), letters));
        properties.put(RecordTime.CLOCK, (InstantSource) this::now);
        // Under exactly-once the driver loses what is written outside a processor: the dead letters of unreadable
        // records.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        this.driver = new TopologyTestDriver(topology.apply(serdes), properties, now);
    }

    /** Writes a record at the fixture's time. */
    public <K, V extends SpecificRecord> void send(Topic<K, V> topic, K key, V value) {
        send(topic, key, value, serdes.valuesOf(topic).serializer());
    }

    /**
     * Hands over a record, of a topic that nothing else was written to, as a consumer does that reads it anew after its
     * transaction was given up.
     */
    public <K, V extends SpecificRecord> void again(Topic<K, V> topic, K key, V value) {
        byte[] keyBytes = topic.keySerde().serializer().serialize(topic.name(), key);
        byte[] valueBytes = serdes.valuesOf(topic).serializer().serialize(topic.name(), value);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic.name(), 0, 0, keyBytes, valueBytes);
        SetAsideSuspects consumer = new SetAsideSuspects();
        consumer.configure(Map.of(DeadLetters.CONFIG, letters));
        consumer.onConsume(
                new ConsumerRecords<>(Map.of(new TopicPartition(topic.name(), 0), List.of(record)), Map.of()));
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(keyBytes, valueBytes, record.headers(), now));
    }

    /** What is counted as a dead letter. */
    public DeadLetters letters() {
        return letters;
    }

    /** Writes a record with a time of its own, which may be none at all. */
    public <K, V extends SpecificRecord> void sendAt(Topic<K, V> topic, K key, V value, long timestamp) {
        driver.createInputTopic(
                        topic.name(),
                        topic.keySerde().serializer(),
                        serdes.valuesOf(topic).serializer())
                .pipeInput(key, value, Instant.ofEpochMilli(timestamp)); // as a number it must not be -1
    }

    /** The times of the records written to {@code topic} since last asked, in milliseconds. */
    public List<Long> timesOf(Topic<?, ?> topic) {
        return driver
                .createOutputTopic(
                        topic.name(),
                        Serdes.ByteArray().deserializer(),
                        Serdes.ByteArray().deserializer())
                .readRecordsToList()
                .stream()
                .map(TestRecord::timestamp)
                .toList();
    }

    /** Writes a record with these headers at the fixture's time. */
    public <K, V extends SpecificRecord> void send(Topic<K, V> topic, K key, V value, Headers headers) {
        driver.createInputTopic(
                        topic.name(),
                        topic.keySerde().serializer(),
                        serdes.valuesOf(topic).serializer())
                .pipeInput(new TestRecord<>(key, value, headers, now));
    }

    /** Writes a verdict as whoever signs with {@code by}. */
    public void sendSigned(String key, OrderValidation verdict, CheckKey by) {
        send(
                Topics.ORDER_VALIDATIONS,
                key,
                verdict,
                serdes.signing(Optional.of(by))
                        .valuesOf(Topics.ORDER_VALIDATIONS)
                        .serializer());
    }

    /** The records written to {@code topic} since last asked, with their headers. */
    public <K, V extends SpecificRecord> List<TestRecord<K, V>> receivedWithHeaders(Topic<K, V> topic) {
        return output(topic, serdes.valuesOf(topic).deserializer()).readRecordsToList();
    }

    /** Writes an order as it is just after it was placed. */
    public TopologyFixture created(Sample.OrderBuilder order) {
        return send(order.created());
    }

    /** Writes an order. */
    public TopologyFixture send(Order order) {
        send(Topics.ORDERS, order.getId(), order);
        return this;
    }

    /** Writes a record without a value. */
    @SuppressWarnings("NullAway") // that is what a tombstone is
    public <K> void tombstone(Topic<K, ?> topic, K key) {
        sendBytes(topic, key, null);
    }

    /** Writes a record whose value is these bytes, readable or not; null is a tombstone. */
    public <K, V> void sendBytes(Topic<K, V> topic, K key, byte @Nullable [] value) {
        send(topic, key, value, new ByteArraySerializer());
    }

    private <K, V> void send(Topic<K, ?> topic, K key, @Nullable V value, Serializer<V> values) {
        TestInputTopic<K, V> input =
                driver.createInputTopic(topic.name(), topic.keySerde().serializer(), values);
        input.pipeInput(key, value, now);
    }

    /** The values written to {@code topic} since last asked. */
    public <K, V extends SpecificRecord> List<V> received(Topic<K, V> topic) {
        return receivedRecords(topic).stream().map(record -> record.value).toList();
    }

    /** The records written to {@code topic} since last asked. */
    public <K, V extends SpecificRecord> List<KeyValue<K, V>> receivedRecords(Topic<K, V> topic) {
        return output(topic, serdes.valuesOf(topic).deserializer()).readKeyValuesToList();
    }

    /** The verdicts since last asked, a line each: {@code A FAIL [kettle: 2 asked, 1 available]}. */
    public List<String> verdicts() {
        return received(Topics.ORDER_VALIDATIONS).stream()
                .map(verdict -> verdict.getOrderId() + " " + verdict.getResult() + " " + verdict.getReasons())
                .toList();
    }

    /** What went to the service's dead-letter topic since last asked. */
    public List<DeadLetter> deadLetters() {
        return deadLetterRecords().stream()
                .map(record -> new DeadLetter(
                        header(record, "__streams.errors.topic"), header(record, "__streams.errors.message")))
                .toList();
    }

    /** The records of the service's dead-letter topic since last asked. */
    public List<TestRecord<byte[], byte[]>> deadLetterRecords() {
        return output(Topics.deadLettersOf(service), Serdes.ByteArray().deserializer())
                .readRecordsToList();
    }

    /** What was written to the changelog of {@code store} since last asked: the values, in bytes; empty for deletions. */
    public List<byte[]> changes(String store) {
        return driver
                .createOutputTopic(
                        service + "-" + store + "-changelog", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(value -> value == null ? new byte[0] : value)
                .toList();
    }

    /** Lets time pass, for records and for the wall clock: punctuators run. */
    public void pass(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** The fixture's time. */
    public Instant now() {
        return now;
    }

    /** For stores and metrics. */
    public TopologyTestDriver driver() {
        return driver;
    }

    public EventSerdes serdes() {
        return serdes;
    }

    @SuppressWarnings("unchecked") // one topic name, one pair of types
    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic, Deserializer<V> values) {
        return (TestOutputTopic<K, V>) outputs.computeIfAbsent(
                topic.name(),
                name -> driver.createOutputTopic(name, topic.keySerde().deserializer(), values));
    }

    private static String header(TestRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("orderflow-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(stateDir)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
