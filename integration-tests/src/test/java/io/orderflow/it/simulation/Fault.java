/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import io.orderflow.common.testing.ReplacedClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A service with a mistake in it: its own source with a few words changed, compiled here and loaded beside the sound one. So a
 * fault is made in what is shipped, and what is shipped knows of no faults.
 *
 * @param name what is wrong
 * @param module the service's module
 * @param edits what is changed in its source
 */
record Fault(String name, String module, List<Edit> edits) {

    /**
     * A change of one source file.
     *
     * @param file below the service's package, such as {@code stock/Stock.java}
     * @param sound words that the file has once
     * @param broken what stands in their place
     */
    record Edit(String file, String sound, String broken) {}

    Fault {
        edits = List.copyOf(edits);
    }

    /** {@code sound} applications, with those of the module from the broken source. */
    List<Application> in(List<Application> sound) {
        String home = "io.orderflow." + module.replace("-service", "").replace("-", "");
        // What a service keeps in its stores is the same for all.
        ClassLoader loader = new ReplacedClasses(
                broken(home), type -> type.startsWith(home + ".") && !type.startsWith(home + ".state."));
        List<Application> applications = new ArrayList<>();
        for (Application application : sound) {
            Class<?> type = application.getClass();
            applications.add(type.getPackageName().equals(home) ? made(loader, type.getName()) : application);
        }
        return applications;
    }

    private static Application made(ClassLoader loader, String type) {
        try {
            return loader.loadClass(type)
                    .asSubclass(Application.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> broken(String home) {
        Map<String, String> sources = new HashMap<>();
        for (Edit edit : edits) {
            String source = sources.computeIfAbsent(edit.file(), file -> source(home, file));
            if (source.split(Pattern.quote(edit.sound()), -1).length != 2) {
                throw new IllegalStateException(
                        "%s: %s must have these words once: %s".formatted(name, edit.file(), edit.sound()));
            }
            sources.put(edit.file(), source.replace(edit.sound(), edit.broken()));
        }
        return sources;
    }

    private String source(String home, String file) {
        try {
            return Files.readString(Path.of("..", module, "src", "main", "java")
                    .resolve(home.replace('.', '/'))
                    .resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
