/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.orders.access.AccessFilter;
import io.orderflow.orders.limits.LimitsConfig;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every answer tells browsers, whoever gives it: a resource, a filter, a feed, or the HTTP server itself. */
class BrowserHeadersTest {

    private static final List<String> EACH = List.of(
            "X-Content-Type-Options: nosniff",
            "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Frame-Options: DENY",
            "Referrer-Policy: no-referrer",
            "Cross-Origin-Resource-Policy: same-origin",
            "Cross-Origin-Opener-Policy: same-origin");

    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

    @AutoClose
    private static final Rest rest = new Rest();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "200, GET /v1/orders/A, ",
                "200, HEAD /v1/orders/A, ",
                "200, GET /openapi.json, ",
                "200, OPTIONS /v1/orders, ",
                "200, OPTIONS /v1/orders, Origin: https://shop.example~Access-Control-Request-Method: POST",
                "304, GET /v1/orders/A, If-None-Match: *",
                "400, GET /v1/orders/A?timeout=x, ",
                "400, GET /v1/orders/A, Bad : header",
                "400, GET /%zz, ",
                "400, GET //, ",
                "404, GET /v1/orders/none?timeout=0, ",
                "404, GET /nothing, ",
                "405, DELETE /v1/orders/A, ",
                "406, GET /v1/orders/events, Accept: text/html",
                "415, POST /v1/orders, Content-Length: 0",
                "431, GET /v1/orders/A, X: LONG",
                "403, POST /v1/orders, Sec-Fetch-Site: cross-site~Content-Length: 0",
            })
    void isToRunFrameAndSniffNothing(int status, String request, String header) {
        rest.log.shows(order("A").line("kettle", 1).created());
        String more = header == null ? "" : header.replace("~", "\r\n").replace("LONG", "x".repeat(20_000)) + "\r\n";

        String answer = rest.raw(request + HOST + more + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(EACH).allSatisfy(line -> assertThat(answer).containsOnlyOnce(line + "\r\n"));
        assertThat(answer).doesNotContain("Strict-Transport-Security", "Server:", "X-Powered-By");
        if (status >= 400) {
            assertThat(answer).contains("Cache-Control: no-store\r\n");
        }
    }

    @Test
    void alsoWhenThereAreTooMany() {
        LimitsConfig one = new LimitsConfig(1, 1, 0, 0, 0, List.of(), List.of());
        try (Rest busy = new Rest(AccessFilter::open, one)) {
            busy.get("/openapi.json");

            assertThat(busy.get("/openapi.json").status()).isEqualTo(429);
            assertThat(busy.get("/openapi.json").response().headers().map())
                    .containsEntry("x-content-type-options", List.of("nosniff"));
        }
    }

    @Test
    void aFeedToo() throws Exception {
        try (java.net.Socket follower = rest.connect()) {
            Rest.ask(follower, "/v1/orders/events");
            byte[] head = new byte[800];
            int read = follower.getInputStream().readNBytes(head, 0, 500);

            assertThat(new String(head, 0, read, java.nio.charset.StandardCharsets.UTF_8))
                    .contains(EACH.get(0), EACH.get(1));
        }
    }
}
