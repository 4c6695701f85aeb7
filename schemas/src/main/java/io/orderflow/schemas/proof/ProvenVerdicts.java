/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.proof;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.OrderValidation;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts that say who they are from: written with the signature of a check, read only if it is that of the check which they
 * name. Another serde makes bytes of them.
 */
@SuppressWarnings("NullAway") // Kafka's contract: null is a tombstone
public final class ProvenVerdicts
        implements Serde<OrderValidation>, Serializer<OrderValidation>, Deserializer<OrderValidation> {

    private final Serde<OrderValidation> verdicts;
    private final Optional<CheckKey> key;
    private final Optional<CheckKeys> keys;

    /**
     * @param key signs what is written; without it nothing does
     * @param keys prove what is read; without them nothing has to be proven
     */
    public ProvenVerdicts(Serde<OrderValidation> verdicts, Optional<CheckKey> key, Optional<CheckKeys> keys) {
        this.verdicts = requireNonNull(verdicts, "verdicts");
        this.key = requireNonNull(key, "key");
        this.keys = requireNonNull(keys, "keys");
    }

    @Override
    public Serializer<OrderValidation> serializer() {
        return this;
    }

    @Override
    public Deserializer<OrderValidation> deserializer() {
        return this;
    }

    /** For records without headers, which cannot be signed. */
    @Override
    public byte[] serialize(String topic, @Nullable OrderValidation verdict) {
        if (key.isPresent()) {
            throw new SerializationException("a verdict can be signed only with the headers of its record");
        }
        return verdicts.serializer().serialize(topic, verdict);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, @Nullable OrderValidation verdict) {
        headers.remove(CheckKey.HEADER); // whatever it was, it is of another record
        byte[] value = verdicts.serializer().serialize(topic, headers, verdict);
        if (value != null) {
            key.ifPresent(mine -> headers.add(CheckKey.HEADER, mine.sign(value)));
        }
        return value;
    }

    /** For records without headers, which prove nothing. */
    @Override
    public OrderValidation deserialize(String topic, byte @Nullable [] value) {
        return deserialize(topic, new RecordHeaders(), value);
    }

    /**
     * What the record says.
     *
     * @throws UnprovenVerdictException if it is not from the check that it names
     */
    @Override
    public OrderValidation deserialize(String topic, Headers headers, byte @Nullable [] value) {
        OrderValidation verdict = verdicts.deserializer().deserialize(topic, headers, value);
        if (verdict != null) {
            keys.flatMap(all -> all.whyNot(verdict.getCheck(), value, signature(headers)))
                    .ifPresent(reason -> {
                        throw new UnprovenVerdictException("the verdict is not proven to be from %s: %s"
                                .formatted(shown(verdict.getCheck()), reason));
                    });
        }
        return verdict;
    }

    /** Whoever forges it chooses it, and logs show it. */
    private static String shown(String check) {
        return check.matches("[A-Za-z0-9._-]{1,100}") ? check : "a check of an impossible name";
    }

    private static Optional<byte[]> signature(Headers headers) {
        return Optional.ofNullable(headers.lastHeader(CheckKey.HEADER)).map(Header::value);
    }

    /** Nothing to do: the serde that does the work is configured. */
    @Override
    public void configure(Map<String, ?> config, boolean isKey) {}

    /** Nothing to do: a topology may be started again. */
    @Override
    public void close() {}
}
