/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Settings;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** How Streams is configured unless the configuration file says otherwise. */
public final class StreamsProperties {

    /**
     * For how long a group waits for a member that it does not hear of, before others get what it had: the shortest that brokers
     * allow by default.
     */
    public static final Duration SESSION = Duration.ofSeconds(6);

    private StreamsProperties() {}

    /** All properties of {@code service}, the file's own last. */
    public static Map<String, Object> of(String service, Settings settings, DeadLetters deadLetters) {
        Map<String, Object> properties = new HashMap<>(defaults(service, deadLetters));
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                settings.get(CommonSettings.STATE_DIR).toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, settings.get(CommonSettings.PROCESSING_GUARANTEE));
        properties.putAll(settings.kafka());
        return properties;
    }

    /**
     * For a topology that reads inputs twice without harm: what it writes needs no transaction, which others would have to wait
     * for; what it reads must be committed all the same. These go before all others.
     *
     * @param linger how long a record may wait for others to be sent with
     */
    public static Map<String, Object> atLeastOnce(Duration linger) {
        return Map.of(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.AT_LEAST_ONCE,
                StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
                "read_committed",
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                Math.toIntExact(linger.toMillis()),
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                1_000,
                StreamsConfig.POLL_MS_CONFIG,
                100); // a record ends a poll at once, and no commit waits for one here
    }

    /**
     * For a topology whose memory would count twice what it reads twice: if the place up to which it had read is lost, the service
     * refuses to go on. All its sources but repartition topics must have no place to begin of their own.
     */
    public static Map<String, Object> inputOnce() {
        return Map.of(InputOffsets.CONFIG, true);
    }

    private static Map<String, Object> defaults(String service, DeadLetters deadLetters) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, service);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);

        // An order crosses four commits on its way; PromptCommits spares it their interval where orders are few.
        // A poll that waits longer than the commit interval would undo it.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 20);
        properties.put(StreamsConfig.POLL_MS_CONFIG, 20);

        // How soon another instance takes over. It learns of the session's end with a heartbeat, and waits for the
        // transaction that the dead one left open.
        int session = Math.toIntExact(SESSION.toMillis());
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), session);
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);

        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.Shared.class);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.Unreadable.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.Unprocessable.class);
        properties.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.Unwritable.class);
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class);
        properties.put(
                StreamsConfig.globalConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                GlobalRecords.class.getName());
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                SetAsideSuspects.class.getName());
        // Streams' own switch for global stores too; its constant is deprecated because it is to be the default in 5.0.
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                Topics.deadLettersOf(service).name());
        properties.put(DeadLetters.CONFIG, deadLetters);
        return properties;
    }
}
