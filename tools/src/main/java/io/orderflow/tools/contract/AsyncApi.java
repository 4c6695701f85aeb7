/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.show.AvroJson;
import io.orderflow.schemas.CloudEvents;
import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.Keeping;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Topics as an <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0</a> document: a channel a topic, a
 * message a type of value with its Avro schema, and an operation for each direction. <em>send</em> is what Orderflow's services
 * write, <em>receive</em> what they read from others.
 */
public final class AsyncApi {

    private static final String AVRO_SCHEMA = "application/vnd.apache.avro+json;version=1.9.0";
    private static final String KAFKA_BINDING = "0.5.0";
    private static final String DEAD_LETTER = "DeadLetter";

    private AsyncApi() {}

    /** The document of {@code topics}. */
    public static ObjectNode of(List<Topic<?, ?>> topics) {
        ObjectNode document = AvroJson.MAPPER.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "Orderflow")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "The topics on which Orderflow's services meet, and meet others. A record without a value is the deletion of its key,"
                                + " on topics whose cleanup.policy is or has compact.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        document.put("defaultContentType", CloudEvents.AVRO);
        document.putObject("servers")
                .putObject("demo")
                .put("host", "localhost:9092")
                .put("protocol", "kafka")
                .put(
                        "description",
                        "The broker and the schema registry of bin/demo; elsewhere they are where you put them.")
                .putObject("bindings")
                .putObject("kafka")
                .put("schemaRegistryUrl", "http://localhost:8081")
                .put("schemaRegistryVendor", "confluent")
                .put("bindingVersion", KAFKA_BINDING);
        ObjectNode channels = document.putObject("channels");
        topics.forEach(topic -> channel(channels.putObject(topic.name()), topic));
        ObjectNode operations = document.putObject("operations");
        topics.forEach(topic -> operations(operations, topic));
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        topics.stream()
                .filter(topic -> !messages.has(message(topic)))
                .forEach(topic -> message(messages.putObject(message(topic)), topic));
        cloudEvents(components.putObject("messageTraits").putObject("cloudEvent"));
        return document;
    }

    private static void channel(ObjectNode channel, Topic<?, ?> topic) {
        channel.put("address", topic.name()).put("description", Values.description(topic));
        channel.putObject("messages").putObject(message(topic)).put("$ref", "#/components/messages/" + message(topic));
        ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
        ObjectNode configuration = kafka.putObject("topicConfiguration");
        topic.config(Keeping.USUAL).forEach((name, value) -> {
            if (name.equals(TopicConfig.CLEANUP_POLICY_CONFIG)) {
                List.of(value.split(",", -1)).forEach(configuration.withArray("/" + name)::add);
            } else {
                configuration.put(name, new BigDecimal(value));
            }
        });
        kafka.put("bindingVersion", KAFKA_BINDING);
        channel.put("x-written-by", topic.writer());
    }

    private static void operations(ObjectNode operations, Topic<?, ?> topic) {
        boolean ours = Topics.SERVICES.stream().anyMatch(topic.writer()::startsWith);
        boolean both = topic.equals(
                Topics.ORDER_VALIDATIONS); // a check is a program of the shop's own, or one of these services
        if (ours || both) {
            operation(operations, topic, "send");
        }
        if (!ours) {
            operation(operations, topic, "receive");
        }
    }

    private static void operation(ObjectNode operations, Topic<?, ?> topic, String action) {
        ObjectNode operation = operations.putObject(action + "-" + topic).put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + topic);
    }

    private static String message(Topic<?, ?> topic) {
        return Values.schema(topic).map(Schema::getName).orElse(DEAD_LETTER);
    }

    private static void message(ObjectNode message, Topic<?, ?> topic) {
        message.put("name", message(topic));
        ObjectNode kafka = message.putObject("bindings").putObject("kafka");
        key(kafka.putObject("key"), topic);
        Optional<Schema> schema = Values.schema(topic);
        if (schema.isPresent()) {
            kafka.put("schemaIdLocation", "payload")
                    .put("schemaIdPayloadEncoding", "confluent")
                    .put("schemaLookupStrategy", "TopicNameStrategy");
            message.put("contentType", CloudEvents.AVRO);
            message.putArray("traits").addObject().put("$ref", "#/components/messageTraits/cloudEvent");
            message.putObject("payload").put("schemaFormat", AVRO_SCHEMA).set("schema", json(schema.get()));
        } else {
            message.put("contentType", "application/octet-stream");
            deadLetter(message.putObject("headers"));
        }
        kafka.put("bindingVersion", KAFKA_BINDING);
    }

    private static void key(ObjectNode key, Topic<?, ?> topic) {
        if (topic.keyType() == Long.class) {
            key.put("type", "integer").put("format", "int64");
            key.put("description", topic.keyedBy() + ": 8 bytes, the most significant first");
        } else {
            key.put("type", "string").put("description", topic.keyedBy());
        }
    }

    private static void deadLetter(ObjectNode headers) {
        headers.put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        Map.of(
                        DeadLetterHeaders.TOPIC, "The topic that the record was read from.",
                        DeadLetterHeaders.PARTITION, "The partition that the record was read from.",
                        DeadLetterHeaders.OFFSET, "The offset that the record was read from.",
                        DeadLetterHeaders.EXCEPTION, "Class of the exception.",
                        DeadLetterHeaders.MESSAGE, "Why the record is here.",
                        DeadLetterHeaders.KEY, "The key of the record that the letter was.")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(header -> property(properties, header.getKey(), header.getValue()));
    }

    private static void cloudEvents(ObjectNode trait) {
        ObjectNode headers = trait.putObject("headers").put("type", "object");
        headers.put(
                "description",
                "CloudEvents 1.0, binary mode, where the writer has the setting %s."
                        .formatted(EventSerdes.CLOUD_EVENTS));
        ObjectNode properties = headers.putObject("properties");
        property(properties, CloudEvents.SPEC_VERSION, "Version of the specification.")
                .put("const", "1.0");
        property(properties, CloudEvents.ID, "With the source, the name of what happened: a repeat has the same.");
        property(properties, CloudEvents.TYPE, "Full name of the value's schema.");
        property(properties, CloudEvents.SOURCE, "/orderflow/ and the topic.");
        property(properties, CloudEvents.TIME, "When it happened.").put("format", "date-time");
        property(properties, CloudEvents.CONTENT_TYPE, "What the value is.").put("const", CloudEvents.AVRO);
    }

    private static ObjectNode property(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }

    /** As it was written: without what the compiler of schemas added for itself. */
    private static JsonNode json(Schema schema) {
        try {
            return plain(AvroJson.MAPPER.readTree(schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema is JSON", e);
        }
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("avro.java.string");
            if (object.size() == 1 && object.path("type").isTextual()) {
                return object.get("type");
            }
            object.properties().forEach(property -> property.setValue(plain(property.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, plain(array.get(i)));
            }
        }
        return node;
    }
}
