/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A registry in memory, for tests and for the demo. Ids are derived from the schema's text, so a registry that starts
 * empty gives the same schema the same id, and records kept from before can still be read once it is registered again.
 */
public final class InMemoryRegistry implements Registry {

    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<String, List<Integer>> versions = new TreeMap<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        int id = contentId(schema);
        Schema other = byId.putIfAbsent(id, schema);
        if (other != null && !other.toString().equals(schema.toString())) {
            throw new SerializationException(
                    "two schemas have the same id " + id + ": " + other.getFullName() + " and " + schema.getFullName());
        }
        List<Integer> ids = versions.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!ids.contains(id)) {
            ids.add(id);
        }
        return id;
    }

    @Override
    public synchronized int idOf(String subject, Schema schema) {
        int id = contentId(schema);
        if (!versions(subject).contains(id)) {
            throw new SerializationException(
                    "schema " + schema.getFullName() + " is not registered under subject " + subject);
        }
        return id;
    }

    @Override
    public Schema schema(int id) {
        Schema schema = byId.get(id);
        if (schema == null) {
            throw new SerializationException("no schema with id " + id + " is registered");
        }
        return schema;
    }

    /** All subjects, in alphabetical order. */
    public synchronized List<String> subjects() {
        return List.copyOf(versions.keySet());
    }

    /** The ids registered under {@code subject}, oldest first; none if there is no such subject. */
    public synchronized List<Integer> versions(String subject) {
        return List.copyOf(versions.getOrDefault(subject, List.of()));
    }

    private static int contentId(Schema schema) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(schema.toString().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getInt() & Integer.MAX_VALUE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
