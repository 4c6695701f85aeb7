/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static io.orderflow.tools.FakeOrdersService.order;
import static io.orderflow.tools.FakeOrdersService.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.TestAuthority;
import io.orderflow.events.Product;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderTest {

    private final FakeKafka kafka = FakeKafka.withTopics();
    private final FakeOrdersService service = new FakeOrdersService();
    private final Shell shell = new Shell(kafka);

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        service.close();
    }

    private Ended order(String... args) {
        String[] all = new String[args.length + 3];
        all[0] = "order";
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--url";
        all[args.length + 2] = service.url() + "/";
        return shell.run(all);
    }

    @Test
    void placeSendsWhatWasTyped() {
        service.answers("POST /v1/orders", 201, FakeOrdersService.order("A", "CREATED"));

        Ended ended = order("place", "--id", "A", "--customer", "7", "--currency", "EUR", "--line", "kettle:2@24.90");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(service.asked().get(0).body())
                .isEqualTo("{\"id\":\"A\",\"customerId\":7,\"currency\":\"EUR\","
                        + "\"lines\":[{\"product\":\"kettle\",\"quantity\":2,\"unitPrice\":24.90}]}");
        assertThat(ended.out())
                .contains("order A  CREATED (version 2)")
                .contains("2 x kettle at 24.90 EUR")
                .contains("total 49.80 EUR");
    }

    @Test
    void pricesAndCurrencyThatAreLeftOutComeFromTheCatalogue() {
        kafka.holds(Topics.PRODUCTS, "kettle", new Product("kettle", "Kettle", new BigDecimal("19.9000"), "USD"));
        service.answers("POST /v1/orders", 201, FakeOrdersService.order("A", "CREATED"));

        order("place", "--customer", "7", "--line", "kettle:1");

        assertThat(service.asked().get(0).body())
                .contains("\"currency\":\"USD\"")
                .contains("\"unitPrice\":19.90");
    }

    @Test
    void aProductThatIsNotInTheCatalogueNeedsAPrice() {
        Ended ended = order("place", "--customer", "7", "--line", "ketle:1");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err())
                .contains("no product 'ketle' in the catalogue (0 are there)")
                .contains("ketle:1@9.90");
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void placeAndWaitEndsAsTheOrderDoes() {
        service.answers("POST /v1/orders", 201, FakeOrdersService.order("A", "CREATED"))
                .answers("GET /v1/orders/A/validated", 200, FakeOrdersService.order("A", "FAILED"));

        Ended ended = order("place", "--customer", "7", "--currency", "EUR", "--line", "kettle:2@1", "--wait");

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.out()).contains("refused by inventory: kettle: 2 asked, 1 available");
    }

    @Test
    void aFileIsSentAsItIs() throws IOException {
        service.answers("POST /v1/orders", 200, FakeOrdersService.order("A", "VALIDATED"));
        Path file = Files.writeString(folder.resolve("order.json"), "{\"customerId\": 7, \"odd\": true}");

        Ended ended = order("place", "--file", file.toString());

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(service.asked().get(0).body()).isEqualTo("{\"customerId\":7,\"odd\":true}");
        assertThat(ended.out()).startsWith("was there already:");
    }

    @Test
    void aFileThatIsNotJsonIsToldWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("order.json"), "{\n\"customerId\": seven}");

        Ended ended = order("place", "--file", file.toString());

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("order.json, line 2: not JSON");
    }

    @Test
    void whatTheServiceRefusesBecomesAnExitCode() {
        service.answers(
                        "POST /v1/orders",
                        409,
                        problem(409, "urn:orderflow:problem:other-content", "order A was placed before"))
                .answers("POST /v1/orders", 400, problem(400, "urn:orderflow:problem:invalid-request", "id is odd"))
                .answers("POST /v1/orders", 503, problem(503, "urn:orderflow:problem:unavailable", "Kafka is away"))
                .answers("POST /v1/orders", 202, "{\"id\":\"A\",\"state\":\"PENDING\"}");
        String[] place = {"place", "--customer", "7", "--currency", "EUR", "--line", "kettle:2@1"};

        assertThat(order(place)).isEqualTo(new Ended(ExitCode.NO, "", said("order A was placed before")));
        assertThat(order(place)).isEqualTo(new Ended(ExitCode.USAGE, "", said("id is odd")));
        assertThat(order(place)).isEqualTo(new Ended(ExitCode.AWAY, "", said("Kafka is away")));
        assertThat(order(place).code()).isEqualTo(ExitCode.UNDECIDED);
    }

    private static String said(String line) {
        return "orderflow: " + line + System.lineSeparator();
    }

    @Test
    void waitAsksAgainUntilTheTimeIsOver() {
        String undecided = problem(504, "urn:orderflow:problem:not-decided", "not decided");
        service.answers("GET /v1/orders/A/validated", 504, undecided)
                .answers("GET /v1/orders/A/validated", 200, FakeOrdersService.order("A", "VALIDATED"));

        Ended ended = order("wait", "A", "--timeout", "1m", "--json");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.json().get(0).path("state").asText()).isEqualTo("VALIDATED");
        assertThat(service.asked().get(0).request()).isEqualTo("GET /v1/orders/A/validated?timeout=30000");
    }

    @Test
    void whatIsNotDecidedInTimeIsNeitherYesNorNo() {
        String known = "{\"type\":\"urn:orderflow:problem:not-decided\",\"order\":%s}"
                .formatted(FakeOrdersService.order("A", "CREATED"));
        service.answers("GET /v1/orders/A/validated", 504, known);

        Ended ended = order("wait", "A", "--timeout", "0s");

        assertThat(ended.code()).isEqualTo(ExitCode.UNDECIDED);
        assertThat(ended.out()).contains("order A  CREATED");
        assertThat(ended.err()).contains("order A is not decided yet");
    }

    @Test
    void anUnknownOrderIsNotFound() {
        service.answers(
                "GET /v1/orders/a%2Fb", 404, problem(404, "urn:orderflow:problem:unknown-order", "no order is known"));

        Ended ended = order("get", "a/b");

        assertThat(ended.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(ended.err()).isEqualTo(said("no order is known"));
    }

    @Test
    void aRequestThatTheServiceDoesNotKnowIsNotAnUnknownOrder() {
        Ended ended = order("history", "A");

        assertThat(ended.code()).isEqualTo(ExitCode.AWAY);
        assertThat(ended.err()).contains("has no such request (nothing is at this path)");
    }

    @Test
    void historyIsALineForEachEventAndVerdict() {
        service.answers("GET /v1/orders/A/history", 200, """
                {"id": "A", "state": "CREATED", "waitingFor": ["fraud"], "history": [
                  {"type": "event", "at": "12:00", "state": "CREATED", "version": 1, "by": "customer-7"},
                  {"type": "verdict", "at": "12:01", "check": "inventory", "result": "FAIL",
                   "reasons": ["kettle: 2 asked, 1 available"], "standing": "counted"},
                  {"type": "verdict", "at": "12:02", "check": "inventory", "result": "PASS",
                   "reasons": [], "standing": "repeated"}]}
                """);

        assertThat(order("history", "A").out().lines())
                .containsExactly(
                        "12:00  CREATED v1 by customer-7",
                        "12:01  inventory FAIL: kettle: 2 asked, 1 available",
                        "12:02  inventory PASS (repeated)",
                        "waiting for fraud");
    }

    @Test
    void listTellsHowToGoOn() {
        service.answers(
                "GET /v1/orders",
                200,
                "{\"orders\":[%s],\"nextCursor\":\"abc\"}".formatted(FakeOrdersService.order("A", "FAILED")));

        Ended ended = order("list", "--customer", "7", "--state", "FAILED", "--limit", "1");

        assertThat(service.asked().get(0).request()).isEqualTo("GET /v1/orders?customerId=7&state=FAILED&limit=1");
        assertThat(ended.out()).startsWith("A  FAILED v2, customer 7, 49.80 EUR");
        assertThat(ended.err()).contains("more: --cursor abc");
    }

    @Test
    void cancelIsAccepted() {
        service.answers("POST /v1/orders/A/cancel", 202, "");

        assertThat(order("cancel", "A").out()).contains("order A: cancelling was accepted");
    }

    @Test
    void aTokenIsShownToTheServiceAndNeverOnTheScreen() throws IOException {
        service.answers("GET /v1/orders/A", 401, problem(401, "about:blank", "the token has expired"));
        Path file = Files.writeString(folder.resolve("token"), "from.a.file\n");

        Ended byFile = order("get", "A", "--token-file", file.toString());

        assertThat(service.authorizations()).containsExactly("Bearer from.a.file");
        assertThat(byFile).isEqualTo(new Ended(ExitCode.NO, "", said("the token has expired")));
    }

    @Test
    void aTokenIsNoFlagAndNotRepeatedIfItIsGivenAsOne() {
        Ended ended = order("get", "A", "--token", "secret.as.a.flag");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.out() + ended.err()).contains("--token-file").doesNotContain("secret.as.a.flag");
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void aTokenThatCannotBeSentIsToldWithoutIt() throws IOException {
        Path file = Files.writeString(folder.resolve("odd"), "secret\r\nX-Other: 1");
        Ended odd = order("get", "A", "--token-file", file.toString());
        Ended missing = order("get", "A", "--token-file", folder.resolve("none").toString());

        assertThat(odd.code()).isEqualTo(ExitCode.USAGE);
        assertThat(odd.err()).contains("the token must be one word").doesNotContain("secret");
        assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("--token-file: there is no file");
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void aServiceIsAskedOverTlsIfItsAuthorityIsGiven() {
        TestAuthority authority = TestAuthority.in(folder);
        String other = TestAuthority.in(folder).authorities().toString();
        String none = folder.resolve("none.pem").toString();
        try (FakeOrdersService secure = new FakeOrdersService(Optional.of(authority.client(authority.issue())))) {
            secure.answers("GET /v1/orders/A", 200, FakeOrdersService.order("A", "VALIDATED"));

            Ended trusted = shell.run(
                    "order",
                    "get",
                    "A",
                    "--url",
                    secure.url(),
                    "--ca",
                    authority.authorities().toString());
            Ended strange = shell.run("order", "get", "A", "--url", secure.url(), "--ca", other);
            Ended missing = shell.run("order", "get", "A", "--url", secure.url(), "--ca", none);

            assertThat(trusted.out()).startsWith("order A  VALIDATED");
            assertThat(strange.code()).isEqualTo(ExitCode.AWAY);
            assertThat(strange.err()).contains("no TLS with the orders service at https://", "is --ca the file of");
            assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
            assertThat(missing.err()).contains("--ca=" + none + ": there is no such file");
        }
    }

    @Test
    void aServiceThatIsAwayIsToldInOneLine() {
        service.close();

        Ended ended = order("get", "A");

        assertThat(ended.code()).isEqualTo(ExitCode.AWAY);
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).contains("no orders service at http://").contains("give --url");
    }
}
