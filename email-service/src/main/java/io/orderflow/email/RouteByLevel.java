/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.email.letter.Level;
import io.orderflow.events.Customer;
import io.orderflow.events.OrderEnriched;
import io.orderflow.schemas.Topics;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which topic an enriched order goes to: that of its customer's level, bronze if nobody knows the level. */
final class RouteByLevel implements TopicNameExtractor<String, OrderEnriched> {

    private static final Logger LOG = LoggerFactory.getLogger(RouteByLevel.class);

    private final MailCounts counts;

    RouteByLevel(MailCounts counts) {
        this.counts = counts;
    }

    /** All that it may choose. */
    static Set<String> topics() {
        return Arrays.stream(Level.values()).map(RouteByLevel::topicOf).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String extract(String orderId, OrderEnriched enriched, RecordContext context) {
        Customer customer = enriched.getCustomer();
        Optional<Level> level = Level.of(customer.getLevel());
        if (level.isEmpty()) {
            counts.unknownLevel();
            LOG.debug("customer {} has an unknown level: bronze", customer.getId());
        }
        return topicOf(level.orElse(Level.BRONZE));
    }

    private static String topicOf(Level level) {
        return Topics.ordersOf(level.text()).name();
    }

    /** As the topology's description shows it. */
    @Override
    public String toString() {
        return "orders-LEVEL";
    }
}
