/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import io.orderflow.schemas.serde.EventSerdes;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Where Kafka clients come from: the one thing that a test replaces. */
public interface Clients {

    Consumer<byte[], byte[]> consumer(Map<String, Object> properties);

    Producer<byte[], byte[]> producer(Map<String, Object> properties);

    TopicAdmin admin(Map<String, Object> properties);

    AclAdmin acls(Map<String, Object> properties);

    EventSerdes serdes(Map<String, ?> properties);
}
