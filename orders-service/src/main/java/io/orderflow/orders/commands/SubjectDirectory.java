/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.commands;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Subject;
import io.orderflow.orders.access.Identity;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is who: gives each subject of a token a reference at random, and writes it to the topic {@code subjects}. Commands and events,
 * which nobody can change, name people by reference only; so a person can be erased in one place. An instance remembers those
 * that it saw last, and gives others a new one: a subject may have several.
 */
public final class SubjectDirectory implements AutoCloseable {

    /** Of so many subjects the references are remembered. */
    static final int REMEMBERED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(SubjectDirectory.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Producer<String, Subject> producer;
    private final Map<Subject, String> references = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, String> eldest) {
            return size() > REMEMBERED;
        }
    });

    public SubjectDirectory(Producer<String, Subject> producer) {
        this.producer = requireNonNull(producer, "producer");
    }

    /** One on a real producer. */
    public static SubjectDirectory on(Map<String, String> kafka, Duration timeout) {
        Map<String, Object> config = new HashMap<>(CommandLog.config(kafka, timeout));
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "orders-service-subjects");
        return new SubjectDirectory(new KafkaProducer<>(
                config,
                new StringSerializer(),
                EventSerdes.from(kafka).valuesOf(Topics.SUBJECTS).serializer()));
    }

    /**
     * The reference to {@code by}; nobody where no token says who it is. May wait for the broker as a producer does.
     *
     * @throws KafkaException if it is a new one and cannot be written
     */
    public Optional<String> reference(Identity by) {
        return by.subject()
                .map(subject -> new Subject(subject, by.customerId().orElse(null)))
                .map(subject -> Optional.ofNullable(references.get(subject)).orElseGet(() -> written(subject)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
    private String written(Subject subject) {
        String reference = UUID.randomUUID().toString();
        references.put(subject, reference);
        try {
            producer.send(new ProducerRecord<>(Topics.SUBJECTS.name(), reference, subject), (written, error) -> {
                if (error != null) {
                    references.remove(subject, reference);
                    LOG.warn("Who {} stands for was not acknowledged: {}", reference, error.getMessage());
                }
            });
        } catch (RuntimeException e) {
            references.remove(subject, reference);
            throw e;
        }
        return reference;
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
