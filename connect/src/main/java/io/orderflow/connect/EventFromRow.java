/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of a table's row, as Debezium's {@code ExtractNewRecordState} leaves it, the event that the contract has: on the table's
 * topic ({@code SERVER.SCHEMA.warehouse_inventory} is {@code warehouse-inventory}), in Confluent's wire format, under the topic's
 * key. A deleted row is a tombstone. Key and value are bytes: both converters of the connector must be
 * {@code org.apache.kafka.connect.converters.ByteArrayConverter}.
 *
 * <p>A row that breaks the contract goes, as JSON, to the topic {@value #LETTERS}; its headers say what is wrong. (Connect itself has
 * dead letters for sinks alone.) While the registry is away the record is tried again, as {@code errors.retry.timeout} says: nothing
 * is wrong with it.
 *
 * <p>What is of no topic of the catalogue, such as Debezium's heartbeats, stays where it is, as JSON.
 *
 * @param <R> whatever Connect has
 */
public final class EventFromRow<R extends ConnectRecord<R>> implements Transformation<R> {

    /** Setting: where rows go that break the contract. */
    public static final String LETTERS = "letters.topic";

    /** Header of such a letter: the topic that it was for. The names are those of Connect's own dead letters. */
    public static final String LETTER_TOPIC = "__connect.errors.topic";

    /** Header of such a letter: what is wrong. */
    public static final String LETTER_MESSAGE = "__connect.errors.exception.message";

    private static final Logger LOG = LoggerFactory.getLogger(EventFromRow.class);
    private static final ConfigDef CONFIG = new ConfigDef()
            .define(
                    LETTERS,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Topic for rows that break the contract.")
            .define(
                    "schema.registry.url",
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    Importance.HIGH,
                    "The schema registry; its other settings as the services have them.");

    private final Map<String, Contract<?, ?>> contracts = new HashMap<>();
    private Optional<EventSerdes> given = Optional.empty();
    private String letters = "";

    /** For Connect. */
    public EventFromRow() {}

    EventFromRow(EventSerdes serdes) {
        given = Optional.of(serdes);
    }

    @Override
    public void configure(Map<String, ?> config) {
        letters = String.valueOf(CONFIG.parse(config).get(LETTERS));
        EventSerdes serdes = given.orElseGet(() -> EventSerdes.from(config));
        for (Topic<?, ?> topic : Topics.all()) {
            if (SpecificRecord.class.isAssignableFrom(topic.valueType())) {
                contracts.put(topic.name(), Contract.of(topic, serdes));
            }
        }
    }

    @Override
    public R apply(R row) {
        Contract<?, ?> contract = contracts.get(topicOf(row.topic()));
        if (contract == null) {
            return written(row, row.topic(), json(row.key()), json(row.value()), row.headers());
        }
        try {
            return event(row, contract);
        } catch (Contract.Broken | SerializationException e) {
            byte @Nullable [] key = json(row.key());
            LOG.warn(
                    "{} {}: to {}: {}",
                    contract.topic(),
                    key == null ? "" : new String(key, UTF_8),
                    letters,
                    e.getMessage());
            Headers why = new ConnectHeaders()
                    .addString(LETTER_TOPIC, contract.topic().name())
                    .addString(LETTER_MESSAGE, String.valueOf(e.getMessage()));
            return written(row, letters, key, json(row.value()), why);
        } catch (RegistryUnavailableException e) {
            throw new RetriableException(e.getMessage(), e);
        }
    }

    private R event(R row, Contract<?, ?> contract) {
        byte[] key = contract.key(row.key());
        byte @Nullable [] value = row.value() == null ? null : contract.value(row.value());
        return written(row, contract.topic().name(), key, value, row.headers());
    }

    /** Of the table, whatever server and schema it is in. */
    private static String topicOf(String table) {
        return table.substring(table.lastIndexOf('.') + 1).replace('_', '-');
    }

    @SuppressWarnings("NullAway") // null is a tombstone
    private static <R extends ConnectRecord<R>> R written(
            R row, String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return row.newRecord(
                topic,
                null,
                Schema.OPTIONAL_BYTES_SCHEMA,
                key,
                Schema.OPTIONAL_BYTES_SCHEMA,
                value,
                row.timestamp(),
                headers);
    }

    private static byte @Nullable [] json(@Nullable Object found) {
        if (found == null) {
            return null;
        }
        return found instanceof Struct row ? RowJson.of(row) : found.toString().getBytes(UTF_8);
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public void close() {
        contracts.clear();
    }
}
