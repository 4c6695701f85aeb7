/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.orderflow.common.PlausibleTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of a record. One that has none (-1), or one that cannot be true ({@link PlausibleTime}), gets that of the newest
 * record before it in its partition, so that it is the same however often it is read; the wall clock's if there is none.
 * Streams would stop the partition for ever at the one, and drop whatever came after the other as too late. Made by Streams, by
 * class name.
 */
public final class RecordTime implements TimestampExtractor, Configurable {

    /** The configuration key of an {@link InstantSource}: the clock; the system's unless given. */
    public static final String CLOCK = "orderflow.clock";

    private static final Logger LOG = LoggerFactory.getLogger(RecordTime.class);

    private InstantSource clock = InstantSource.system();

    @Override
    public void configure(Map<String, ?> config) {
        if (config.get(CLOCK) instanceof InstantSource given) {
            clock = given;
        }
    }

    /** {@code partitionTime} is that of the newest record before, -1 if there is none. */
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return timeOf(record, partitionTime);
    }

    long timeOf(ConsumerRecord<?, ?> record, long partitionTime) {
        Instant now = clock.instant();
        if (PlausibleTime.isPlausible(Instant.ofEpochMilli(record.timestamp()), now)) {
            return record.timestamp();
        }
        long corrected = partitionTime >= 0 ? Math.min(partitionTime, now.toEpochMilli()) : now.toEpochMilli();
        LOG.warn(
                "{}-{}@{}: the record's time {} cannot be true: taken for {}",
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                Instant.ofEpochMilli(corrected));
        return corrected;
    }
}
