/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.orders.http.Rest;
import io.orderflow.orders.http.Rest.Answer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no order, or no request: each a problem that says what is wrong, and the service goes on. */
class RefusalTest {

    @AutoClose
    private static final Rest rest = new Rest();

    @BeforeAll
    static void open() {
        rest.log.silent = true;
    }

    @AfterEach
    void nothingWasWrittenAndTheServiceGoesOn() {
        assertThat(rest.log.commands).isEmpty();
        assertThat(rest.post(Rest.ORDER).status()).isEqualTo(201);
        rest.log.commands.clear();
    }

    private static void isProblem(Answer answer, int status) {
        assertThat(answer.body()).doesNotContain("<", "\tat ", "Exception");
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.text("/type")).isNotEmpty();
        assertThat(answer.text("/title")).isNotEmpty();
        assertThat(answer.text("/detail")).isNotEmpty();
        assertThat(answer.text("/instance")).startsWith("/");
    }

    private static void isRefused(String body, String field) {
        Answer answer = rest.post(body);
        isProblem(answer, 400);
        assertThat(answer.text("/errors/0/field")).as(answer.body()).isEqualTo(field);
        assertThat(answer.text("/errors/0/detail")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "\"order\"",
                "{",
                "{\"customerId\": }",
                "{\"customerId\": 7,}",
                "{\"customerId\": NaN}",
                "{} {}",
                "not json",
                "{\"customerId\": 7, \"customerId\": 8}",
                "{\"customerId\": 1e9999999999}"
            })
    void aBodyThatIsNoJsonObjectIsRefused(String body) {
        isRefused(body, "body");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"customerId\": 7`          | `\"customerId\": \"7\"`               | customerId",
                "`\"customerId\": 7`          | `\"customerId\": null`                | customerId",
                "`\"customerId\": 7`          | `\"customerId\": 7.0`                 | customerId",
                "`\"customerId\": 7`          | `\"customerId\": 9223372036854775808` | customerId",
                "`\"customerId\": 7`          | `\"customerId\": true`                | customerId",
                "`\"customerId\": 7`          | `\"customerID\": 7`                   | customerID",
                "`\"customerId\": 7`          | `\"customerId\": 7, \"state\": \"VALIDATED\"` | state",
                "`\"customerId\": 7`          | `\"customerId\": 7, \"id\": \"a/b\"`  | id",
                "`\"customerId\": 7`          | `\"customerId\": 7, \"id\": \"a b\"`  | id",
                "`\"customerId\": 7`          | `\"customerId\": 7, \"id\": \"..\"`   | id",
                "`\"customerId\": 7`          | `\"customerId\": 7, \"id\": \"\"`     | id",
                "`\"customerId\": 7`          | `\"customerId\": 7, \"id\": null`     | id",
                "`\"customerId\": 7`          | `\"customerId\": 7, \"id\": 5`        | id",
                "`\"currency\": \"EUR\"`      | `\"currency\": 978`                   | currency",
                "`\"currency\": \"EUR\"`      | `\"currency\": \"\\ud800\"`           | currency",
                "`\"product\": \"kettle\"`    | `\"product\": [\"kettle\"]`           | lines[0].product",
                "`\"quantity\": 2`            | `\"quantity\": 2147483648`            | lines[0].quantity",
                "`\"quantity\": 2`            | `\"quantity\": 2.5`                   | lines[0].quantity",
                "`\"quantity\": 2`            | `\"quantity\": \"2\"`                 | lines[0].quantity",
                "`\"quantity\": 2`            | `\"quantity\": 2, \"colour\": 1`      | lines[0].colour",
                "`\"unitPrice\": 24.9`        | `\"unitPrice\": 24.99999`             | lines[0].unitPrice",
                "`\"unitPrice\": 24.9`        | `\"unitPrice\": 100000000000000`      | lines[0].unitPrice",
                "`\"unitPrice\": 24.9`        | `\"unitPrice\": 1e999999999`          | lines[0].unitPrice",
                "`\"unitPrice\": 24.9`        | `\"unitPrice\": 1e-999999999`         | lines[0].unitPrice",
                "`\"unitPrice\": 24.9`        | `\"unitPrice\": \"NaN\"`              | lines[0].unitPrice",
                "`\"unitPrice\": 24.9`        | `\"unitPrice\": \"24.9\"`             | lines[0].unitPrice",
                "`\"unitPrice\": 24.9`        | `\"unitPrice\": null`                 | lines[0].unitPrice",
                "`\"unitPrice\": 24.9`        | `\"unitPrise\": 24.9`                 | lines[0].unitPrise",
            })
    void aFieldThatIsWrongIsNamed(String right, String wrong, String field) {
        String body = Rest.ORDER.replace(right, wrong);
        assertThat(body).isNotEqualTo(Rest.ORDER);
        isRefused(body, field);
    }

    @Test
    void aWrongValueIsShownWithWhatWouldBeRight() {
        Answer answer = rest.post(Rest.ORDER.replace("\"quantity\": 2", "\"quantity\": \"two\""));

        assertThat(answer.text("/errors/0/value")).isEqualTo("two");
        assertThat(answer.text("/errors/0/detail")).isEqualTo("must be a whole number, -2147483648 to 2147483647");
        assertThat(answer.text("/detail"))
                .isEqualTo("lines[0].quantity must be a whole number, -2147483648 to 2147483647");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        Answer answer = rest.post("{\"lines\": [{\"product\": 1}], \"more\": true}");

        isProblem(answer, 400);
        assertThat(answer.json().path("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "more",
                        "customerId",
                        "currency",
                        "lines[0].product",
                        "lines[0].quantity",
                        "lines[0].unitPrice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "null", "\"kettle\""})
    void anOrderNeedsLines(String lines) {
        isRefused("{\"customerId\": 7, \"currency\": \"EUR\", \"lines\": " + lines + "}", "lines");
    }

    @Test
    void anOrderHasAtMostAThousandLines() {
        String lines =
                String.join(",", Collections.nCopies(1_001, "{\"product\":\"k\",\"quantity\":1,\"unitPrice\":1}"));

        isRefused("{\"customerId\": 7, \"currency\": \"EUR\", \"lines\": [" + lines + "]}", "lines");
    }

    @Test
    void aHundredThousandBracketsAreRefused() {
        isRefused("[".repeat(100_000), "body");
        isRefused("{\"lines\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}", "body");
        isRefused("{\"a\":".repeat(40_000), "body");
    }

    @Test
    void aBodyOf300KilobytesIsTooLarge() {
        Answer answer = rest.post(" ".repeat(300_000) + Rest.ORDER);

        isProblem(answer, 413);
        assertThat(answer.text("/errors/0/detail")).isEqualTo("must be at most 262144 bytes");
    }

    @Test
    void aBodyThatDoesNotSayHowLongItIsIsBoundToo() {
        byte[] body = (" ".repeat(300_000) + Rest.ORDER).getBytes(UTF_8);

        Answer answer = rest.send(
                "POST",
                "/v1/orders",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                "Content-Type",
                "application/json");

        isProblem(answer, 413);
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] body = Rest.ORDER.getBytes(UTF_8);
        body[body.length - 45] = (byte) 0xff;

        Answer answer =
                rest.send("POST", "/v1/orders", BodyPublishers.ofByteArray(body), "Content-Type", "application/json");

        isProblem(answer, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "60001", "1.5", "99999999999999999999", "", "0x10"})
    void aTimeoutThatIsNoneIsRefused(String timeout) {
        for (String path : new String[] {"/v1/orders/A", "/v1/orders/A/validated"}) {
            Answer answer = rest.get(path + "?timeout=" + timeout);

            isProblem(answer, 400);
            assertThat(answer.text("/errors/0/field")).isEqualTo("timeout");
            assertThat(answer.text("/errors/0/value")).isEqualTo(timeout);
            assertThat(answer.text("/errors/0/detail")).contains("milliseconds, 0 (do not wait) to 60000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "caf%C3%A9", "a%3Bb", "a%26b", "%24"})
    void anIdThatIsNoneIsRefused(String id) {
        Answer answer = rest.get("/v1/orders/" + id + "?timeout=0");

        isProblem(answer, 400);
        assertThat(answer.text("/errors/0/field")).isEqualTo("id");
    }

    @Test
    void anIdThatIsTooLongIsRefused() {
        isProblem(rest.get("/v1/orders/" + "a".repeat(65) + "?timeout=0"), 400);
        isProblem(rest.get("/v1/orders/" + "a".repeat(64) + "?timeout=0"), 404);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/orders/a%2Fb, 400",
        "/v1/orders/a%2fb/validated, 400",
        "/v1/orders/%2e%2e, 400",
        "/v1/orders/..%2Fx, 400",
        "/v1/orders/../x, 404",
        "/v1/orders/..;/x, 400",
        "/v1/orders//x, 400",
        "/v1/orders/%zz, 400",
        "/v1/orders/%00, 400",
        "/v1/orders/a\\b, 400",
        "/v1/orders/%ff, 400",
        "/v1/orders/a%0Ab, 400",
    })
    void aPathThatIsNoneIsRefused(String path, int status) {
        String answer = rest.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", "\"status\":" + status);
        assertThat(answer).doesNotContain("<html", "\tat ", "Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GARBAGE | 400",
                "GET / HTTP/9.9 | 505",
                "GET /v1/orders/A HTTP/1.1 | 400", // no Host
                "GET /v1/orders/A HTTP/1.1~Host: localhost~Bad Header: x | 400",
                "POST /v1/orders HTTP/1.1~Host: localhost~Content-Type: application/json~Content-Length: abc | 400",
                "POST /v1/orders HTTP/1.1~Host: localhost~Content-Type: application/json~Transfer-Encoding: chunked~~zz | 400",
            })
    void aRequestThatIsNoHttpIsRefused(String request, int status) {
        String answer = rest.raw(request.replace("~", "\r\n") + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
        assertThat(answer).doesNotContain("<html", "\tat ", "Exception");
    }

    @Test
    void headersThatAreTooLongAreRefused() {
        Answer answer = rest.get("/v1/orders/A?timeout=0", "X-Long", "x".repeat(20_000));

        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void aUriThatIsTooLongIsRefused() {
        Answer answer = rest.get("/v1/orders/" + "x".repeat(20_000));

        assertThat(answer.status()).isEqualTo(414);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/v2/orders", "/v1/orders/A/unheard-of", "/favicon.ico"})
    void anUnknownPathIsNotFound(String path) {
        isProblem(rest.get(path), 404);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/orders",
        "PUT, /v1/orders",
        "DELETE, /v1/orders/A",
        "POST, /v1/orders/A",
        "TRACE, /v1/orders/A"
    })
    void aMethodThatIsNotForThisPathIsToldWhichAre(String method, String path) {
        Answer answer = rest.send(method, path, BodyPublishers.noBody());

        isProblem(answer, 405);
        assertThat(answer.header("Allow")).contains("OPTIONS").contains(path.endsWith("A") ? "GET" : "POST");
    }

    @Test
    void onlyJsonIsSpoken() {
        isProblem(rest.get("/v1/orders/A", "Accept", "text/html"), 406);
        isProblem(
                rest.send(
                        "POST",
                        "/v1/orders",
                        BodyPublishers.ofString(Rest.ORDER),
                        "Content-Type",
                        "application/x-www-form-urlencoded"),
                415);
        isProblem(
                rest.send("POST", "/v1/orders", BodyPublishers.ofString(Rest.ORDER), "Content-Type", "nonsense"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "x256"})
    void anIdempotencyKeyThatIsNoneIsRefused(String key) {
        Answer answer = rest.post(Rest.ORDER, "Idempotency-Key", key.equals("x256") ? "x".repeat(256) : key);

        isProblem(answer, 400);
        assertThat(answer.text("/errors/0/field")).isEqualTo("Idempotency-Key");
    }
}
