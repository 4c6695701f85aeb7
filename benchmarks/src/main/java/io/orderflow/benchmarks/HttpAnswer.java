/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An answer of the orders service; read where it lies in a connection's buffer, as a client library would take more CPU than the
 * service. Holds until the buffer is written again.
 *
 * @param status of it
 * @param bytes that hold it
 * @param from where its body begins
 * @param to where its body ends
 */
record HttpAnswer(int status, ByteBuffer bytes, int from, int to) {

    private static final byte[] BEGINNING = "http/1.1 ".getBytes(ISO_8859_1);
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(ISO_8859_1);
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
    private static final int STATUS_AT = BEGINNING.length;

    /**
     * What has been read so far, if it is a whole answer.
     *
     * @throws IllegalArgumentException if it cannot become one that is understood here
     */
    static Optional<HttpAnswer> of(ByteBuffer read) {
        int size = read.position();
        int end = find(END_OF_HEAD, read, 0, size);
        if (end < 0) {
            return Optional.empty();
        }
        if (!isAt(BEGINNING, read, 0)) {
            throw new IllegalArgumentException("no answer in HTTP/1.1");
        }
        int from = end + END_OF_HEAD.length;
        int length = find(LENGTH, read, 0, end);
        if (length < 0) {
            throw new IllegalArgumentException("an answer without Content-Length");
        }
        int to = from + number(read, length + LENGTH.length);
        return to > size ? Optional.empty() : Optional.of(new HttpAnswer(number(read, STATUS_AT), read, from, to));
    }

    private static int number(ByteBuffer in, int at) {
        int digit = at;
        while (in.get(digit) == ' ') {
            digit++;
        }
        int number = 0;
        for (; in.get(digit) >= '0' && in.get(digit) <= '9'; digit++) {
            number = number * 10 + in.get(digit) - '0';
        }
        return number;
    }

    /** Where {@code what} is first, in small letters or capitals; -1 if nowhere. */
    private static int find(byte[] what, ByteBuffer in, int from, int to) {
        for (int at = from; at + what.length <= to; at++) {
            if (in.get(at) == what[0] && isAt(what, in, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isAt(byte[] what, ByteBuffer in, int at) {
        for (int i = 0; i < what.length; i++) {
            byte one = in.get(at + i);
            if (one != what[i] && (one < 'A' || one > 'Z' || one + 'a' - 'A' != what[i])) {
                return false;
            }
        }
        return true;
    }

    /** The value of a text field, wherever it stands first. */
    Optional<String> text(String field) {
        byte[] key = ("\"" + field + "\":\"").getBytes(UTF_8);
        int at = find(key, bytes, from, to);
        if (at < 0) {
            return Optional.empty();
        }
        int begin = at + key.length;
        int end = begin;
        while (end < to && bytes.get(end) != '"') {
            end++;
        }
        byte[] value = new byte[end - begin];
        bytes.get(begin, value);
        return Optional.of(new String(value, UTF_8));
    }
}
