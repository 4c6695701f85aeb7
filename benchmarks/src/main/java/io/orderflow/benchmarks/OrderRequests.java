/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** The generator's requests, written into a connection's buffer without any object on the way. */
final class OrderRequests {

    private static final byte[] POST = bytes("POST /v1/orders HTTP/1.1\r\nHost: localhost\r\n");
    private static final byte[] TYPE_AND_LENGTH = bytes("Content-Type: application/json\r\nContent-Length: ");
    private static final byte[] END_OF_HEAD = bytes("\r\n\r\n");
    private static final byte[] GET = bytes("GET /v1/orders/");
    private static final byte[] WHEN_DECIDED = bytes("/validated?timeout=25000 HTTP/1.1\r\nHost: localhost\r\n");
    private static final byte[] END_OF_LINE = bytes("\r\n");
    private static final byte[] ID = bytes("{\"id\":\"");
    private static final byte[] AFTER_ID = bytes("\",\"customerId\":");
    private static final byte[] CUSTOMER = bytes("{\"customerId\":");
    private static final byte[] LINES = bytes(",\"currency\":\"EUR\",\"lines\":[");
    private static final byte[] PRODUCT = bytes("{\"product\":\"p");
    private static final byte[] REST_OF_LINE = bytes("\",\"quantity\":1,\"unitPrice\":" + Shop.PRICE + "}");
    private static final byte[] END = bytes("]}");

    private final Load load;
    private final int customers;
    private final Tokens tokens;
    private final byte[] idPrefix;
    private final ByteBuffer body = ByteBuffer.allocate(LoadGenerator.MOST_BYTES);

    /** @param run distinguishes the ids that are given from those of all other runs */
    OrderRequests(Load load, int customers, Tokens tokens, String run) {
        this.load = load;
        this.customers = customers;
        this.tokens = tokens;
        this.idPrefix = bytes(run + "-");
    }

    /** Places order number {@code number}. */
    void post(long number, ByteBuffer out) {
        body.clear();
        order(number);
        body.flip();
        out.put(POST);
        tokens.write(customer(number), out);
        out.put(TYPE_AND_LENGTH);
        number(body.remaining(), out);
        out.put(END_OF_HEAD).put(body);
    }

    private void order(long number) {
        if (load.givesIds()) {
            body.put(ID).put(idPrefix);
            number(number, body);
            body.put(AFTER_ID);
        } else {
            body.put(CUSTOMER);
        }
        number(customer(number), body);
        body.put(LINES);
        for (int line = 0; line < load.lines(); line++) {
            if (line > 0) {
                body.put((byte) ',');
            }
            body.put(PRODUCT);
            number((number + line) % load.products() + 1, body);
            body.put(REST_OF_LINE);
        }
        body.put(END);
    }

    private long customer(long number) {
        return number % customers + 1;
    }

    /** Asks for the decision of order number {@code number}, which has become order {@code id}. */
    void get(long number, String id, ByteBuffer out) {
        out.put(GET).put(bytes(id)).put(WHEN_DECIDED);
        tokens.write(customer(number), out);
        out.put(END_OF_LINE);
    }

    private static void number(long number, ByteBuffer out) {
        if (number >= 10) {
            number(number / 10, out);
        }
        out.put((byte) ('0' + number % 10));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
