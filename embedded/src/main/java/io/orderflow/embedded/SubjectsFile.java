/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderflow.common.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** The registry's schemas in a JSON file, in the order in which they came. Ids follow from the schemas themselves. */
final class SubjectsFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Entry(String subject, String schema) {}

    private final Path path;
    private final List<Entry> entries = new ArrayList<>();

    SubjectsFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Hands each kept schema to {@code register}, oldest first; a file that is not there keeps none. */
    void load(BiConsumer<String, Schema> register) {
        if (!Files.exists(path)) {
            return;
        }
        try {
            for (Entry entry : JSON.readValue(Files.readAllBytes(path), new TypeReference<List<Entry>>() {})) {
                register.accept(entry.subject(), new Schema.Parser().parse(entry.schema()));
                entries.add(entry);
            }
        } catch (IOException | SchemaParseException e) {
            throw new StartException("%s cannot be read as a file of schemas: %s".formatted(path, e.getMessage()), e);
        }
    }

    void add(String subject, Schema schema) {
        entries.add(new Entry(subject, schema.toString()));
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try {
            Files.createDirectories(path.resolveSibling("."));
            Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(entries));
            Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw RegistryProblem.failed("cannot keep the schema in " + path + ": " + e);
        }
    }
}
