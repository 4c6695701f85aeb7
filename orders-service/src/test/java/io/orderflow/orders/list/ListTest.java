/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.orders.http.Rest;
import io.orderflow.orders.http.Rest.Answer;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/orders}. */
class ListTest {

    @AutoClose
    private final Rest rest = new Rest();

    private void placed(String id, long customer, int second) {
        rest.shelf.has(order(id)
                .customer(customer)
                .line("kettle", 1)
                .at(NOON.plusSeconds(second))
                .created());
    }

    private static List<String> ids(JsonNode orders) {
        List<String> ids = new ArrayList<>();
        orders.forEach(order -> ids.add(order.path("id").asText()));
        return ids;
    }

    @Test
    void pagesNeitherRepeatNorSkipWhileOrdersArrive() {
        for (int i = 0; i < 25; i++) {
            placed("A" + i, 7, i / 3);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 10; page++) {
            Answer answer = rest.get("/v1/orders?customerId=7&limit=4" + cursor);
            seen.addAll(ids(answer.json().path("orders")));
            placed("late" + page, 7, 100 + page);
            if (answer.json().path("nextCursor").isNull()) {
                break;
            }
            cursor = "&cursor=" + answer.text("/nextCursor");
        }

        assertThat(seen).hasSize(25).doesNotHaveDuplicates().noneMatch(id -> id.startsWith("late"));
        assertThat(seen.get(0)).isEqualTo("A24");
    }

    @Test
    void aListIsOfACustomerOrAStateOrBothOrAll() {
        placed("A", 7, 1);
        placed("B", 8, 2);
        rest.shelf.has(
                order("C").customer(7).line("kettle", 1).at(NOON.plusSeconds(3)).validated());

        assertThat(ids(rest.get("/v1/orders").json().path("orders"))).containsExactly("C", "B", "A");
        assertThat(ids(rest.get("/v1/orders?customerId=7").json().path("orders")))
                .containsExactly("C", "A");
        assertThat(ids(rest.get("/v1/orders?state=CREATED").json().path("orders")))
                .containsExactly("B", "A");
        assertThat(ids(rest.get("/v1/orders?customerId=7&state=VALIDATED")
                        .json()
                        .path("orders")))
                .containsExactly("C");
    }

    @Test
    void withoutALimitAPageHasTwenty() {
        for (int i = 0; i < 25; i++) {
            placed("A" + i, 7, i);
        }

        assertThat(rest.get("/v1/orders").json().path("orders")).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "customerId=x", "state=LOST", "cursor=x", "cursor=!"})
    void whatCannotBeAskedIsRefused(String parameter) {
        Answer answer = rest.get("/v1/orders?" + parameter);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/field")).isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }

    @Test
    void aListThatIsNotAllThereIsNotAnAnswer() {
        rest.shelf.away = true;

        Answer answer = rest.get("/v1/orders?timeout=20");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void aPageIsNotReadForAClientThatHasLeftBeforeItsTurn() throws IOException {
        CompletableFuture<Void> busy = new CompletableFuture<>();
        rest.shelf.reading = busy;
        List<CompletableFuture<Answer>> others = Stream.generate(() -> rest.getAsync("/v1/orders"))
                .limit(Rest.ANSWERING_THREADS)
                .toList();
        await().until(() -> rest.shelf.pages.get() == Rest.ANSWERING_THREADS);
        try (Socket client = rest.connect()) {
            Rest.ask(client, "/v1/orders");
            await().until(() -> rest.parked.count() == Rest.ANSWERING_THREADS + 1);
        }
        await().until(() -> rest.parked.count() == Rest.ANSWERING_THREADS);

        busy.complete(null);

        others.forEach(CompletableFuture::join);
        assertThat(rest.get("/v1/orders").status()).isEqualTo(200);
        assertThat(rest.shelf.pages).hasValue(Rest.ANSWERING_THREADS + 1);
    }

    @Test
    void partsOfSeveralInstancesBecomeOnePageThatEndsWhereOneHasNotLooked() {
        PageResponse page = page(10, part("E", "C", "A"), part("D", "B"), looked("C", "F", "C"));

        assertThat(ids(page)).containsExactly("F", "E", "D", "C");
        assertThat(page.nextCursor()).isEqualTo(position("C").cursor());
    }

    @Test
    void aPageIsCutAtTheLimit() {
        PageResponse page = page(2, part("E", "C"), part("D", "B"));

        assertThat(ids(page)).containsExactly("E", "D");
        assertThat(page.nextCursor()).isEqualTo(position("D").cursor());
        assertThat(page(4, part("E", "C"), part("D", "B")).nextCursor()).isNull();
    }

    @Test
    void anInstanceThatFoundNothingSoFarLetsTheReaderGoOn() {
        PageResponse page = page(2, part(), looked("B"));

        assertThat(page.orders()).isEmpty();
        assertThat(page.nextCursor()).isEqualTo(position("B").cursor());
    }

    /** Order B is a second younger than A, and so on. */
    private static ListPosition position(String id) {
        return new ListPosition(NOON.plusSeconds(id.charAt(0)).toEpochMilli(), id);
    }

    private static PartialPageResponse part(String... ids) {
        return PartialPageResponse.of(new PartialPage(
                Arrays.stream(ids)
                        .map(id -> order(id)
                                .line("kettle", 1)
                                .at(position(id).createdAt())
                                .created())
                        .toList(),
                Set.of(0),
                Optional.empty()));
    }

    private static PartialPageResponse looked(String to, String... ids) {
        return new PartialPageResponse(
                part(ids).orders(), Set.of(0), position(to).cursor());
    }

    private static PageResponse page(int limit, PartialPageResponse... parts) {
        return PageResponse.of(List.of(parts), limit);
    }

    private static List<String> ids(PageResponse page) {
        return page.orders().stream().map(order -> order.path("id").asText()).toList();
    }
}
