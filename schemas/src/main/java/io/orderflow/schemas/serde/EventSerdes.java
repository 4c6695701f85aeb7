/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.CloudEvents;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.proof.CheckKeys;
import io.orderflow.schemas.proof.ProvenVerdicts;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;

/**
 * Makes the serdes of Avro values. Which class does the work is configuration ({@value #AVRO_SERDE}): {@link AvroSerde} by
 * default, or Confluent's {@code io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde}, or any other serde of generated
 * Avro records.
 */
public final class EventSerdes {

    /** Class name of the serde for values. */
    public static final String AVRO_SERDE = "avro.serde";

    /** {@code true}: published records say in their headers what they are ({@link CloudEvents}). */
    public static final String CLOUD_EVENTS = "events.cloudevents";

    static {
        TrustedRecords.load();
    }

    private final Supplier<Serde<SpecificRecord>> maker;
    private final boolean cloudEvents;
    private final Optional<CheckKey> key;
    private final Optional<CheckKeys> keys;

    private EventSerdes(
            Supplier<Serde<SpecificRecord>> maker,
            boolean cloudEvents,
            Optional<CheckKey> key,
            Optional<CheckKeys> keys) {
        this.maker = maker;
        this.cloudEvents = cloudEvents;
        this.key = key;
        this.keys = keys;
    }

    private EventSerdes(Supplier<Serde<SpecificRecord>> maker, boolean cloudEvents) {
        this(maker, cloudEvents, Optional.empty(), Optional.empty());
    }

    /**
     * Serdes as configured.
     *
     * @throws ConfigException if {@value #AVRO_SERDE} names no usable class, or its settings are wrong
     */
    public static EventSerdes from(Map<String, ?> config) {
        boolean cloudEvents = Boolean.parseBoolean(String.valueOf(config.get(CLOUD_EVENTS)));
        Object className = config.get(AVRO_SERDE);
        if (className == null || className.equals(AvroSerde.class.getName())) {
            Registry shared = AvroSerde.registry(config);
            return new EventSerdes(() -> configured(new AvroSerde<>(shared), config), cloudEvents);
        }
        Supplier<Serde<SpecificRecord>> maker = () -> configured(instance(className.toString()), config);
        maker.get().close(); // a wrong class is told here and not by whoever asks first
        return new EventSerdes(maker, cloudEvents);
    }

    /** Serdes that keep their schemas in {@code registry}. */
    public static EventSerdes using(Registry registry) {
        return new EventSerdes(() -> new AvroSerde<>(registry), false);
    }

    /** The same, which say in the headers of published records what they are. */
    public EventSerdes withCloudEvents() {
        return new EventSerdes(maker, true, key, keys);
    }

    /** The same, which sign each verdict that is written with {@code key}, if there is one. */
    public EventSerdes signing(Optional<CheckKey> key) {
        return new EventSerdes(maker, cloudEvents, key, keys);
    }

    /** The same, which read no verdict that is not {@linkplain ProvenVerdicts proven} by {@code keys}, if there are any. */
    public EventSerdes proving(Optional<CheckKeys> keys) {
        return new EventSerdes(maker, cloudEvents, key, keys);
    }

    /** The serde for the values of {@code topic}. */
    @SuppressWarnings("unchecked") // the topic's values are verdicts
    public <V extends SpecificRecord> Serde<V> valuesOf(Topic<?, V> topic) {
        boolean toBeProven =
                topic.name().equals(Topics.ORDER_VALIDATIONS.name()) && (key.isPresent() || keys.isPresent());
        return toBeProven ? (Serde<V>) new ProvenVerdicts(of(OrderValidation.class), key, keys) : of(topic.valueType());
    }

    /**
     * A serde for records of {@code type}; reading one of another type is a {@link SerializationException}, writing one that is
     * larger than any may be an {@link OversizeException}.
     */
    public <V extends SpecificRecord> Serde<V> of(Class<V> type) {
        return new BoundedSerde<>(type, maker.get(), cloudEvents);
    }

    private static Serde<SpecificRecord> configured(Serde<SpecificRecord> serde, Map<String, ?> config) {
        serde.configure(config, false);
        return serde;
    }

    @SuppressWarnings("unchecked") // what a serde is for shows only when it meets a value
    private static Serde<SpecificRecord> instance(String className) {
        try {
            return Class.forName(className)
                    .asSubclass(Serde.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw new ConfigException(AVRO_SERDE, className, "no such class on the class path");
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new ConfigException(
                    AVRO_SERDE, className, "must be a serde with a public constructor without arguments");
        } catch (InvocationTargetException e) {
            throw new ConfigException(AVRO_SERDE, className, "could not be made: " + e.getCause());
        } catch (ClassCastException e) {
            throw new ConfigException(AVRO_SERDE, className, "is not a serde");
        }
    }
}
