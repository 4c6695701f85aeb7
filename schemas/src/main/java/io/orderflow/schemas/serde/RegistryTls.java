/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to a registry, over TLS as Confluent's clients are told to: {@code schema.registry.ssl.*}, each as Kafka's own setting
 * without the prefix, PEM files among them. Files that change are read anew; what cannot be used then leaves those of before.
 */
final class RegistryTls {

    /** Begins the settings. */
    static final String PREFIX = "schema.registry.";

    private static final Logger LOG = LoggerFactory.getLogger(RegistryTls.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final ConfigDef SETTINGS = new ConfigDef();

    static {
        SslConfigs.addClientSslSupport(SETTINGS);
    }

    private final Map<String, Object> settings;
    private final List<Path> files;
    private List<String> seen;
    private HttpClient client;

    private RegistryTls(Map<String, Object> settings, List<Path> files) {
        this.settings = settings;
        this.files = files;
        this.seen = contents();
        this.client = connecting();
    }

    /**
     * As configured.
     *
     * @throws ConfigException if a setting or file cannot be used
     */
    static RegistryTls from(Map<String, ?> config) {
        Map<String, Object> given = new HashMap<>();
        config.forEach((name, value) -> {
            if (name.startsWith(PREFIX + "ssl.")) {
                given.put(name.substring(PREFIX.length()), value);
            }
        });
        List<Path> files = new ArrayList<>();
        for (String location :
                List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)) {
            Object file = given.get(location);
            if (file != null) {
                files.add(Path.of(file.toString()));
            }
        }
        return new RegistryTls(given, files);
    }

    /** With what is in the files now. */
    synchronized HttpClient client() {
        if (!files.isEmpty()) {
            List<String> now = contents();
            if (!now.equals(seen)) {
                seen = now;
                renew();
            }
        }
        return client;
    }

    private void renew() {
        try {
            client = connecting();
            LOG.info("the schema registry is asked with what is now in {}", files);
        } catch (ConfigException e) {
            LOG.warn("{}; the schema registry is asked with what was in the files before", e.getMessage());
        }
    }

    private HttpClient connecting() {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
        if (settings.isEmpty()) {
            return builder.build(); // what the JVM trusts
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(SETTINGS.parse(settings));
            return builder.sslContext(factory.sslContext()).build();
        } catch (ConfigException e) {
            throw new ConfigException("of the settings %sssl.*: %s".formatted(PREFIX, e.getMessage()));
        } catch (KafkaException e) {
            throw new ConfigException("of the settings %sssl.*: %s".formatted(PREFIX, reason(e)));
        }
    }

    /** Kafka says what it could not do, and its cause why. */
    private static String reason(Throwable fault) {
        Throwable cause = fault.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(fault.getMessage())
                : fault.getMessage() + ": " + reason(cause);
    }

    /** Each byte a character; empty where there is no such file now. */
    private List<String> contents() {
        return files.stream().map(RegistryTls::contents).toList();
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file, ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
