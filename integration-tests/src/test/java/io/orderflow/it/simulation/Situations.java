/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The different situations that runs met: an application in the state that an order is in, given an input; and crashes, by what the
 * application had done since its last commit. A simulation that meets few of them proves little.
 */
final class Situations {

    private final Deserializer<SpecificRecord> events;
    private final Set<String> met = new TreeSet<>();
    private final Map<String, String> states = new HashMap<>();
    private final Map<String, String> last = new HashMap<>();

    Situations(EventSerdes serdes) {
        this.events = serdes.of(SpecificRecord.class).deserializer();
    }

    /** A new run begins. */
    void begin() {
        states.clear();
        last.clear();
    }

    void read(Instance instance, ConsumerRecord<byte[], byte[]> record) {
        String input = input(record);
        String key = instance.id() + " " + new String(record.key(), UTF_8);
        met.add("%s reads %s after %s".formatted(instance.id(), input, states.getOrDefault(key, "nothing")));
        states.put(key, input);
        last.put(instance.id(), input);
    }

    void crash(Instance instance) {
        met.add("%s crashes %s records after its commit, after %s"
                .formatted(
                        instance.id(),
                        Math.min(instance.sinceCommit(), 3),
                        last.getOrDefault(instance.id(), "nothing")));
    }

    void forget(Instance instance) {
        met.add("%s forgets its offsets after %s"
                .formatted(instance.id(), last.getOrDefault(instance.id(), "nothing")));
    }

    private String input(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return record.topic() + " tombstone";
        }
        try {
            SpecificRecord event = events.deserialize(record.topic(), record.value());
            if (event instanceof Order order) {
                return order.getState().name();
            }
            if (event instanceof OrderValidation verdict) {
                return verdict.getCheck() + " " + verdict.getResult();
            }
            if (event instanceof OrderCommand command) {
                return command.getCommand().getClass().getSimpleName();
            }
            return event.getSchema().getName();
        } catch (SerializationException e) {
            return record.topic() + " unreadable";
        }
    }

    Set<String> met() {
        return met;
    }
}
