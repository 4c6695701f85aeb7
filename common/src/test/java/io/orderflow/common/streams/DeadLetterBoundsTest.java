/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.RecordBounds;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class DeadLetterBoundsTest {

    private static final Topic<byte[], byte[]> LETTERS = Topics.deadLettersOf("fraud-service");

    @Test
    void aLetterThatFitsStaysAsItIs() {
        ProducerRecord<byte[], byte[]> letter = letter(new byte[10], new byte[300_000]);
        letter.headers().add("X-Request-Id", "r-1".getBytes(UTF_8));
        letter.headers().add(DeadLetterHeaders.MESSAGE, "why".getBytes(UTF_8));

        assertThat(DeadLetterBounds.fitted(letter)).isEqualTo(letter);
    }

    @Test
    void oneThatDoesNotFitIsCutAndSaysSo() {
        ProducerRecord<byte[], byte[]> letter = letter(new byte[7], new byte[5_000_000]);
        letter.headers().add("X-Request-Id", "r-1".getBytes(UTF_8));

        ProducerRecord<byte[], byte[]> fitted = DeadLetterBounds.fitted(letter);

        assertThat(header(fitted, DeadLetterHeaders.CUT)).isEqualTo("value");
        assertThat(header(fitted, DeadLetterHeaders.KEY_SIZE)).isEqualTo("7");
        assertThat(header(fitted, DeadLetterHeaders.VALUE_SIZE)).isEqualTo("5000000");
        assertThat(header(fitted, DeadLetterHeaders.HEADERS_SIZE)).isEqualTo("15");
        assertThat(header(fitted, "X-Request-Id")).isEqualTo("r-1");
    }

    @Test
    void whateverTheRecordIsItsLetterCanBeWritten() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            ProducerRecord<byte[], byte[]> letter = letter(bytes(random), bytes(random));
            for (int i = random.nextInt(5); i > 0; i--) {
                String name =
                        random.nextBoolean() ? DeadLetterHeaders.MESSAGE : "h".repeat(1 + random.nextInt(100_000));
                letter.headers().add(name, "水".repeat(random.nextInt(300_000)).getBytes(UTF_8));
            }
            letter.headers()
                    .add(
                            DeadLetterHeaders.STACKTRACE,
                            "水".repeat(random.nextInt(300_000)).getBytes(UTF_8));

            ProducerRecord<byte[], byte[]> ready = DeadLetterAddress.addressed(DeadLetterBounds.fitted(letter), 1);
            assertThat(size(ready)).isLessThanOrEqualTo(RecordBounds.LARGEST_RECORD);
        }
    }

    @Test
    void fiveMegabytesOfJunkStopNobody() {
        try (TopologyFixture fixture = new TopologyFixture("fraud-service", serdes -> {
            StreamsBuilder builder = new StreamsBuilder();
            builder.stream(
                            Topics.PAYMENTS.name(),
                            Consumed.with(Topics.PAYMENTS.keySerde(), serdes.valuesOf(Topics.PAYMENTS))
                                    .withName("read"))
                    .foreach((id, payment) -> {}, Named.as("nothing"));
            return builder.build();
        })) {
            fixture.sendBytes(Topics.PAYMENTS, "junk", "j".repeat(5_000_000).getBytes(UTF_8));

            TestRecord<byte[], byte[]> letter = fixture.deadLetterRecords().get(0);
            assertThat(letter.value()).hasSizeLessThan(RecordBounds.LARGEST_RECORD);
            assertThat(letter.headers().lastHeader(DeadLetterHeaders.VALUE_SIZE).value())
                    .isEqualTo("5000000".getBytes(UTF_8));
        }
    }

    private static ProducerRecord<byte[], byte[]> letter(byte[] key, byte[] value) {
        return new ProducerRecord<>(LETTERS.name(), null, 1L, key, value);
    }

    private static byte[] bytes(Random random) {
        return new byte[random.nextInt(random.nextBoolean() ? 100 : 2_000_000)];
    }

    private static String header(ProducerRecord<?, ?> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }

    private static int size(ProducerRecord<byte[], byte[]> letter) {
        int size = letter.key().length + letter.value().length;
        for (Header header : letter.headers()) {
            size += header.key().getBytes(UTF_8).length + header.value().length;
        }
        return size;
    }
}
