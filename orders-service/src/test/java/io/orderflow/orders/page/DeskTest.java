/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.orders.access.AccessFilter;
import io.orderflow.orders.access.Issuer;
import io.orderflow.orders.http.Rest;
import io.orderflow.orders.http.Rest.Answer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {

    /** Pays, and refuses all else. */
    private static final class Till implements Desk {

        private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

        @Override
        public Map<String, URI> links() {
            return Map.of("Mails", URI.create("http://localhost:8025"));
        }

        @Override
        public Told answer(Asked now) {
            asked.add(now);
            return now.path().equals("pay") ? Told.of(Map.of("paid", true)) : Told.refused(409, "nothing to do");
        }
    }

    private final Till till = new Till();

    @Test
    void thePageAsksAndHasThingsDone() {
        try (Rest rest = new Rest(AccessFilter::open, till)) {
            assertThat(pay(rest, "Sec-Fetch-Site", "same-origin")
                            .json()
                            .path("paid")
                            .asBoolean())
                    .isTrue();
            assertThat(rest.get("/desk/a/b?x=1&x=2&y=").text("/detail")).isEqualTo("nothing to do");

            assertThat(till.asked).extracting(Desk.Asked::method).containsExactly("POST", "GET");
            assertThat(till.asked).extracting(Desk.Asked::path).containsExactly("pay", "a/b");
            assertThat(till.asked.element().body().path("order").asText()).isEqualTo("A");
            assertThat(till.asked.stream().skip(1).findFirst().orElseThrow().query())
                    .containsEntry("x", "1")
                    .containsEntry("y", "");
            assertThat(rest.get("/page/about.json").text("/links/Mails")).isEqualTo("http://localhost:8025");
        }
    }

    @Test
    void pagesOfOthersDoNotOnTheSameMachineEither() {
        try (Rest rest = new Rest(AccessFilter::open, till)) {
            assertThat(pay(rest, "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
            assertThat(pay(rest, "Sec-Fetch-Site", "same-site").status()).isEqualTo(403);
            assertThat(rest.get("/desk/mails", "Sec-Fetch-Site", "same-site").status())
                    .isEqualTo(403);
            assertThat(rest.send("POST", "/desk/pay", BodyPublishers.ofString("{}"), "Content-Type", "text/plain")
                            .status())
                    .isEqualTo(415);
            assertThat(till.asked).isEmpty();
        }
    }

    @Test
    void aNameOfSomebodyElsesThatLeadsHereIsNoneOfOurs() {
        try (Rest rest = new Rest(AccessFilter::open, till)) {
            for (String host : new String[] {"localhost", "127.0.0.1", "[::1]", "LOCALHOST:8080"}) {
                assertThat(rest.raw(ask(host))).as(host).startsWith("HTTP/1.1 409");
            }
            till.asked.clear();
            for (String host : new String[] {"evil.example", "localhost.evil.example", "127.0.0.2"}) {
                assertThat(rest.raw(ask(host))).as(host).startsWith("HTTP/1.1 403");
            }
            assertThat(till.asked).isEmpty();
        }
    }

    private static String ask(String host) {
        return "GET /desk/break HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    @Test
    void whoMayNotSeeAllOrdersMayNotUseIt(@TempDir Path folder) {
        Issuer issuer = new Issuer(folder);
        try (Rest rest = new Rest(issuer::filter, till)) {
            assertThat(pay(rest).status()).isEqualTo(401);
            assertThat(pay(rest, "Authorization", "Bearer " + issuer.token(7, "orders:read orders:write"))
                            .status())
                    .isEqualTo(403);
            assertThat(till.asked).isEmpty();
            assertThat(pay(rest, "Authorization", "Bearer " + issuer.token(7, "orders:admin"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aServiceThatRunsAloneHasNone() {
        try (Rest rest = new Rest()) {
            assertThat(pay(rest).text("/detail"))
                    .isEqualTo("there is no desk here: bin/orderflow does what it would do");
        }
    }

    private static Answer pay(Rest rest, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return rest.send("POST", "/desk/pay", BodyPublishers.ofString("{\"order\": \"A\"}"), all);
    }
}
