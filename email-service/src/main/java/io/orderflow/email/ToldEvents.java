/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which events have been told, and which are too old to be told at all (<em>idempotent receiver</em>). A group whose offsets
 * are lost reads its topics from their beginning: what is younger than the greatest age is remembered and not told again,
 * what is older is not told. So one setting bounds both the memory and what a first start on an old topic tells.
 */
final class ToldEvents {

    static final String TOLD_EVENTS = "told-events";

    private static final Logger LOG = LoggerFactory.getLogger(ToldEvents.class);
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final int OLD_EVENTS_A_LINE = 1_000;

    /** What a store's entry says. Their names are in the store. */
    enum Progress {
        /** The order went to the topic of its customer's level; its customer has not been told. */
        ROUTED,
        /** The mail is written. */
        TOLD
    }

    private final ExpiringStore<String> told;
    private final ProcessorContext<?, ?> context;
    private final Duration maxAge;
    private final MailCounts counts;

    ToldEvents(ProcessorContext<?, ?> context, Duration maxAge, MailCounts counts) {
        this.told = new ExpiringStore<>(context.getStateStore(TOLD_EVENTS), maxAge);
        this.context = context;
        this.maxAge = maxAge;
        this.counts = counts;
    }

    /** One for all processors that tell. */
    static StoreBuilder<TimestampedKeyValueStore<String, String>> builder() {
        return ExpiringStore.builder(TOLD_EVENTS, Serdes.String());
    }

    Optional<Progress> progress(String orderId, String messageId) {
        return told.get(keyOf(orderId, messageId)).map(Progress::valueOf);
    }

    boolean isTold(String orderId, String messageId) {
        return progress(orderId, messageId).equals(Optional.of(Progress.TOLD));
    }

    void put(String orderId, String messageId, Progress progress) {
        long now = context.currentSystemTimeMs();
        told.put(keyOf(orderId, messageId), progress.name(), now, now);
    }

    /**
     * True if the event is too old to be told; it has been counted then.
     *
     * @param happened when, as the event itself says
     * @param timestamp the record's, which is believed where the event says that it is still to come
     */
    boolean isTooOld(String messageId, Instant happened, long timestamp) {
        long now = context.currentSystemTimeMs();
        long time = happened.toEpochMilli() > now + CLOCK_SKEW.toMillis() ? timestamp : happened.toEpochMilli();
        if (time > now - maxAge.toMillis()) {
            return false;
        }
        long count = counts.tooOld();
        if (count % OLD_EVENTS_A_LINE == 1) {
            LOG.info(
                    "{} happened more than {}={} ago and is not told; {} such since start",
                    messageId,
                    EmailConfig.MAX_AGE.name(),
                    maxAge,
                    count);
        }
        return true;
    }

    void removeExpired() {
        told.removeExpired(context.currentSystemTimeMs());
    }

    /** No order id holds a slash. */
    private static String keyOf(String orderId, String messageId) {
        return orderId + "/" + messageId;
    }
}
