/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static io.orderflow.common.testing.Sample.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.streams.DeadLetters;
import io.orderflow.email.DeliveryResult.Away;
import io.orderflow.email.DeliveryResult.NotNow;
import io.orderflow.email.DeliveryResult.Refused;
import io.orderflow.email.DeliveryResult.Sent;
import io.orderflow.events.EmailMessage;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SendLoopTest {

    private static final TopicPartition FIRST = new TopicPartition("emails", 0);
    private static final TopicPartition SECOND = new TopicPartition("emails", 1);

    /** Says what it was told to, or that a mail is sent. */
    private static final class TellingMailer implements Mailer {

        private final Deque<DeliveryResult> answers = new ArrayDeque<>();
        private final List<String> asked = new ArrayList<>();

        @Override
        public DeliveryResult send(EmailMessage message) {
            asked.add(message.getOrderId());
            return answers.isEmpty() ? new Sent() : answers.remove();
        }

        @Override
        public void stop() {}

        @Override
        public void close() {}
    }

    private final Serde<EmailMessage> serde =
            EventSerdes.using(new InMemoryRegistry()).valuesOf(Topics.EMAILS);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TellingMailer mailer = new TellingMailer();
    private final DeadLetters deadLetters = new DeadLetters(EmailMain.NAME);
    private final MailCounts counts = new MailCounts();
    private final MailServerState server =
            new MailServerState(Mails.server("mail.example.com", 25, Duration.ofSeconds(1)));
    private Instant now = NOON;

    @BeforeEach
    void assignBothPartitions() {
        consumer.subscribe(List.of("emails"));
        consumer.rebalance(List.of(FIRST, SECOND));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    }

    @Test
    void mailsGoOutInTheirOrderAndAreCommitted() {
        SendLoop loop = loop();
        given(FIRST, 0, "o-1");
        given(FIRST, 1, "o-2");

        loop.turn(Duration.ZERO);

        assertThat(mailer.asked).containsExactly("o-1", "o-2");
        assertThat(committed(FIRST)).isEqualTo(2);
        assertThat(counts.sent()).isEqualTo(2);
    }

    @Test
    void aServerThatIsAwayLosesNothingHoweverLong() {
        SendLoop loop = loop();
        given(FIRST, 0, "o-1");
        given(FIRST, 1, "o-2");
        mailer.answers.add(new Sent());
        for (int i = 0; i < 50; i++) {
            mailer.answers.add(new Away("connection refused"));
        }
        loop.turn(Duration.ZERO);

        while (!mailer.answers.isEmpty()) {
            assertThat(consumer.paused()).contains(FIRST);
            assertThat(consumer.position(FIRST)).isEqualTo(1);
            assertThat(committed(FIRST)).isEqualTo(1);
            now = now.plusSeconds(30);
            given(FIRST, 1, "o-2");
            loop.turn(Duration.ZERO);
        }
        now = now.plusSeconds(30);
        given(FIRST, 1, "o-2");
        loop.turn(Duration.ZERO);

        assertThat(mailer.asked).hasSize(52).endsWith("o-2");
        assertThat(committed(FIRST)).isEqualTo(2);
        assertThat(consumer.paused()).isEmpty();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void triesAreFartherApartEachTimeUpToHalfAMinute() {
        SendLoop loop = loop();
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            mailer.answers.add(new NotNow("451 later"));
        }
        given(FIRST, 0, "o-1");
        loop.turn(Duration.ZERO);
        while (!mailer.answers.isEmpty()) {
            Instant before = now;
            int asked = mailer.asked.size();
            given(FIRST, 0, "o-1");
            while (mailer.asked.size() == asked) {
                now = now.plusMillis(500);
                loop.turn(Duration.ZERO);
            }
            waits.add(Duration.between(before, now).toMillis());
        }

        assertThat(waits).containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void whileTheServerIsAwayNoOtherMailIsTried() {
        SendLoop loop = loop();
        given(FIRST, 0, "o-1");
        given(SECOND, 0, "o-2");
        mailer.answers.add(new Away("connection refused"));

        loop.turn(Duration.ZERO);

        assertThat(mailer.asked).hasSize(1);
        assertThat(consumer.position(FIRST)).isZero();
        assertThat(consumer.position(SECOND)).isZero();
        assertThat(server.inWords()).contains("takes no mails since " + NOON, "connection refused");
    }

    @Test
    void aMailThatIsNotTakenNowHoldsUpItsPartitionOnly() {
        SendLoop loop = loop();
        given(FIRST, 0, "o-1");
        given(SECOND, 0, "o-2");
        mailer.answers.add(new NotNow("451 greylisted"));

        loop.turn(Duration.ZERO);

        assertThat(mailer.asked).containsExactlyInAnyOrder("o-1", "o-2");
        assertThat(consumer.paused()).hasSize(1);
        assertThat(counts.sent()).isEqualTo(1);
        assertThat(counts.postponed()).isEqualTo(1);
    }

    @Test
    void aRefusedMailIsADeadLetterWithItsReason() {
        SendLoop loop = loop();
        given(FIRST, 0, "o-1");
        given(FIRST, 1, "o-2");
        mailer.answers.add(new Refused("550 no such user"));

        loop.turn(Duration.ZERO);

        ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
        assertThat(letter.topic()).isEqualTo("email-service-dlq");
        assertThat(serde.deserializer().deserialize("emails", letter.value())).isEqualTo(Mails.about("o-1"));
        assertThat(header(letter, "message")).isEqualTo("550 no such user");
        assertThat(header(letter, "topic")).isEqualTo("emails");
        assertThat(header(letter, "partition") + "@" + header(letter, "offset")).isEqualTo("0@0");
        assertThat(mailer.asked).containsExactly("o-1", "o-2");
        assertThat(committed(FIRST)).isEqualTo(2);
        assertThat(deadLetters.count()).isEqualTo(1);
        assertThat(counts.refused()).isEqualTo(1);
    }

    @Test
    void anUnreadableMailIsADeadLetter() {
        SendLoop loop = loop();
        consumer.addRecord(new ConsumerRecord<>("emails", 0, 0, "k".getBytes(UTF_8), new byte[] {1, 2, 3, 4, 5, 6}));
        given(FIRST, 1, "o-1");

        loop.turn(Duration.ZERO);

        assertThat(producer.history()).hasSize(1);
        assertThat(header(producer.history().get(0), "message")).contains("starts with byte 0x01");
        assertThat(mailer.asked).containsExactly("o-1");
        assertThat(committed(FIRST)).isEqualTo(2);
    }

    @Test
    void anErasedMailIsPassedOver() {
        SendLoop loop = loop();
        consumer.addRecord(new ConsumerRecord<>("emails", 0, 0, "o-0/k".getBytes(UTF_8), null));
        given(FIRST, 1, "o-1");

        loop.turn(Duration.ZERO);

        assertThat(producer.history()).isEmpty();
        assertThat(mailer.asked).containsExactly("o-1");
        assertThat(counts.sent()).isEqualTo(1);
        assertThat(committed(FIRST)).isEqualTo(2);
    }

    @Test
    void aDeadLetterHasAKeyOfItsOwnAndTheMailsInItsHeaders() {
        SendLoop loop = loop();
        byte[] key = "o-1/order-o-1-v2@orderflow".getBytes(UTF_8);
        consumer.addRecord(new ConsumerRecord<>("emails", 0, 0, key, new byte[] {1, 2, 3, 4, 5, 6}));

        loop.turn(Duration.ZERO);

        ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
        assertThat(letter.key()).isEqualTo("o-1/emails[0]@0".getBytes(UTF_8));
        assertThat(letter.headers().lastHeader("orderflow.key").value()).isEqualTo(key);
    }

    @Test
    void withTheRegistryAwayMailsWait() {
        SendLoop loop = loop((topic, bytes) -> {
            throw new RegistryUnavailableException("registry away", null);
        });
        given(FIRST, 0, "o-1");

        loop.turn(Duration.ZERO);

        assertThat(consumer.paused()).containsExactly(FIRST);
        assertThat(consumer.position(FIRST)).isZero();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void anAnswerOfTheServerEndsItsAbsence() {
        SendLoop loop = loop();
        server.isAway("connection refused", NOON);
        given(FIRST, 0, "o-1");

        loop.turn(Duration.ZERO);

        assertThat(server.inWords()).isEqualTo("mail server mail.example.com:25");
    }

    @Test
    void aPartitionThatMovedAwayAndBackIsNotPaused() {
        SendLoop loop = loop();
        given(FIRST, 0, "o-1");
        mailer.answers.add(new Away("connection refused"));
        loop.turn(Duration.ZERO);
        consumer.rebalance(List.of(SECOND));
        loop.turn(Duration.ZERO);

        consumer.rebalance(List.of(FIRST, SECOND));
        given(FIRST, 0, "o-1");
        loop.turn(Duration.ZERO);

        assertThat(mailer.asked).containsExactly("o-1", "o-1");
        assertThat(committed(FIRST)).isEqualTo(1);
    }

    private SendLoop loop() {
        return loop(serde.deserializer());
    }

    private SendLoop loop(Deserializer<EmailMessage> reader) {
        return new SendLoop(consumer, producer, reader, mailer, deadLetters, counts, server, () -> now);
    }

    private void given(TopicPartition partition, long offset, String orderId) {
        byte[] value = serde.serializer().serialize("emails", Mails.about(orderId));
        consumer.addRecord(
                new ConsumerRecord<>("emails", partition.partition(), offset, orderId.getBytes(UTF_8), value));
    }

    private long committed(TopicPartition partition) {
        return Optional.ofNullable(consumer.committed(Set.of(partition)).get(partition))
                .map(OffsetAndMetadata::offset)
                .orElse(0L);
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(
                record.headers().lastHeader("__streams.errors." + name).value(), UTF_8);
    }
}
