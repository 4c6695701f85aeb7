/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static io.orderflow.common.testing.Sample.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.streams.DeadLetters;
import io.orderflow.events.EmailMessage;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole way from the topic to a server that misbehaves: no mail is lost, and one that comes twice can be told. */
class MisbehavingServerTest {

    private static final TopicPartition EMAILS = new TopicPartition("emails", 0);
    private static final String FIRST_ID = "<order-o-1-v2@orderflow>";
    private static final String SECOND_ID = "<order-o-2-v2@orderflow>";

    private final Serde<EmailMessage> serde =
            EventSerdes.using(new InMemoryRegistry()).valuesOf(Topics.EMAILS);
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> deadLetterTopic =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ScriptedSmtpServer server = new ScriptedSmtpServer();
    private final SmtpConfig config = Mails.server("localhost", server.port(), Duration.ofSeconds(1));
    private final SmtpMailer mailer = new SmtpMailer(config);
    private Instant now = NOON;
    private final SendLoop loop = new SendLoop(
            consumer,
            deadLetterTopic,
            serde.deserializer(),
            mailer,
            new DeadLetters(EmailMain.NAME),
            new MailCounts(),
            new MailServerState(config),
            () -> now);

    @BeforeEach
    void assign() {
        consumer.subscribe(List.of("emails"));
        consumer.rebalance(List.of(EMAILS));
        consumer.updateBeginningOffsets(Map.of(EMAILS, 0L));
    }

    @AfterEach
    void close() {
        mailer.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"CONNECT, hang", "MAIL, hang", "RCPT, 451 try again", "DATA, ''", "DATA, 451 try again"})
    void aMailThatTheServerDidNotGetComesOnceItBehaves(String command, String misbehaviour) {
        String proper = command.equals("DATA") ? "354 go on" : command.equals("CONNECT") ? "220 here" : "250 ok";
        server.answering(command, misbehaviour);
        givenTwoMails();
        loop.turn(Duration.ZERO);
        assertThat(committed()).isZero();

        server.answering(command, proper);
        tryAgain();

        assertThat(server.messageIds()).containsExactly(FIRST_ID, SECOND_ID);
        assertThat(committed()).isEqualTo(2);
        assertThat(deadLetterTopic.history()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"hang", "''", "451 disk nearly full"})
    void aMailThatTheServerMayHaveComesAgainWithTheSameId(String misbehaviour) {
        server.answering(".", misbehaviour);
        givenTwoMails();
        loop.turn(Duration.ZERO);
        tryAgain();
        assertThat(committed()).isZero();

        server.answering(".", "250 ok");
        tryAgain();

        assertThat(server.messageIds()).containsExactly(FIRST_ID, FIRST_ID, FIRST_ID, SECOND_ID);
        assertThat(committed()).isEqualTo(2);
        assertThat(deadLetterTopic.history()).isEmpty();
    }

    @Test
    void aMailThatTheServerWillNeverTakeIsADeadLetterAndTheNextGoesOut() {
        server.answering("RCPT", "550 no such user");
        givenTwoMails();
        loop.turn(Duration.ZERO);

        assertThat(committed()).isEqualTo(2);
        assertThat(server.messageIds()).isEmpty();
        assertThat(deadLetterTopic.history())
                .hasSize(2)
                .allSatisfy(letter -> assertThat(new String(
                                letter.headers()
                                        .lastHeader("__streams.errors.message")
                                        .value(),
                                UTF_8))
                        .contains("550 no such user"));
    }

    private void givenTwoMails() {
        given(0, "o-1");
        given(1, "o-2");
    }

    /** The consumer for tests forgets what it has handed out: given again, as a broker would. */
    private void tryAgain() {
        now = now.plusSeconds(30);
        givenTwoMails();
        loop.turn(Duration.ZERO);
    }

    private void given(long offset, String orderId) {
        byte[] value = serde.serializer().serialize("emails", Mails.about(orderId));
        consumer.addRecord(new ConsumerRecord<>("emails", 0, offset, orderId.getBytes(UTF_8), value));
    }

    private long committed() {
        return Optional.ofNullable(consumer.committed(Set.of(EMAILS)).get(EMAILS))
                .map(OffsetAndMetadata::offset)
                .orElse(0L);
    }
}
