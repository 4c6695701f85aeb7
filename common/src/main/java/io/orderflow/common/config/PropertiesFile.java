/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.config;

import java.io.IOException;
import java.io.PushbackReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A configuration file, read more strictly than {@link Properties} does: what is there twice is nobody's intention. */
final class PropertiesFile {

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private PropertiesFile() {}

    /** @throws ConfigProblems if it cannot be read, or gives a name two values */
    static Map<String, String> read(Path path) {
        Once properties = new Once();
        try (PushbackReader text = new PushbackReader(Files.newBufferedReader(path))) {
            int first = text.read();
            if (first >= 0 && first != BYTE_ORDER_MARK) {
                text.unread(first);
            }
            properties.load(text);
        } catch (NoSuchFileException e) {
            throw problem(path, "there is no such file");
        } catch (CharacterCodingException e) {
            throw problem(path, "is not UTF-8: save it so");
        } catch (IOException | IllegalArgumentException e) {
            throw problem(path, "cannot be read as a file of properties: " + e);
        }
        if (!properties.contradictory.isEmpty()) {
            throw problem(
                    path,
                    "has more than one value for %s: keep one of each"
                            .formatted(String.join(", ", properties.contradictory)));
        }
        Map<String, String> file = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> file.put(name, properties.getProperty(name)));
        return file;
    }

    private static ConfigProblems problem(Path path, String what) {
        return new ConfigProblems(List.of("%s=%s: %s".formatted(CommonSettings.CONFIG_FILE, path, what)));
    }

    /** Remembers what was given again, and otherwise. */
    private static final class Once extends Properties {

        private static final long serialVersionUID = 1;

        private final transient Set<String> contradictory = new TreeSet<>();

        @Override
        public synchronized @Nullable Object put(Object name, Object value) {
            Object before = super.put(name, value);
            if (before != null && !before.equals(value)) {
                contradictory.add(name.toString());
            }
            return before;
        }
    }
}
