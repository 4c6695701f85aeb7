/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.orders.commands.Written.Unacknowledged;
import io.orderflow.orders.http.FakeLog;
import io.orderflow.orders.http.Rest;
import io.orderflow.orders.http.Rest.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** POST /v1/orders over HTTP. */
class PlacingTest {

    @AutoClose
    private static final Rest rest = new Rest();

    @BeforeEach
    void startAnew() {
        rest.log.reset();
    }

    private static String withId(String id) {
        return Rest.ORDER.replaceFirst("\\{", "{\"id\": \"" + id + "\", ");
    }

    @Test
    void anOrderWithoutIdIsPlacedOnceKafkaHasIt() {
        rest.log.silent = true; // the life cycle need not have seen it

        Answer answer = rest.post(Rest.ORDER);

        assertThat(answer.status()).isEqualTo(201);
        String id = answer.text("/id");
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(answer.header("Location")).isEqualTo("/v1/orders/" + id);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo(("{\"id\":\"%s\",\"customerId\":7,\"state\":\"CREATED\",\"version\":1,\"currency\":\"EUR\","
                                + "\"lines\":[{\"product\":\"kettle\",\"quantity\":2,\"unitPrice\":24.90}],\"failures\":[],"
                                + "\"createdAt\":\"2026-11-24T12:00:00Z\",\"updatedAt\":\"2026-11-24T12:00:00Z\"}")
                        .formatted(id));
        assertThat(rest.log.commands).hasSize(1);
    }

    @Test
    void theClientReadsItsOwnWrite() {
        String location = rest.post(Rest.ORDER).header("Location");

        assertThat(rest.get(location).text("/state")).isEqualTo("CREATED");
    }

