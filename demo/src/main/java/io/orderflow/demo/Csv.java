/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.orderflow.common.StartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A file of comma-separated values: a header line, then a row a line, the key in the first column. Fields hold no commas
 * and no quotes, so that anything can read them.
 */
final class Csv {

    private final String name;
    private final List<String> lines;

    Csv(String name, List<String> lines) {
        this.name = name;
        this.lines = List.copyOf(lines);
    }

    /** A file of the demo's own resources. */
    static Csv resource(String name) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(requireNonNull(Csv.class.getResourceAsStream(name), name), UTF_8))) {
            return new Csv(
                    name.substring(name.lastIndexOf('/') + 1), reader.lines().toList());
        } catch (IOException e) {
            throw new StartException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    /** One row; its faults name file and line. */
    final class Row {
        private final int line;
        private final List<String> fields;

        private Row(int line, List<String> fields) {
            this.line = line;
            this.fields = fields;
        }

        String text(int column) {
            String text = fields.get(column).strip();
            if (text.isEmpty()) {
                throw fault(line, "column %d is empty".formatted(column + 1));
            }
            return text;
        }

        long number(int column) {
            return parsed(column, "a whole number", Long::valueOf);
        }

        BigDecimal decimal(int column) {
            return parsed(column, "a number such as 19.90", BigDecimal::new);
        }

        private <T> T parsed(int column, String wanted, Function<String, T> parser) {
            String text = text(column);
            try {
                return parser.apply(text);
            } catch (NumberFormatException e) {
                throw fault(line, "'%s' must be %s".formatted(text, wanted));
            }
        }
    }

    /**
     * All rows as records.
     *
     * @param header what the first line must be
     * @throws StartException naming file and line of the first fault
     */
    <T> List<T> rows(String header, Function<Row, T> record) {
        if (lines.isEmpty() || !lines.get(0).strip().equals(header)) {
            throw fault(1, "must be the header '%s'".formatted(header));
        }
        int columns = header.split(",", -1).length;
        Set<String> keys = new HashSet<>();
        List<T> records = new ArrayList<>();
        for (int line = 2; line <= lines.size(); line++) {
            String text = lines.get(line - 1);
            if (text.isBlank()) {
                continue;
            }
            List<String> fields = List.of(text.split(",", -1));
            if (fields.size() != columns) {
                throw fault(line, "must have %d fields, has %d".formatted(columns, fields.size()));
            }
            if (!keys.add(fields.get(0).strip())) {
                throw fault(line, "'%s' is there twice".formatted(fields.get(0).strip()));
            }
            records.add(record.apply(new Row(line, fields)));
        }
        return records;
    }

    private StartException fault(int line, String what) {
        return new StartException("%s line %d: %s".formatted(name, line, what));
    }
}
