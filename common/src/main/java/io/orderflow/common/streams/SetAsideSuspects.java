/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.schemas.DeadLetterHeaders;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Marks the records that {@link SuspectRecords} says are to be set aside, so that they are taken for unreadable: that is the one
 * place in Kafka Streams where a record can become a dead letter before any processor has seen it. Made by the consumer, by
 * class name.
 */
public final class SetAsideSuspects implements ConsumerInterceptor<byte[], byte[]> {

    private DeadLetters letters = new DeadLetters("streams");

    @Override
    public void configure(Map<String, ?> config) {
        letters = DeadLetters.of(config);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            records.records(partition).forEach(record -> {
                // Also takes away what another program may have written under this name.
                record.headers().remove(DeadLetterHeaders.SET_ASIDE);
                letters.suspects()
                        .reasonToSetAside(partition, record.offset())
                        .ifPresent(reason -> record.headers().add(DeadLetterHeaders.SET_ASIDE, reason.getBytes(UTF_8)));
            });
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
