/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.config;

import io.orderflow.schemas.serde.AvroSerde;
import io.orderflow.schemas.serde.EventSerdes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * The values of all declared settings, valid. Flags go before the environment, the environment before the file, the file
 * before defaults. What the file has beyond the declared settings are Kafka's own properties, unless it looks like one of ours
 * misspelt, which is a fault.
 */
public final class Settings {

    private static final Pattern URL_USER = Pattern.compile("//[^/\\s]*@");

    private record Found(String text, String source) {}

    private final Map<Setting<?>, Object> values;
    private final Map<String, String> kafka;

    private Settings(Map<Setting<?>, Object> values, Map<String, String> kafka) {
        this.values = values;
        this.kafka = kafka;
    }

    /**
     * Settings by property name, as a file would give them: for tests, and where several services live in one process.
     *
     * @throws ConfigProblems naming all faults
     */
    public static Settings of(Map<String, String> properties, List<Setting<?>> declared) {
        return resolve(declared, Map.of(), Setting::flag, Map.of(), properties, "the program");
    }

    /**
     * Settings as a program's user gave them.
     *
     * @param flags the text of each flag that was given
     * @throws ConfigProblems naming all faults
     */
    public static Settings resolve(
            List<Setting<?>> declared, Map<Setting<?>, String> flags, Map<String, String> environment) {
        return resolve(declared, flags, Setting::flag, environment);
    }

    /**
     * The same, where the flags have other names than those that follow from the settings.
     *
     * @param flagOf the flag that gave a setting, for the faults to name
     * @throws ConfigProblems naming all faults
     */
    public static Settings resolve(
            List<Setting<?>> declared,
            Map<Setting<?>, String> flags,
            Function<Setting<?>, String> flagOf,
            Map<String, String> environment) {
        String path = flags.getOrDefault(
                CommonSettings.CONFIG_FILE, environment.getOrDefault(CommonSettings.CONFIG_FILE.environmentName(), ""));
        return resolve(
                declared,
                flags,
                flagOf,
                environment,
                path.isBlank() ? Map.of() : PropertiesFile.read(Path.of(path)),
                path);
    }

    private static Settings resolve(
            List<Setting<?>> declared,
            Map<Setting<?>, String> flags,
            Function<Setting<?>, String> flagOf,
            Map<String, String> environment,
            Map<String, String> file,
            String fileName) {
        Map<String, String> rest = new TreeMap<>(file);
        Map<Setting<?>, Object> values = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Setting<?> setting : declared) {
            String asKafkaSays = rest.remove(setting.kafkaName());
            String inFile = rest.getOrDefault(setting.name(), asKafkaSays);
            rest.remove(setting.name());
            Found found = find(setting, flags, flagOf, environment, inFile, fileName);
            if (setting.isSecret() && flags.containsKey(setting)) {
                problems.add("%s: must not be a flag, which others on this machine can see: %s, or %s in the file of %s"
                        .formatted(
                                found.source(), setting.environmentName(), setting, CommonSettings.CONFIG_FILE.flag()));
            }
            try {
                values.put(setting, setting.parse(found.text()));
            } catch (IllegalArgumentException e) {
                problems.add("%s%s (from %s): %s"
                        .formatted(setting, shown(setting, found.text()), found.source(), e.getMessage()));
            }
        }
        Misspellings misspellings = new Misspellings(declared);
        rest.forEach((name, value) -> misspellings
                .meantBy(name)
                .ifPresent(meant -> problems.add(
                        "%s (from %s): there is no such setting; is %s meant?".formatted(name, fileName, meant))));
        if (!problems.isEmpty()) {
            throw new ConfigProblems(problems);
        }
        return new Settings(values, Collections.unmodifiableMap(rest));
    }

    /** A value in an error's text, unless it is nobody's business; of a URL all but user and password. */
    private static String shown(Setting<?> setting, String text) {
        return setting.isSecret() ? "" : "=" + URL_USER.matcher(text).replaceAll("//***@");
    }

    private static Found find(
            Setting<?> setting,
            Map<Setting<?>, String> flags,
            Function<Setting<?>, String> flagOf,
            Map<String, String> environment,
            @Nullable String inFile,
            String fileName) {
        String flag = flags.get(setting);
        if (flag != null) {
            return new Found(flag, flagOf.apply(setting));
        }
        String variable = environment.get(setting.environmentName());
        if (variable != null) {
            return new Found(variable, setting.environmentName());
        }
        return inFile != null ? new Found(inFile, fileName) : new Found(setting.defaultText(), "default");
    }

    /** The value of a declared setting. */
    @SuppressWarnings("unchecked") // the setting's own parser made the value
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalArgumentException(setting + " was not declared");
        }
        return (T) value;
    }

    /**
     * What Kafka clients, Streams and the serdes are configured with: the file's own Kafka properties, and where broker and
     * registry are.
     */
    public Map<String, String> kafka() {
        Map<String, String> all = new TreeMap<>(kafka);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, get(CommonSettings.BOOTSTRAP_SERVERS));
        all.put(AvroSerde.URL, get(CommonSettings.SCHEMA_REGISTRY));
        all.put(EventSerdes.AVRO_SERDE, get(CommonSettings.AVRO_SERDE));
        all.put(EventSerdes.CLOUD_EVENTS, get(CommonSettings.CLOUD_EVENTS).toString());
        return Collections.unmodifiableMap(all);
    }
}
