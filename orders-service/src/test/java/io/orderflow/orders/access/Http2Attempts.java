/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import static io.orderflow.orders.access.RawHttp2.END_HEADERS;
import static io.orderflow.orders.access.RawHttp2.END_STREAM;
import static io.orderflow.orders.access.RawHttp2.frame;
import static io.orderflow.orders.access.RawHttp2.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.orders.access.RawHttp2.Frame;
import io.orderflow.orders.access.RawHttp2.FrameOf;
import io.orderflow.orders.http.Rest;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** What is tried over HTTP/2 that cannot be tried over 1.1, and what each attempt got. Others are served after each. */
final class Http2Attempts {

    private static final int MANY = 20_000;

    private final Map<String, String> got = new LinkedHashMap<>();
    private final Rest rest;
    private final SSLContext client;
    private final String token;

    /** At a server that has order M, of whoever has this token. */
    Http2Attempts(Rest rest, SSLContext client, String token) {
        this.rest = rest;
        this.client = client;
        this.token = token;
    }

    /** Each attempt with what it got, in order. */
    Map<String, String> make() throws IOException {
        othersAreServed();
        floods();
        headers();
        waits();
        return got;
    }

    private void floods() throws IOException {
        flood("thousands of requests, each taken back at once (rapid reset)", stream -> {
            byte[] reset = frame(RawHttp2.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            return both(get(stream, "/v1/orders/M/validated?timeout=60000", token), reset);
        });
        flood("thousands of pings", stream -> frame(RawHttp2.PING, 0, 0, new byte[8]));
        flood("thousands of settings", stream -> frame(RawHttp2.SETTINGS, 0, 0));
        flood("priorities of thousands of streams that are none", stream -> frame(2, 0, stream, new byte[5]));
        flood(
                "windows that grow beyond all bounds",
                stream -> frame(RawHttp2.WINDOW_UPDATE, 0, 0, new byte[] {0x7F, -1, -1, -1}));
        flood(
                "a body in pieces of nothing",
                stream -> stream == 1
                        ? frame(RawHttp2.HEADERS, END_HEADERS, 1, RawHttp2.fields("/v1/orders", token))
                        : frame(RawHttp2.DATA, 0, 1));
    }

    private void headers() throws IOException {
        flood(
                "headers that do not end (CONTINUATION), 8 kB each",
                stream -> stream == 1
                        ? frame(RawHttp2.HEADERS, END_STREAM, 1, RawHttp2.fields("/v1/orders/M", token))
                        : frame(RawHttp2.CONTINUATION, 0, 1, RawHttp2.remembered(8_000)));
        flood(
                "headers that do not end, in pieces of nothing",
                stream -> stream == 1
                        ? frame(RawHttp2.HEADERS, END_STREAM, 1, RawHttp2.fields("/v1/orders/M", token))
                        : frame(RawHttp2.CONTINUATION, 0, 1));
        byte[] bomb = new byte[12_000];
        Arrays.fill(bomb, (byte) 0xBE); // the first field of the table, 12,000 times
        try (RawHttp2 hostile = connect()) {
            hostile.send(
                    frame(RawHttp2.HEADERS, 0, 1, RawHttp2.remembered(3_000)),
                    frame(RawHttp2.CONTINUATION, END_HEADERS, 1, bomb));
            closed("36 MB of headers in 15 kB (HPACK)", hostile);
        }
        try (RawHttp2 hostile = connect()) {
            hostile.send(
                    frame(RawHttp2.HEADERS, END_STREAM | END_HEADERS, 1, new byte[] {(byte) 0xFF, -1, -1, -1, 15}));
            closed("a field that no table has", hostile);
        }
        try (RawHttp2 hostile = connect()) {
            hostile.send(new byte[] {-1, -1, -1, 0, 0, 0, 0, 0, 1});
            closed("a frame of 16 MB", hostile);
        }
    }

    private void waits() throws IOException {
        try (RawHttp2 hostile = connect()) {
            for (int i = 0; i < 200; i++) {
                hostile.send(get(2 * i + 1, "/v1/orders/M/validated?timeout=60000", token));
            }
            List<Frame> refused =
                    hostile.until(frame -> frame.type() == RawHttp2.RST_STREAM || frame.type() == RawHttp2.GOAWAY);
            assertThat(refused).last().matches(frame -> frame.type() == RawHttp2.RST_STREAM && frame.number(0) == 7);
            assertThat(rest.parked.count()).isLessThanOrEqualTo(128);
            othersAreServed();
            got.put("200 waits on one connection", "REFUSED_STREAM for what is beyond 128, and others are served");
        }
        await().until(() -> rest.parked.count() == 0);
    }

    private void flood(String attempt, FrameOf frames) throws IOException {
        try (RawHttp2 hostile = connect()) {
            hostile.flood(MANY, frames);
            closed(attempt, hostile);
        }
        await().until(() -> rest.parked.count() == 0);
    }

    /** Why it is closed is not told here: what a server says last is lost where its client still sends. */
    private void closed(String attempt, RawHttp2 hostile) throws IOException {
        hostile.until(frame -> false);
        othersAreServed();
        got.put(attempt, "closed, and others are served");
    }

    private void othersAreServed() throws IOException {
        try (RawHttp2 other = connect()) {
            other.send(get(1, "/v1/orders/M?timeout=20", token));
            assertThat(other.until(frame -> frame.type() == RawHttp2.HEADERS))
                    .last()
                    .matches(Frame::isOk, "200");
        }
    }

    private static byte[] both(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private RawHttp2 connect() throws IOException {
        return new RawHttp2(rest.address(), client);
    }
}
