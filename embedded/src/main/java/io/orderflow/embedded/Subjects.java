/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.kafka.common.errors.SerializationException;

/** The registry's content and its rule: which schemas each subject has had, and which may follow. */
final class Subjects {

    private static final String BACKWARD = "BACKWARD";
    private static final String NONE = "NONE";

    /** One version of a subject's schema; the first is 1. */
    record Version(String subject, int version, int id, Schema schema) {

        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("subject", subject)
                    .put("version", version)
                    .put("id", id)
                    .put("schema", schema.toString());
        }
    }

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final Optional<SubjectsFile> file;
    private String compatibility = BACKWARD;

    private Subjects(Optional<SubjectsFile> file) {
        this.file = file;
        file.ifPresent(kept -> kept.load(registry::register));
    }

    static Subjects inMemory() {
        return new Subjects(Optional.empty());
    }

    static Subjects keptIn(Path file) {
        return new Subjects(Optional.of(new SubjectsFile(file)));
    }

    List<String> names() {
        return registry.subjects();
    }

    synchronized String compatibility() {
        return compatibility;
    }

    synchronized void setCompatibility(String level) {
        if (!Set.of(BACKWARD, NONE).contains(level)) {
            throw RegistryProblem.unprocessable(
                    42203, "Invalid compatibility level: this registry knows " + BACKWARD + " and " + NONE);
        }
        compatibility = level;
    }

    synchronized List<Version> versions(String subject) {
        List<Version> versions = known(subject);
        if (versions.isEmpty()) {
            throw RegistryProblem.notFound(40401, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    private List<Version> known(String subject) {
        List<Version> versions = new ArrayList<>();
        for (int id : registry.versions(subject)) {
            versions.add(new Version(subject, versions.size() + 1, id, registry.schema(id)));
        }
        return versions;
    }

    Version version(String subject, String number) {
        List<Version> versions = versions(subject);
        if (number.equals("latest") || number.equals("-1")) {
            return versions.get(versions.size() - 1);
        }
        if (!number.matches("[1-9]\\d{0,8}")) {
            throw RegistryProblem.unprocessable(
                    42202, "The specified version '" + number + "' is not valid: a number from 1, or latest");
        }
        int wanted = Integer.parseInt(number);
        if (wanted > versions.size()) {
            throw RegistryProblem.notFound(40402, "Version " + number + " not found.");
        }
        return versions.get(wanted - 1);
    }

    Version find(String subject, Schema schema) {
        return versions(subject).stream()
                .filter(version -> version.schema().toString().equals(schema.toString()))
                .findFirst()
                .orElseThrow(() -> RegistryProblem.notFound(40403, "Schema not found"));
    }

    Schema schema(String id) {
        if (!id.matches("\\d{1,10}") || Long.parseLong(id) > Integer.MAX_VALUE) {
            throw RegistryProblem.notFound(40403, "Schema " + id + " not found");
        }
        try {
            return registry.schema(Integer.parseInt(id));
        } catch (SerializationException e) {
            throw RegistryProblem.notFound(40403, "Schema " + id + " not found");
        }
    }

    /** The schema's id; it becomes the newest of its subject unless it is there already. */
    synchronized int register(String subject, Schema schema) {
        List<Version> before = known(subject);
        Optional<Version> same = before.stream()
                .filter(version -> version.schema().toString().equals(schema.toString()))
                .findFirst();
        if (same.isPresent()) {
            return same.get().id();
        }
        if (!before.isEmpty() && compatibility.equals(BACKWARD)) {
            requireReads(schema, before.get(before.size() - 1));
        }
        try {
            int id = registry.register(subject, schema);
            file.ifPresent(kept -> kept.add(subject, schema));
            return id;
        } catch (SerializationException e) {
            throw RegistryProblem.failed(String.valueOf(e.getMessage()));
        }
    }

    private static void requireReads(Schema schema, Version newest) {
        SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(schema, newest.schema());
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            String why = pair.getResult().getIncompatibilities().stream()
                    .map(fault -> fault.getType() + " at " + fault.getLocation() + ": " + fault.getMessage())
                    .collect(Collectors.joining("; "));
            throw RegistryProblem.incompatible(
                    "Schema being registered is incompatible with an earlier schema for subject \"%s\": it cannot read what version %s wrote: %s"
                            .formatted(newest.subject(), newest.version(), why));
        }
    }
}
