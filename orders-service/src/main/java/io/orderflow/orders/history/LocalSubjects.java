/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Subject;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who the references of events stand for, by interactive query of the store that every instance has. */
public final class LocalSubjects {

    /** The store, which is there where tokens are asked for. */
    public static final String STORE = "subjects";

    private static final Logger LOG = LoggerFactory.getLogger(LocalSubjects.class);

    private final Supplier<KafkaStreams> streams;

    /** @param streams asked at each look, as it may not be there at first */
    public LocalSubjects(Supplier<KafkaStreams> streams) {
        this.streams = requireNonNull(streams, "streams");
    }

    /** Whom {@code reference} stands for; nobody where that was erased, or cannot be told here now. Neither waits nor throws. */
    public Optional<String> look(String reference) {
        try {
            ReadOnlyKeyValueStore<String, Subject> subjects = streams.get()
                    .store(StoreQueryParameters.fromNameAndType(STORE, QueryableStoreTypes.keyValueStore()));
            return Optional.ofNullable(subjects.get(reference)).map(Subject::getSubject);
        } catch (SerializationException // is no record of ours
                | RetriableException // the schema registry does not answer
                | InvalidStateStoreException // is read in, or not there without tokens
                | IllegalStateException e) { // not started, or stopping
            LOG.debug("Who {} stands for cannot be read now", reference, e);
            return Optional.empty();
        }
    }
}
