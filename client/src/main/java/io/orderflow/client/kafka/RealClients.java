/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.schemas.serde.EventSerdes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Real clients of a real cluster. */
public final class RealClients implements Clients {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 10_000;

    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public TopicAdmin admin(Map<String, Object> properties) {
        return new BrokerAdmin(realAdmin(properties));
    }

    @Override
    public AclAdmin acls(Map<String, Object> properties) {
        return new BrokerAcls(realAdmin(properties));
    }

    private static Admin realAdmin(Map<String, Object> properties) {
        requireAnAnswer(String.valueOf(properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)));
        Map<String, Object> patient = new HashMap<>(properties);
        patient.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        patient.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        return Admin.create(patient);
    }

    @Override
    public EventSerdes serdes(Map<String, ?> properties) {
        return EventSerdes.from(properties);
    }

    /** Kafka's clients try until a timeout; a port on which nobody listens can be told at once. */
    private static void requireAnAnswer(String servers) {
        List<String> refusals = new ArrayList<>();
        for (String server : servers.split(",", -1)) {
            String address = server.strip();
            int colon = address.lastIndexOf(':');
            String host = address.substring(0, colon).replace("[", "").replace("]", "");
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))), CONNECT_MILLIS);
                return;
            } catch (IOException | IllegalArgumentException e) {
                refusals.add(address + " (" + (e.getMessage() == null ? e : e.getMessage()) + ")");
            }
        }
        throw new ClientException(
                Kind.AWAY,
                "no Kafka broker at " + String.join(", ", refusals)
                        + ": is it running (bin/demo starts one)? If it is elsewhere, give --bootstrap-servers");
    }
}