    @Test
    void anIdOfTheClientsIsPlacedByTheFirstRequestAndFoundByItsRepeat() {
        Answer first = rest.post(withId("A-1"));
        Answer repeat = rest.post(withId("A-1"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Location")).endsWith("/v1/orders/A-1");
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(rest.log.commands).hasSize(1);
    }

    @Test
    void aRepeatThatCrossesTheFirstRequestIsToldByTheLogWhoCameFirst() {
        rest.log.silent = true;
        CompletableFuture<Answer> ours = CompletableFuture.supplyAsync(() -> rest.post(withId("A-1")));
        await().until(() -> rest.log.commands.size() == 1);
        OrderCommand mine = rest.log.commands.element();
        OrderCommand other = new OrderCommand("A-1", "another-request", mine.getRequestedAt(), mine.getCommand());

        rest.log.take(other);
        rest.log.take(mine);

        assertThat(ours.join().status()).isEqualTo(200);
    }

    @Test
    void otherContentUnderTheSameIdIsAConflictThatNamesWhatDiffers() {
        rest.post(withId("A-1"));

        Answer answer = rest.post(withId("A-1").replace("\"quantity\": 2", "\"quantity\": 3"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("/errors/0/field")).isEqualTo("lines[0].quantity");
        assertThat(answer.text("/errors/0/value")).isEqualTo("3");
        assertThat(answer.text("/errors/0/detail")).isEqualTo("is 2 in the order");
        assertThat(answer.text("/order/id")).isEqualTo("A-1");
    }

    @Test
    void aPriceWrittenOtherwiseIsTheSameContent() {
        rest.post(withId("A-1"));

        assertThat(rest.post(withId("A-1").replace("24.9", "2490e-2")).status()).isEqualTo(200);
    }

    @Test
    void aRepeatIsAnsweredWithTheOrderAsItIsNow() {
        rest.log.shows(order("A-1").customer(7).line("kettle", 2, "24.90").failed("fraud", "too much"));

        Answer answer = rest.post(withId("A-1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/state")).isEqualTo("FAILED");
        assertThat(answer.text("/failures/0/reason")).isEqualTo("too much");
    }

    @Test
    void anIdempotencyKeyStandsForAnId() {
        Answer first = rest.post(Rest.ORDER, "Idempotency-Key", "basket 17 of visitor 5");
        Answer repeat = rest.post(Rest.ORDER, "Idempotency-Key", "basket 17 of visitor 5");
        Answer other = rest.post(Rest.ORDER, "Idempotency-Key", "basket 18 of visitor 5");

        assertThat(first.status()).isEqualTo(201);
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.text("/id")).isEqualTo(first.text("/id"));
        assertThat(other.status()).isEqualTo(201);
        assertThat(other.text("/id")).isNotEqualTo(first.text("/id"));
    }

    @Test
    void aSilentLogMeansThatTheOrderIsSafeAndAGetWillTell() {
        rest.log.silent = true;

        Answer answer = rest.post(withId("A-1"), "Prefer", "wait=0");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).endsWith("/v1/orders/A-1");
        assertThat(answer.body()).isEqualTo("{\"id\":\"A-1\",\"state\":\"PENDING\"}");
        assertThat(rest.log.commands).hasSize(1);
    }

    @Test
    void theWaitForTheLogEndsInTime() {
        rest.log.silent = true;

        Answer answer = rest.send(
                "POST",
                "/v1/orders?timeout=50",
                BodyPublishers.ofString(withId("A-1")),
                "Content-Type",
                "application/json");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(rest.parked.count()).isZero();
    }

    @Test
    void whatKafkaDoesNotAcknowledgeIsNotPlacedAndMayBeRepeatedUnderTheIdThatIsNamed() {
        rest.log.outcome = Unacknowledged.UNKNOWN;

        Answer answer = rest.post(Rest.ORDER);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        String id = answer.text("/orderId");
        assertThat(answer.text("/detail")).contains("may have been placed or not", "repeating it with id " + id);

        rest.log.outcome = FakeLog.ACKNOWLEDGED;
        assertThat(rest.post(withId(id)).status()).isEqualTo(201);
    }

    @Test
    void whatKafkaDoesNotAcknowledgeLeavesNobodyWaiting() {
        for (Unacknowledged outcome :
                new Unacknowledged[] {Unacknowledged.NOT_WRITTEN, Unacknowledged.UNKNOWN, Unacknowledged.TOO_MANY}) {
            rest.log.outcome = outcome;

            Answer answer = rest.post(withId("A-1"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("/orderId")).isEqualTo("A-1");
        }
        await().until(() -> rest.parked.count() == 0);
    }

    @Test
    void whileTheViewIsAwayAnOrderIsPlacedAllTheSame() {
        rest.log.viewAway = true;

        assertThat(rest.post(Rest.ORDER).status()).isEqualTo(201);
        assertThat(rest.post(withId("A-1")).status()).isEqualTo(201);
    }

    @Test
    void businessRulesBelongToTheValidators() {
        String odd = """
                {"customerId": -1, "currency": "TLR", "lines": [
                  {"product": "unheard of", "quantity": -100, "unitPrice": -0.0001},
                  {"product": "", "quantity": 0, "unitPrice": 99999999999999.9999}]}""";

        Answer answer = rest.post(odd);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).contains("\"quantity\":-100,\"unitPrice\":-0.0001", "99999999999999.9999");
    }

    @Test
    void amountsHaveTheDecimalsOfTheirCurrency() {
        Order yen = order("Y").currency("JPY").line("kettle", 1, "2490").created();
        Order dinar = order("D").currency("KWD").line("kettle", 1, "24.9").created();
        rest.log.shows(yen);
        rest.log.shows(dinar);

        assertThat(rest.get("/v1/orders/Y").body()).contains("\"unitPrice\":2490}");
        assertThat(rest.get("/v1/orders/D").body()).contains("\"unitPrice\":24.900}");
    }

    @Test
    void theLargestOrderIsTaken() {
        String line = "{\"product\":\"kettle\",\"quantity\":1,\"unitPrice\":1}";
        String lines = String.join(",", Collections.nCopies(1_000, line));

        assertThat(rest.post("{\"customerId\":1,\"currency\":\"EUR\",\"lines\":[" + lines + "]}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whereMoreOrdersComeThanAreDecidedOneIsRefusedBeforeItIsWrittenAndReadsGoOn() {
        rest.log.shows(order("A").line("kettle", 1).created());
        rest.progress.underWay = 2_000;
        rest.admission.look();

        Answer refused = rest.post(Rest.ORDER);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("30");
        assertThat(refused.header("X-Request-Id")).isNotEmpty();
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("/detail")).contains("this one was not placed");
        assertThat(rest.send(
                                "POST",
                                "/v1/orders/",
                                BodyPublishers.ofString(Rest.ORDER),
                                "Content-Type",
                                "application/json")
                        .status())
                .isEqualTo(503);
        assertThat(rest.log.commands).isEmpty();
        assertThat(rest.get("/v1/orders/A").status()).isEqualTo(200);
        rest.progress.underWay = 0;
        rest.admission.look();
        assertThat(rest.post(Rest.ORDER).status()).isEqualTo(201);
    }

    @Test
    void whatIsPlacedComesWithATokenForReadsThatMustShowIt() {
        Answer made = rest.post(Rest.ORDER);
        Answer chosen = rest.post(Rest.ORDER.replace("{\"customerId\"", "{\"id\": \"T\", \"customerId\""));

        assertThat(made.header("Consistency-Token")).isNotEmpty();
        assertThat(chosen.header("Consistency-Token")).isNotEmpty();
        assertThat(rest.get("/v1/orders/T", "Consistency-Token", chosen.header("Consistency-Token"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTokenThatIsNoneOfOursIsRefusedWithWhatItMustBe() {
        Answer read = rest.get("/v1/orders/T", "Consistency-Token", "yesterday");

        assertThat(read.status()).isEqualTo(400);
        assertThat(read.text("/errors/0/field")).isEqualTo("Consistency-Token");
    }
}
