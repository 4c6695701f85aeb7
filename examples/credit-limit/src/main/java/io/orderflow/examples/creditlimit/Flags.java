/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit;

import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.serde.AvroSerde;
import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * What the command line says.
 *
 * @param limit the most that one order may be worth
 * @param key with which verdicts are signed, if they are
 * @param kafka what Kafka's clients and the serdes are told
 */
public record Flags(BigDecimal limit, Optional<CheckKey> key, Map<String, String> kafka) {

    private static final String BOOTSTRAP_SERVERS = "--bootstrap-servers";
    private static final String SCHEMA_REGISTRY = "--schema-registry";
    private static final String CONFIG_FILE = "--config-file";
    private static final String LIMIT = "--limit";
    private static final String CHECK_KEY = "--check-key";
    private static final List<String> ALL = List.of(BOOTSTRAP_SERVERS, SCHEMA_REGISTRY, CONFIG_FILE, LIMIT, CHECK_KEY);

    /**
     * A flag goes before the file, the file before the default: where the demo is.
     *
     * @throws WrongFlag naming the first that is wrong
     */
    public static Flags parse(String... args) {
        Map<String, String> given = given(args);
        Map<String, String> kafka = new HashMap<>(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092",
                AvroSerde.URL, "http://localhost:8081"));
        if (given.containsKey(CONFIG_FILE)) {
            kafka.putAll(file(given.get(CONFIG_FILE)));
        }
        if (given.containsKey(BOOTSTRAP_SERVERS)) {
            kafka.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, given.get(BOOTSTRAP_SERVERS));
        }
        if (given.containsKey(SCHEMA_REGISTRY)) {
            kafka.put(AvroSerde.URL, given.get(SCHEMA_REGISTRY));
        }
        return new Flags(
                amount(given.getOrDefault(LIMIT, "1000")),
                Optional.ofNullable(given.get(CHECK_KEY)).map(Flags::key),
                Map.copyOf(kafka));
    }

    private static CheckKey key(String path) {
        try {
            return CheckKey.in(Path.of(path)).get(0);
        } catch (IllegalArgumentException e) {
            throw new WrongFlag(CHECK_KEY + "=" + path + ": " + e.getMessage());
        }
    }

    private static Map<String, String> given(String... args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            String[] parts = args[i].split("=", 2);
            if (!ALL.contains(parts[0])) {
                throw new WrongFlag(args[i] + ": unknown; there are " + String.join(", ", ALL));
            }
            if (parts.length == 1 && ++i == args.length) {
                throw new WrongFlag(parts[0] + ": must be followed by its value");
            }
            given.put(parts[0], parts.length == 2 ? parts[1] : args[i]);
        }
        return given;
    }

    private static BigDecimal amount(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new WrongFlag(LIMIT + "=" + text + ": must be an amount such as 1000 or 99.90");
        }
    }

    /** Any of Kafka's own properties, such as those of TLS. */
    private static Map<String, String> file(String path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(path))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongFlag(CONFIG_FILE + "=" + path + ": cannot be read as a file of properties: " + e);
        }
        Map<String, String> file = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> file.put(name, properties.getProperty(name)));
        return file;
    }

    /** One flag is wrong; the message names it, its value, and what would be right. */
    public static final class WrongFlag extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        WrongFlag(String message) {
            super(message);
        }
    }
}
