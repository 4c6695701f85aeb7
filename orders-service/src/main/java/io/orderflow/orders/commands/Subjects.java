/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.commands;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Who asked for what a record says: a header that goes with the command to the event that it leads to, and no further. It has a
 * reference into the topic {@code subjects} ({@link SubjectDirectory}) and says nothing of whom it stands for.
 */
public final class Subjects {

    /** The header; its value is the reference in ASCII. */
    public static final String HEADER = "Orderflow-Subject";

    private static final Predicate<String> PRINTABLE =
            Pattern.compile("[\\x20-\\x7e]{1,255}").asMatchPredicate();

    private Subjects() {}

    static void put(Headers headers, String reference) {
        headers.add(HEADER, reference.getBytes(US_ASCII));
    }

    /** The reference to whom {@code headers} name; nobody where what they say cannot be one. */
    public static Optional<String> in(Headers headers) {
        Header last = headers.lastHeader(HEADER);
        return Optional.ofNullable(last)
                .map(Header::value)
                .map(value -> new String(value, US_ASCII))
                .filter(PRINTABLE);
    }

    /** What {@code headers} belong to was asked for by nobody. */
    public static void remove(Headers headers) {
        headers.remove(HEADER);
    }
}
