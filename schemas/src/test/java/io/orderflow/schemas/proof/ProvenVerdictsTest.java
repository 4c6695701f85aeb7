/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.CheckResult;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class ProvenVerdictsTest {

    private static final String TOPIC = Topics.ORDER_VALIDATIONS.name();
    private static final CheckKey INVENTORYS = CheckKey.of("inventory-inventory-inventory-inventory");
    private static final CheckKey NEXT = CheckKey.of("the-next-key-of-inventory-after-this-one");
    private static final CheckKey FRAUDS = CheckKey.of("fraud-fraud-fraud-fraud-fraud-fraud-fraud");

    private final EventSerdes open = EventSerdes.using(new InMemoryRegistry());
    private final Serde<OrderValidation> lifecycle = open.proving(
                    Optional.of(CheckKeys.of(Map.of("inventory", List.of(NEXT, INVENTORYS), "fraud", List.of(FRAUDS)))))
            .valuesOf(Topics.ORDER_VALIDATIONS);

    @Test
    void whatACheckSaysIsReadAsItsOwn() {
        Written record = signed(INVENTORYS, verdict("tea-1", "inventory"));

        assertThat(read(record)).isEqualTo(verdict("tea-1", "inventory"));
    }

    @Test
    void aNewKeyIsTakenBesideTheOldOne() {
        assertThat(read(signed(NEXT, verdict("tea-1", "inventory")))).isEqualTo(verdict("tea-1", "inventory"));
    }

    @Test
    void whoHasAnotherChecksKeyCannotAnswerForThisOne() {
        assertUnproven(signed(FRAUDS, verdict("tea-1", "inventory")), "its signature is another's");
    }

    @Test
    void whoHasNoKeyCannotAnswer() {
        assertUnproven(unsigned(verdict("tea-1", "inventory")), "it has no header Orderflow-Signature");
    }

    @Test
    void aSignatureIsGoodForNoOtherVerdict() {
        Headers signed = signed(INVENTORYS, verdict("tea-1", "inventory")).headers();

        assertUnproven(
                new Written(signed, unsigned(verdict("tea-2", "inventory")).value()), "its signature is another's");
        assertUnproven(
                new Written(signed, unsigned(refusal("tea-1", "inventory")).value()), "its signature is another's");
    }

    @Test
    void aSignedVerdictIsGoodForNoOtherName() {
        Written frauds = signed(FRAUDS, verdict("tea-1", "fraud"));
        byte[] renamed = unsigned(verdict("tea-1", "inventory")).value();

        assertUnproven(new Written(frauds.headers(), renamed), "its signature is another's");
    }

    @Test
    void aNameIsAnotherInOtherLetters() {
        assertUnproven(signed(INVENTORYS, verdict("tea-1", "Inventory")), "there is no key of such a check");
        assertUnproven(signed(INVENTORYS, verdict("tea-1", "")), "a check of an impossible name");
        assertUnproven(signed(INVENTORYS, verdict("tea-1", "../inventory\n")), "a check of an impossible name");
    }

    @Test
    void ofTwoSignaturesTheLastOneCounts() {
        Written record = signed(INVENTORYS, verdict("tea-1", "inventory"));
        record.headers().add(CheckKey.HEADER, new byte[0]);

        assertUnproven(record, "its signature is another's");
    }

    @Test
    void nothingIsNoSignature() {
        for (byte[] signature : new byte[][] {null, new byte[0], "0".repeat(64).getBytes(US_ASCII)}) {
            Written record = unsigned(verdict("tea-1", "inventory"));
            record.headers().add(CheckKey.HEADER, signature);

            assertThatThrownBy(() -> read(record)).isInstanceOf(UnprovenVerdictException.class);
        }
    }

    @Test
    void aSignatureIsWrittenInSmallLetters() {
        Written record = signed(INVENTORYS, verdict("tea-1", "inventory"));
        String signature =
                new String(record.headers().lastHeader(CheckKey.HEADER).value(), US_ASCII);
        record.headers()
                .remove(CheckKey.HEADER)
                .add(CheckKey.HEADER, signature.toUpperCase(Locale.ROOT).getBytes(US_ASCII));

        assertThat(signature).matches("[0-9a-f]{64}");
        assertThatThrownBy(() -> read(record)).isInstanceOf(UnprovenVerdictException.class);
    }

    @Test
    void aSignatureThatCameWithTheOrderIsReplaced() {
        Headers headers = new RecordHeaders().add(CheckKey.HEADER, "an order's".getBytes(US_ASCII));
        byte[] value = open.signing(Optional.of(INVENTORYS))
                .valuesOf(Topics.ORDER_VALIDATIONS)
                .serializer()
                .serialize(TOPIC, headers, verdict("tea-1", "inventory"));

        assertThat(headers.headers(CheckKey.HEADER)).hasSize(1);
        assertThat(read(new Written(headers, value))).isEqualTo(verdict("tea-1", "inventory"));
    }

    @Test
    void withoutHeadersNothingIsSignedAndNothingProven() {
        Serde<OrderValidation> inventory = open.signing(Optional.of(INVENTORYS)).valuesOf(Topics.ORDER_VALIDATIONS);
        byte[] value = signed(INVENTORYS, verdict("tea-1", "inventory")).value();

        assertThatThrownBy(() -> inventory.serializer().serialize(TOPIC, verdict("tea-1", "inventory")))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> lifecycle.deserializer().deserialize(TOPIC, value))
                .isInstanceOf(UnprovenVerdictException.class);
    }

    @Test
    void aRecordWithoutAVerdictHasNobodyToProve() {
        assertThat(lifecycle.deserializer().deserialize(TOPIC, new RecordHeaders(), (byte[]) null))
                .isNull();
    }

    @Test
    void whatIsNoVerdictIsUnreadableAsBefore() {
        assertThatThrownBy(() -> read(new Written(new RecordHeaders(), new byte[] {1, 2, 3})))
                .isInstanceOf(SerializationException.class)
                .isNotInstanceOf(UnprovenVerdictException.class);
    }

    @Test
    void withoutKeysAVerdictIsReadAsBefore() {
        Written signed = signed(INVENTORYS, verdict("tea-1", "inventory"));
        Written plain = unsigned(verdict("tea-1", "inventory"));
        Serde<OrderValidation> verdicts = open.valuesOf(Topics.ORDER_VALIDATIONS);

        assertThat(verdicts.deserializer().deserialize(TOPIC, signed.headers(), signed.value()))
                .isEqualTo(verdicts.deserializer().deserialize(TOPIC, plain.headers(), plain.value()));
        assertThat(signed.value()).isEqualTo(plain.value());
        assertThat(plain.headers()).isEmpty();
    }

    private static final class Written {

        private final Headers headers;
        private final byte[] value;

        private Written(Headers headers, byte[] value) {
            this.headers = headers;
            this.value = value;
        }

        private Headers headers() {
            return headers;
        }

        private byte[] value() {
            return value;
        }
    }

    private Written signed(CheckKey key, OrderValidation verdict) {
        return written(Optional.of(key), verdict);
    }

    private Written unsigned(OrderValidation verdict) {
        return written(Optional.empty(), verdict);
    }

    private Written written(Optional<CheckKey> key, OrderValidation verdict) {
        Headers headers = new RecordHeaders();
        byte[] value = open.signing(key)
                .valuesOf(Topics.ORDER_VALIDATIONS)
                .serializer()
                .serialize(TOPIC, headers, verdict);
        return new Written(headers, value);
    }

    private OrderValidation read(Written record) {
        return lifecycle.deserializer().deserialize(TOPIC, record.headers(), record.value());
    }

    private void assertUnproven(Written record, String reason) {
        assertThatThrownBy(() -> read(record))
                .isInstanceOf(UnprovenVerdictException.class)
                .hasMessageContaining(reason)
                .hasMessageStartingWith("the verdict is not proven to be from ");
    }

    private static OrderValidation verdict(String order, String check) {
        return new OrderValidation(order, check, CheckResult.PASS, List.of(), Instant.EPOCH);
    }

    private static OrderValidation refusal(String order, String check) {
        return new OrderValidation(order, check, CheckResult.FAIL, List.of("sold out"), Instant.EPOCH);
    }
}
