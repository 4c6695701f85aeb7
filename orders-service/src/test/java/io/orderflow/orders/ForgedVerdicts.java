/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TopologyFixture.DeadLetter;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.proof.CheckKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What somebody tries who may write verdicts and has the key of fraud, and what each attempt got: {@code A} waits for inventory. */
public final class ForgedVerdicts implements AutoCloseable {

    private static final String INVENTORYS = "inventory-inventory-inventory-inventory";
    private static final String FRAUDS = "fraud-fraud-fraud-fraud-fraud-fraud-fraud";
    private static final OrderValidation FORGED = Sample.pass("A", "inventory");

    private final Map<String, String> got = new LinkedHashMap<>();
    private final OrdersFixture orders;

    /** @param folder for the keys */
    public ForgedVerdicts(Path folder) throws IOException {
        Files.writeString(folder.resolve("inventory.key"), INVENTORYS);
        Files.writeString(folder.resolve("fraud.key"), FRAUDS);
        orders = new OrdersFixture(Map.of("orders.checks", "inventory,fraud", "orders.checks.keys", folder.toString()));
    }

    /** Each attempt with what it got, in order. */
    public Map<String, String> make() {
        CheckKey frauds = CheckKey.of(FRAUDS);
        CheckKey inventorys = CheckKey.of(INVENTORYS);
        orders.placed("A")
                .placed("B")
                .signed(Sample.pass("A", "fraud"), frauds)
                .signed(Sample.pass("B", "inventory"), inventorys);
        assertThat(orders.transitions()).containsExactly("A CREATED 1", "B CREATED 1");

        tried("in another check's name, without a signature", () -> orders.judged(FORGED));
        tried("signed with one's own key", () -> orders.signed(FORGED, frauds));
        tried("signed with a key that nobody has", () -> orders.signed(FORGED, CheckKey.of("x".repeat(64))));
        tried(
                "with a signature that the check has given something else",
                () -> judged(inventorys.sign(new byte[] {1})));
        tried("with the signature of nothing", () -> judged(new byte[0]));
        tried("with one of zeros", () -> judged("0".repeat(64).getBytes(US_ASCII)));
        tried("with one of 300 kB", () -> judged("0".repeat(300_000).getBytes(US_ASCII)));
        tried("in the name of a check that is none", () -> orders.signed(Sample.pass("A", "credit-limit"), frauds));
        tried("in its name in other letters", () -> orders.signed(Sample.pass("A", "Inventory"), frauds));
        tried(
                "in a name that is a path and a line break",
                () -> orders.signed(Sample.pass("A", "../inventory\n"), frauds));
        tried(
                "the check's own verdict of another order, under this one's key",
                () -> orders.signedUnderKey("A", Sample.pass("B", "inventory"), inventorys));
        assertThat(orders.history("A")).containsExactly("CREATED", "fraud PASS COUNTED");
        afterTheDecision(inventorys);
        return got;
    }

    private void afterTheDecision(CheckKey inventorys) {
        orders.signed(Sample.fail("A", "inventory", "sold out"), inventorys);
        assertThat(orders.transitions()).containsExactly("A FAILED 2");
        orders.signed(FORGED, inventorys);
        assertThat(orders.transitions()).isEmpty();
        assertThat(orders.deadLetters()).isEmpty();
        got.put("the check's own word of before, once it has said something else", "nothing: the first word counts");
    }

    private void tried(String attempt, Runnable attack) {
        attack.run();
        assertThat(orders.transitions()).as(attempt).isEmpty();
        List<DeadLetter> letters = orders.deadLetters();
        assertThat(letters).as(attempt).hasSize(1);
        got.put(attempt, "set aside: " + letters.get(0).reason());
    }

    private void judged(byte[] signature) {
        Headers headers = new RecordHeaders().add(CheckKey.HEADER, signature);
        orders.judged(FORGED, headers);
    }

    @Override
    public void close() {
        orders.close();
    }
}
