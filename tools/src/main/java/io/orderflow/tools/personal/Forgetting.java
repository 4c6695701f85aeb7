/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.personal;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.kafka.TopicState;
import io.orderflow.events.OrderState;
import io.orderflow.schemas.Keeping;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.personal.CustomerData.Erasable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Erases what topics hold of a customer: each record that says who it is gets a deletion of its key (a <em>tombstone</em>). May be
 * done again at any time, also after it was cut short: what is erased already only gets its deletion once more, which has the
 * segment that it lies in closed, and so cleaned, where nobody else writes.
 */
public final class Forgetting {

    private static final int MOST_SHOWN = 10;

    private final Cluster cluster;
    private final long id;
    private final boolean evenUnshipped;

    /** @param evenUnshipped whether it is done also while goods are owed to the customer */
    public Forgetting(Cluster cluster, long id, boolean evenUnshipped) {
        this.cluster = cluster;
        this.id = id;
        this.evenUnshipped = evenUnshipped;
    }

    /** What there is to be erased. */
    public CustomerData look() {
        return CustomerData.read(cluster, id);
    }

    /**
     * Says why the customer cannot be forgotten now.
     *
     * @throws ClientException if that is so
     */
    public void require(CustomerData data) {
        requireCompaction();
        if (data.records().isEmpty()) {
            throw new ClientException(Kind.NOT_FOUND, "the topics hold nothing of customer %s".formatted(id));
        }
        List<String> undecided = data.orders(OrderState.CREATED);
        if (!undecided.isEmpty()) {
            throw new ClientException(
                    Kind.REFUSED,
                    "customer %s has orders that are not decided, and which would fail for an unknown customer: %s; wait for them, or cancel them"
                            .formatted(id, shown(undecided)));
        }
        List<String> unshipped = data.orders(OrderState.VALIDATED);
        if (!unshipped.isEmpty() && !evenUnshipped) {
            throw new ClientException(
                    Kind.REFUSED,
                    "customer %s was promised goods that are not shipped: %s; ship or cancel them first, or say --even-unshipped: then nobody will be told of them any more"
                            .formatted(id, shown(unshipped)));
        }
    }

    private void requireCompaction() {
        List<Topic<?, ?>> personal =
                Topics.all().stream().filter(Topic::mayHoldPersonalData).toList();
        List<String> wrong = cluster.require(personal).entrySet().stream()
                .filter(topic -> !isCleanedInTime(topic.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (!wrong.isEmpty()) {
            throw new ClientException(
                    Kind.REFUSED,
                    "what is deleted from %s, the broker's files keep for longer than %s days: see orderflow topics alter"
                            .formatted(String.join(", ", wrong), Keeping.OF_DELETIONS.toDays()));
        }
    }

    private static boolean isCleanedInTime(TopicState topic) {
        return topic.isCompacted() && topic.compactionLagMillis() <= Keeping.OF_DELETIONS.toMillis();
    }

    private static String shown(List<String> ids) {
        String first = String.join(", ", ids.subList(0, Math.min(MOST_SHOWN, ids.size())));
        return ids.size() > MOST_SHOWN ? first + " and " + (ids.size() - MOST_SHOWN) + " more" : first;
    }

    /**
     * Erases what {@code data} says. The customer's own record goes last: should it be cut short, the rest is found once more by
     * what that says; what services made of it meanwhile, {@link #look} finds.
     */
    public void erase(CustomerData data) {
        try (EventWriter writer = cluster.writer()) {
            erase(writer, data.erasable().stream().filter(Forgetting::isCopy));
            erase(writer, data.erasable().stream().filter(Predicate.not(Forgetting::isCopy)));
        }
    }

    private static boolean isCopy(Erasable one) {
        return !one.topic().equals(Topics.CUSTOMERS.name());
    }

    @SuppressWarnings("NullAway") // no value is what a deletion is
    private static void erase(EventWriter writer, Stream<Erasable> records) {
        records.forEach(one -> writer.write(
                new ProducerRecord<>(one.topic(), one.partition(), one.key().array(), null)));
        writer.flush();
    }

    /** How long after they were erased records may still be in the files of the broker, at most, once there is a newer one. */
    public Duration lag(CustomerData data) {
        Map<String, TopicState> states = cluster.require(
                Topics.all().stream().filter(Topic::mayHoldPersonalData).toList());
        return Duration.ofMillis(data.erasable().stream()
                .map(one -> states.get(one.topic()))
                .mapToLong(state -> state == null ? 0 : state.compactionLagMillis())
                .max()
                .orElse(0));
    }
}
