/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterAddressTest {

    @Test
    void aLetterHasAKeyOfItsOwnBehindItsOrdersAndTheRecordsInAHeader() {
        ProducerRecord<byte[], byte[]> letter = addressed("A-1", 4);

        assertThat(text(letter.key())).isEqualTo("A-1/orders[2]@17");
        assertThat(text(letter.headers().lastHeader(DeadLetterHeaders.KEY).value()))
                .isEqualTo("A-1");
        assertThat(letter.value()).isEqualTo("v".getBytes(UTF_8));
    }

    @Test
    void itLiesInThePartitionOfTheNumberWhereTheRecordWasFound() {
        assertThat(addressed("A-1", 4).partition()).isEqualTo(2);
        assertThat(addressed("A-1", 2).partition()).isZero();
        assertThat(addressed("A-1", 0).partition()).isNull();
    }

    @Test
    void whatIsNoOrdersIdIsNotInItsKey() {
        assertThat(text(addressed("zoe@example.com", 4).key())).isEqualTo("orders[2]@17");
        assertThat(text(addressed("", 4).key())).isEqualTo("orders[2]@17");
    }

    @Test
    void aRecordWithoutAKeyIsToldFromOneWithAnEmptyOne() {
        ProducerRecord<byte[], byte[]> letter = addressed(null, 4);

        assertThat(text(letter.key())).isEqualTo("orders[2]@17");
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.KEY).value()).isNull();
        assertThat(addressed("", 4).headers().lastHeader(DeadLetterHeaders.KEY).value())
                .isEmpty();
    }

    @Test
    void aLetterAboutAFactIsBehindTheSameOrder() {
        assertThat(text(addressed("A-1/order-A-1-v2@orderflow", 4).key())).isEqualTo("A-1/orders[2]@17");
    }

    @SuppressWarnings("NullAway") // a record may have no key
    private static ProducerRecord<byte[], byte[]> addressed(@Nullable String key, int partitions) {
        byte[] bytes = key == null ? null : key.getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                Topics.deadLettersOf("fraud-service").name(), null, 1L, bytes, "v".getBytes(UTF_8));
        letter.headers()
                .add(DeadLetterHeaders.TOPIC, "orders".getBytes(UTF_8))
                .add(DeadLetterHeaders.PARTITION, "2".getBytes(UTF_8))
                .add(DeadLetterHeaders.OFFSET, "17".getBytes(UTF_8))
                .add(DeadLetterHeaders.KEY, "of an earlier letter".getBytes(UTF_8));
        return DeadLetterAddress.addressed(letter, partitions);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
