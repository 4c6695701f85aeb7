/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.desk;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.DeadLetters;
import io.orderflow.client.show.AvroJson;
import io.orderflow.client.show.DeadLetter;
import io.orderflow.client.show.RecordReader;
import io.orderflow.client.show.RecordView;
import io.orderflow.orders.page.Desk.Told;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The dead letters of all services: what {@code bin/orderflow dlq} shows and does. */
final class Letters {

    /** Of each service; the newest are what is asked for. */
    private static final int MOST_SHOWN = 50;

    private final Cluster cluster;

    Letters(Cluster cluster) {
        this.cluster = requireNonNull(cluster, "cluster");
    }

    /** How many each service has, and the newest with why they are here. */
    Told list() {
        RecordReader reader = new RecordReader(cluster.serdes());
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Deque<ConsumerRecord<byte[], byte[]>>> newest = new LinkedHashMap<>();
        Map<String, String> services = new LinkedHashMap<>();
        for (String service : Topics.SERVICES) {
            services.put(Topics.deadLettersOf(service).name(), service);
            counts.put(service, 0);
            newest.put(service, new ArrayDeque<>());
        }
        cluster.readAll(Topics.SERVICES.stream().map(Topics::deadLettersOf).toList(), record -> {
            String service = requireNonNull(services.get(record.topic()));
            counts.merge(service, 1, Integer::sum);
            Deque<ConsumerRecord<byte[], byte[]>> kept = requireNonNull(newest.get(service));
            kept.addLast(record);
            if (kept.size() > MOST_SHOWN) {
                kept.removeFirst();
            }
        });
        List<ObjectNode> letters = newest.entrySet().stream()
                .flatMap(service ->
                        service.getValue().stream().map(letter -> json(service.getKey(), reader.read(letter))))
                .sorted(Comparator.comparing(
                                (ObjectNode letter) -> letter.path("time").asText())
                        .reversed())
                .toList();
        return Told.of(Map.of("counts", counts, "letters", letters));
    }

    private static ObjectNode json(String service, RecordView letter) {
        return AvroJson.of(letter)
                .put("service", service)
                .put("source", DeadLetter.source(letter).orElse(null))
                .put("reason", DeadLetter.reason(letter));
    }

    /** Sends one again to where it was found. */
    Told replay(JsonNode body) {
        String service = body.path("service").asText();
        if (!Topics.SERVICES.contains(service)) {
            return Told.refused(400, "service %s: must be one of %s".formatted(service, Topics.SERVICES));
        }
        Topic<byte[], byte[]> letters = Topics.deadLettersOf(service);
        int partition = body.path("partition").asInt(-1);
        long offset = body.path("offset").asLong(-1);
        Optional<RecordMetadata> written = new DeadLetters(cluster, letters).replay(partition, offset);
        return written.map(place -> Told.of(
                        Map.of("written", "%s[%s]@%s".formatted(place.topic(), place.partition(), place.offset()))))
                .orElseGet(() -> Told.refused(
                        404,
                        "no dead letter is at partition %s, offset %s of %s".formatted(partition, offset, letters)));
    }
}
