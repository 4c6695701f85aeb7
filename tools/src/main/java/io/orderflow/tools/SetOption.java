/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.util.stream.Collectors.joining;

import io.orderflow.common.config.Setting;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Settings that a command is given by name, because it has a flag for none of them. */
@Command
final class SetOption {

    @Option(
            names = "--set",
            paramLabel = "SETTING=VALUE",
            description = "Another value than --config-file, the environment or the default gives a setting.")
    private Map<String, String> set = new LinkedHashMap<>();

    /** The text of each of {@code settings} that was given; {@code whose} they are, for the fault to say. */
    Map<Setting<?>, String> given(List<Setting<?>> settings, String whose, Output output) {
        Map<Setting<?>, String> given = new HashMap<>();
        set.forEach((name, value) -> given.put(
                settings.stream()
                        .filter(setting -> setting.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> output.wrong("--set %s=%s: there is no such setting; %s has %s"
                                .formatted(
                                        name,
                                        value,
                                        whose,
                                        settings.stream().map(Setting::name).collect(joining(", "))))),
                value));
        return given;
    }
}
