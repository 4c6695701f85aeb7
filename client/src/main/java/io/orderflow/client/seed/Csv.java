/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads comma-separated values (RFC 4180), a row at a time: a header line that names the columns, a record a line, fields in
 * double quotes where they hold commas, quotes or line ends. Empty lines, and lines that start with {@code #}, are left out.
 */
final class Csv implements AutoCloseable {

    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_FIELDS = 100;
    private static final int LONGEST_FIELD = 1_000;

    private static final CsvFactory FORMAT = CsvFactory.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.ALLOW_COMMENTS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_FIELD)
                    .build())
            .build();

    private final String name;
    private final CsvParser parser;
    private int line = 1;

    private Csv(String name, Reader text) throws IOException {
        this.name = name;
        this.parser = FORMAT.createParser(text);
    }

    /**
     * The rows of {@code text}, each turned into a {@code T}.
     *
     * @param name what to call the file in a complaint
     * @param columns which columns there must be, in this order; the first is the key, each key may come once
     * @param toRow may throw IllegalArgumentException with what is wrong with a row
     * @throws ClientException naming file, line and what would be right
     * @throws IOException if {@code text} cannot be read
     */
    static <T> List<T> read(String name, Reader text, List<String> columns, Function<List<String>, T> toRow)
            throws IOException {
        try (Csv csv = new Csv(name, text)) {
            return csv.read(columns, toRow);
        }
    }

    private <T> List<T> read(List<String> columns, Function<List<String>, T> toRow) throws IOException {
        if (!next().equals(columns)) {
            throw wrong("the first line must be the header " + String.join(",", columns));
        }
        Set<String> keys = new HashSet<>();
        List<T> rows = new ArrayList<>();
        for (List<String> row = next(); !row.isEmpty(); row = next()) {
            if (row.size() != columns.size()) {
                throw wrong(
                        "%s fields, but there are %s columns: %s (a comma within a field needs double quotes around it)"
                                .formatted(row.size(), columns.size(), String.join(",", columns)));
            }
            if (!keys.add(row.get(0))) {
                throw wrong("%s %s is there already".formatted(columns.get(0), row.get(0)));
            }
            if (rows.size() == MOST_ROWS) {
                throw wrong("more than %s rows: make several files of it".formatted(MOST_ROWS));
            }
            try {
                rows.add(toRow.apply(row));
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }
        return rows;
    }

    /** The fields of the next row; none at the end. */
    private List<String> next() throws IOException {
        try {
            if (parser.nextToken() == null) {
                return List.of();
            }
            line = parser.currentLocation().getLineNr();
            List<String> fields = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                fields.add(parser.getText());
                if (fields.size() > MOST_FIELDS) {
                    throw wrong("more than %s fields".formatted(MOST_FIELDS));
                }
            }
            return fields;
        } catch (StreamConstraintsException e) {
            throw wrong("a field has more than %s letters (is a double quote not closed?)".formatted(LONGEST_FIELD));
        } catch (JsonProcessingException e) {
            throw wrong(e.getOriginalMessage());
        }
    }

    private ClientException wrong(String what) {
        return new ClientException(Kind.INVALID, "%s, line %s: %s".formatted(name, line, what));
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
