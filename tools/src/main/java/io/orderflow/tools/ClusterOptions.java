/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.util.Objects.requireNonNull;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where broker and registry are: the services' own settings, from flags, the environment or a file, in this order. */
@Command
final class ClusterOptions {

    private static final List<Setting<?>> DECLARED = List.of(
            CommonSettings.BOOTSTRAP_SERVERS,
            CommonSettings.SCHEMA_REGISTRY,
            CommonSettings.CONFIG_FILE,
            CommonSettings.AVRO_SERDE,
            CommonSettings.CLOUD_EVENTS,
            CommonSettings.CHECK_KEYS);

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = {"-b", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description = "Kafka brokers to ask first, with commas between (or BOOTSTRAP_SERVERS; localhost:9092).")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(
            names = {"-s", "--schema-registry"},
            paramLabel = "URL",
            description = "The schema registry (or SCHEMA_REGISTRY; http://localhost:8081).")
    private Optional<String> schemaRegistry = Optional.empty();

    @Option(
            names = {"-c", "--config-file"},
            paramLabel = "FILE",
            description = "Properties file: these settings by name, and any Kafka properties (or CONFIG_FILE).")
    private Optional<String> configFile = Optional.empty();

    @Option(
            names = "--check-keys",
            paramLabel = "FOLDER",
            description =
                    "The keys with which checks sign (or ORDERS_CHECKS_KEYS); a verdict of nobody's cannot be read.")
    private Optional<String> checkKeys = Optional.empty();

    Cluster cluster() {
        return cluster(settings(List.of(), Map.of(), ClusterOptions::ownFlag));
    }

    /**
     * These settings and {@code more}.
     *
     * @param given the text of each of {@code more} that the command line gave
     * @param flagOf what gave it
     */
    Settings settings(List<Setting<?>> more, Map<Setting<?>, String> given, Function<Setting<?>, String> flagOf) {
        Map<Setting<?>, String> flags = new HashMap<>(given);
        bootstrapServers.ifPresent(text -> flags.put(CommonSettings.BOOTSTRAP_SERVERS, text));
        schemaRegistry.ifPresent(text -> flags.put(CommonSettings.SCHEMA_REGISTRY, text));
        configFile.ifPresent(text -> flags.put(CommonSettings.CONFIG_FILE, text));
        checkKeys.ifPresent(text -> flags.put(CommonSettings.CHECK_KEYS, text));
        return Settings.resolve(
                Stream.concat(more.stream(), DECLARED.stream()).toList(),
                flags,
                setting -> given.containsKey(setting) ? flagOf.apply(setting) : ownFlag(setting),
                System.getenv());
    }

    private static String ownFlag(Setting<?> setting) {
        return setting.equals(CommonSettings.CHECK_KEYS) ? "--check-keys" : setting.flag();
    }

    Cluster cluster(Settings settings) {
        Orderflow root =
                (Orderflow) requireNonNull(command, "picocli sets it").root().userObject();
        return new Cluster(settings.kafka(), root.clients()).proving(settings.get(CommonSettings.CHECK_KEYS));
    }
}
