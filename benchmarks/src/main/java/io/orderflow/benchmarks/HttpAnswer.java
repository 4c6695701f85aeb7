/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An answer of the orders service; read by hand, as a client library would take more CPU than the service. */
record HttpAnswer(int status, String body) {

    private static final String LENGTH = "\r\ncontent-length:";
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);

    /**
     * What has been read so far, if it is a whole answer.
     *
     * @throws IllegalArgumentException if it cannot become one that is understood here
     */
    static Optional<HttpAnswer> of(ByteBuffer read) {
        byte[] bytes = new byte[read.position()];
        read.get(0, bytes);
        int end = endOfHead(bytes);
        if (end < 0) {
            return Optional.empty();
        }
        String head = new String(bytes, 0, end, ISO_8859_1).toLowerCase(Locale.ROOT);
        if (!head.startsWith("http/1.1 ") || head.length() < 12) {
            throw new IllegalArgumentException("no answer in HTTP/1.1: " + head);
        }
        int length = length(head);
        if (bytes.length - end < length) {
            return Optional.empty();
        }
        return Optional.of(
                new HttpAnswer(Integer.parseInt(head.substring(9, 12)), new String(bytes, end, length, UTF_8)));
    }

    private static int endOfHead(byte[] bytes) {
        for (int i = 0; i + END_OF_HEAD.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return i + END_OF_HEAD.length;
            }
        }
        return -1;
    }

    private static int length(String head) {
        int at = head.indexOf(LENGTH);
        if (at < 0) {
            throw new IllegalArgumentException("an answer without Content-Length: " + head);
        }
        int from = at + LENGTH.length();
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
    }

    /** The value of a text field, wherever it stands first. */
    Optional<String> text(String field) {
        String key = "\"" + field + "\":\"";
        int at = body.indexOf(key);
        return at < 0
                ? Optional.empty()
                : Optional.of(body.substring(at + key.length(), body.indexOf('"', at + key.length())));
    }
}
