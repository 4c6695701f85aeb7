/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.seed;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads comma-separated values (RFC 4180): a header line that names the columns, a record a line, fields in double quotes
 * where they hold commas, quotes or line ends. Empty lines, and lines that start with {@code #}, are left out.
 */
final class Csv {

    private record Line(int number, List<String> fields) {}

    private final String name;
    private final String text;
    private int at;
    private int line = 1;

    private Csv(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * The rows of {@code text}, each turned into a {@code T}.
     *
     * @param name what to call the file in a complaint
     * @param columns which columns there must be, in this order; the first is the key, each key may come once
     * @param toRow may throw IllegalArgumentException with what is wrong with a row
     * @throws ClientException naming file, line and what would be right
     */
    static <T> List<T> read(String name, String text, List<String> columns, Function<List<String>, T> toRow) {
        Csv csv = new Csv(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<Line> lines = csv.lines();
        if (lines.isEmpty() || !lines.get(0).fields().equals(columns)) {
            int number = lines.isEmpty() ? 1 : lines.get(0).number();
            throw csv.wrong(number, "the first line must be the header " + String.join(",", columns));
        }
        Set<String> keys = new HashSet<>();
        List<T> rows = new ArrayList<>();
        for (Line line : lines.subList(1, lines.size())) {
            if (line.fields().size() != columns.size()) {
                throw csv.wrong(
                        line.number(),
                        "%d fields, but there are %d columns: %s (a comma within a field needs double quotes around it)"
                                .formatted(line.fields().size(), columns.size(), String.join(",", columns)));
            }
            if (!keys.add(line.fields().get(0))) {
                throw csv.wrong(
                        line.number(),
                        "%s %s is there already"
                                .formatted(columns.get(0), line.fields().get(0)));
            }
            try {
                rows.add(toRow.apply(line.fields()));
            } catch (IllegalArgumentException e) {
                throw csv.wrong(line.number(), String.valueOf(e.getMessage()));
            }
        }
        return rows;
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        while (at < text.length()) {
            int number = line;
            boolean comment = text.charAt(at) == '#';
            List<String> fields = comment ? skip() : fields();
            if (!comment && !(fields.size() == 1 && fields.get(0).isEmpty())) {
                lines.add(new Line(number, fields));
            }
        }
        return lines;
    }

    private List<String> skip() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
        line++;
        return List.of();
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        while (true) {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at >= text.length()) {
                return fields;
            }
            char end = text.charAt(at++);
            if (end == '\n') {
                line++;
                return fields;
            }
        }
    }

    private String plain() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private String quoted() {
        int start = line;
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                line += c == '\n' ? 1 : 0;
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else {
                String rest = plain();
                if (!rest.isEmpty()) {
                    throw wrong(start, "text after a closing quote: " + rest);
                }
                return field.toString();
            }
        }
        throw wrong(start, "a double quote opens here and none closes");
    }

    private ClientException wrong(int number, String what) {
        return new ClientException(Kind.INVALID, "%s, line %d: %s".formatted(name, number, what));
    }
}
