/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.show.AvroJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A connector as a file has it: {@code {"name": "shop", "config": {"connector.class": "...", ...}}}.
 *
 * @param config with the name in it, as Connect answers it
 */
public record ConnectorFile(String name, Map<String, String> config) {

    private static final String CLASS = "connector.class";
    private static final long LARGEST = 100_000;
    private static final int MOST_FILES = 100;

    public ConnectorFile {
        config = Map.copyOf(config);
    }

    /** The class that Connect is asked to run. */
    public String type() {
        return config.getOrDefault(CLASS, "");
    }

    /**
     * Reads files, and of folders all that end in {@code .json}, by name.
     *
     * @throws ClientException naming the first that is wrong; secrets, which a file must not have, are wrong
     */
    public static List<ConnectorFile> in(List<Path> paths) {
        List<ConnectorFile> files = paths.stream()
                .flatMap(ConnectorFile::files)
                .map(ConnectorFile::read)
                .toList();
        Set<String> names = new HashSet<>();
        for (ConnectorFile file : files) {
            if (!names.add(file.name())) {
                throw wrong("two files have a connector '%s'".formatted(file.name()));
            }
        }
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw wrong(
                    "%s: %s files that end in .json; there must be 1 to %s".formatted(paths, files.size(), MOST_FILES));
        }
        return files;
    }

    private static Stream<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> found = Files.list(path)) {
            return found.filter(file -> file.getFileName().toString().endsWith(".json")).sorted().toList().stream();
        } catch (IOException e) {
            throw wrong("%s: cannot be listed: %s".formatted(path, e.getMessage()));
        }
    }

    private static ConnectorFile read(Path file) {
        JsonNode json;
        try {
            if (Files.size(file) > LARGEST) {
                throw wrong("%s: has %s bytes; a connector's file has at most %s"
                        .formatted(file, Files.size(file), LARGEST));
            }
            json = AvroJson.MAPPER.readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw wrong("there is no file %s".formatted(file));
        } catch (JsonProcessingException e) {
            throw wrong("%s: is not JSON: %s, line %s"
                    .formatted(file, e.getOriginalMessage(), e.getLocation().getLineNr()));
        } catch (CharacterCodingException e) {
            throw wrong("%s: is not text in UTF-8".formatted(file));
        } catch (IOException e) {
            throw wrong("%s: cannot be read: %s".formatted(file, e.getMessage()));
        }
        String name = json.path("name").asText("");
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw wrong("%s: \"name\" must be 1 to 100 letters, digits, dots, hyphens and underscores".formatted(file));
        }
        Map<String, String> config = new TreeMap<>();
        json.path("config").properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw wrong("%s: %s: must be a text, in quotes".formatted(file, entry.getKey()));
            }
            config.put(entry.getKey(), entry.getValue().textValue());
        });
        if (config.getOrDefault(CLASS, "").isBlank()) {
            throw wrong("%s: must have \"config\" with \"%s\" in it".formatted(file, CLASS));
        }
        secrets(config).stream().findFirst().ifPresent(key -> {
            throw wrong("%s: %s: a secret is not for a file like this: name it as ${env:NAME}, and give it to Connect"
                    .formatted(file, key));
        });
        if (!config.getOrDefault("name", name).equals(name)) {
            throw wrong("%s: \"name\" and the name in \"config\" differ".formatted(file));
        }
        config.put("name", name);
        return new ConnectorFile(name, config);
    }

    private static List<String> secrets(Map<String, String> config) {
        List<String> found = new ArrayList<>();
        config.forEach((key, value) -> {
            if (holdsASecret(key) && !value.isEmpty() && !value.matches("\\$\\{[^{}]+}")) {
                found.add(key);
            }
        });
        return found;
    }

    /** By its name; what such a key has is never shown. */
    static boolean holdsASecret(String key) {
        return key.matches("(?i).*(password|passwd|secret|credential|token|api[._-]?key|user[._-]?info|jaas).*");
    }

    private static ClientException wrong(String what) {
        return new ClientException(Kind.INVALID, what);
    }
}
