/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Generated Avro records in Confluent's wire format, subject {@code TOPIC-value}. Takes the keys of Confluent's own serde
 * ({@value #URL}, {@value #AUTO_REGISTER}, {@value #USER_INFO}, {@code schema.registry.ssl.*}), so that either can be named in the
 * configuration.
 *
 * <p>The reader's schema is that of the generated class which the writer's schema names; Avro resolves one into the other, and
 * {@link LogicalTypeResolution} what decimals and times mean.
 * Safe for use by several threads.
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T>, Serializer<T>, Deserializer<T> {

    /** Address, or several with commas between, of the schema registry. */
    public static final String URL = "schema.registry.url";

    /** {@code false}: schemas must have been registered beforehand. Default {@code true}. */
    public static final String AUTO_REGISTER = "auto.register.schemas";

    /** Where Confluent's clients find the credentials: {@code USER_INFO} is the one place that is known here. */
    static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";

    /** {@code user:password} for the registry. */
    public static final String USER_INFO = "basic.auth.user.info";

    static {
        TrustedRecords.load();
    }

    private record Reader<T>(DatumReader<T> datums, LogicalTypeResolution types) {}

    private final Map<String, Map<Schema, byte[]>> heads = new ConcurrentHashMap<>();
    private final Map<Integer, Reader<T>> readers = new ConcurrentHashMap<>();
    private @Nullable Registry registry;
    private boolean autoRegister = true;

    /** For use by class name; {@link #configure} must follow. */
    public AvroSerde() {}

    public AvroSerde(Registry registry) {
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
        if (isKey) {
            throw new ConfigException("AvroSerde is for values: keys are plain strings and numbers");
        }
        autoRegister = !"false".equalsIgnoreCase(String.valueOf(config.get(AUTO_REGISTER)));
        if (registry == null) {
            registry = registry(config);
        }
    }

    /** The registry that {@code config} names. */
    static Registry registry(Map<String, ?> config) {
        Object url = config.get(URL);
        if (url == null) {
            throw new ConfigException(URL, null, "must be the address of a schema registry");
        }
        Object userInfo = config.get(USER_INFO);
        Object source = config.get(CREDENTIALS_SOURCE);
        if (source != null && !source.equals("USER_INFO")) {
            throw new ConfigException(
                    CREDENTIALS_SOURCE, source, "must be USER_INFO, with the credentials in " + USER_INFO);
        }
        return new HttpRegistry(url.toString(), userInfo == null ? null : userInfo.toString(), config);
    }

    @Override
    public Serializer<T> serializer() {
        return this;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this;
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null is a tombstone
    public byte[] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        Schema schema = value.getSchema();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try {
            bytes.writeBytes(head(topic, schema));
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new SpecificDatumWriter<T>(schema, SpecificData.getForClass(value.getClass())).write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new SerializationException("cannot write a " + schema.getFullName() + " to " + topic + ": " + e, e);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null is a tombstone
    public T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        int id = WireFormat.schemaId(bytes);
        Reader<T> reader = readers.get(id);
        if (reader == null) {
            reader = reader(id);
            readers.put(id, reader);
        }
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, WireFormat.HEAD, bytes.length - WireFormat.HEAD, null);
        T value;
        boolean allRead;
        try {
            value = reader.types().resolved(reader.datums().read(null, decoder));
            allRead = decoder.isEnd();
        } catch (SerializationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("cannot read the value as schema " + id + ": " + e, e);
        }
        if (!allRead) {
            throw new SerializationException("bytes are left over after the record; its schema id " + id
                    + " is not the one it was written with");
        }
        return value;
    }

    @Override
    public void close() {
        heads.clear();
        readers.clear();
    }

    private byte[] head(String topic, Schema schema) {
        Map<Schema, byte[]> known = heads.computeIfAbsent(topic, name -> new ConcurrentHashMap<>());
        byte[] head = known.get(schema);
        if (head == null) {
            String subject = topic + "-value";
            Registry schemas = requireNonNull(registry, "configure first");
            head = WireFormat.head(autoRegister ? schemas.register(subject, schema) : schemas.idOf(subject, schema));
            known.put(schema, head);
        }
        return head;
    }

    private Reader<T> reader(int id) {
        Schema writers = requireNonNull(registry, "configure first").schema(id);
        Class<?> type = SpecificData.get().getClass(writers);
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new SerializationException(
                    "schema " + id + " is " + writers.getFullName() + ", and no such record is known here");
        }
        SpecificData model = SpecificData.getForClass(type);
        LogicalTypeResolution types = new LogicalTypeResolution(writers, model.getSchema(type));
        return new Reader<>(new SpecificDatumReader<>(writers, types.readable(), model), types);
    }
}
