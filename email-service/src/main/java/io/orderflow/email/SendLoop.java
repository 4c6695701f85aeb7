/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.common.streams.DeadLetterAddress;
import io.orderflow.common.streams.DeadLetterException;
import io.orderflow.common.streams.DeadLetters;
import io.orderflow.email.DeliveryResult.Away;
import io.orderflow.email.DeliveryResult.NotNow;
import io.orderflow.email.DeliveryResult.Refused;
import io.orderflow.email.DeliveryResult.Sent;
import io.orderflow.events.EmailMessage;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From {@code emails} to the mail server, one turn at a time.
 *
 * <p>Invariants: a mail's offset is committed once the server has answered, never before; a mail not taken now is the next
 * of its partition, which is paused until its next try; mails of one partition, and so of one order, go out in their order.
 * Between the server's answer and the commit lies the one window in which a crash sends a mail twice; both then have the
 * same Message-ID.
 */
final class SendLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);
    private static final String TOPIC = Topics.EMAILS.name();

    private record Pause(Instant until, Backoff backoff) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> deadLetterTopic;
    private final Deserializer<EmailMessage> reader;
    private final Mailer mailer;
    private final DeadLetters deadLetters;
    private final MailCounts counts;
    private final MailServerState server;
    private final InstantSource clock;
    private final Map<TopicPartition, Pause> pauses = new HashMap<>();

    SendLoop(
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> deadLetterTopic,
            Deserializer<EmailMessage> reader,
            Mailer mailer,
            DeadLetters deadLetters,
            MailCounts counts,
            MailServerState server,
            InstantSource clock) {
        this.consumer = consumer;
        this.deadLetterTopic = deadLetterTopic;
        this.reader = reader;
        this.mailer = mailer;
        this.deadLetters = deadLetters;
        this.counts = counts;
        this.server = server;
        this.clock = clock;
    }

    /** Polls once, and sends what came. Polling goes on while all is paused: the group must not take this for dead. */
    void turn(Duration timeout) {
        Set<TopicPartition> mine = consumer.assignment();
        pauses.keySet().retainAll(mine);
        resumeWhatIsDue();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(timeout);
        // What came with this poll is of partitions assigned now; a pause does not survive losing one.
        Set<TopicPartition> left = new HashSet<>(records.partitions());
        for (TopicPartition partition : records.partitions()) {
            left.remove(partition);
            if (!send(partition, records.records(partition))) {
                left.forEach(other -> putBack(other, records.records(other).get(0)));
                return;
            }
        }
    }

    /** True unless the server is away: then others need not be tried. */
    private boolean send(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() == null) { // erased: nobody is to be told any more
                commit(partition, record.offset() + 1);
                continue;
            }
            DeliveryResult outcome = send(record);
            if (outcome instanceof Sent) {
                counts.sentOne();
                server.answers();
            } else if (outcome instanceof Refused refused) {
                counts.refusedOne();
                bury(record, refused.reason());
                server.answers();
            } else {
                postpone(partition, record, outcome);
                return !(outcome instanceof Away);
            }
            pauses.remove(partition);
            commit(partition, record.offset() + 1);
        }
        return true;
    }

    private DeliveryResult send(ConsumerRecord<byte[], byte[]> record) {
        EmailMessage message;
        try {
            message = reader.deserialize(record.topic(), record.value());
        } catch (RegistryUnavailableException e) {
            return new NotNow(String.valueOf(e.getMessage()));
        } catch (SerializationException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
        return mailer.send(message);
    }

    private void postpone(TopicPartition partition, ConsumerRecord<byte[], byte[]> record, DeliveryResult outcome) {
        counts.postponedOne();
        String reason = "";
        if (outcome instanceof Away away) {
            reason = away.reason();
            server.isAway(reason, clock.instant());
        } else if (outcome instanceof NotNow notNow) {
            reason = notNow.reason();
        }
        Pause before = pauses.get(partition);
        Backoff backoff = before == null ? Backoff.first() : before.backoff().longer();
        LOG.warn(
                "mail {}@{} is tried again in {} ms: {}",
                partition,
                record.offset(),
                backoff.next().toMillis(),
                reason);
        pauses.put(partition, new Pause(clock.instant().plus(backoff.next()), backoff));
        putBack(partition, record);
        consumer.pause(Set.of(partition));
    }

    private void putBack(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
        consumer.seek(partition, record.offset());
    }

    private void resumeWhatIsDue() {
        Instant now = clock.instant();
        pauses.forEach((partition, pause) -> {
            if (!now.isBefore(pause.until())) {
                consumer.resume(Set.of(partition));
            }
        });
    }

    /** Acknowledged by the broker before the commit that says it is dealt with. */
    private void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        DeadLetterException exception = new DeadLetterException(reason);
        deadLetters.add(TOPIC, record.partition(), record.offset(), exception);
        String topic = Topics.deadLettersOf(EmailMain.NAME).name();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic,
                null,
                record.timestamp() < 0 ? null : record.timestamp(),
                record.key(),
                record.value(),
                DeadLetterHeaders.of(record.headers(), TOPIC, record.partition(), record.offset(), exception));
        try {
            int partitions = deadLetterTopic.partitionsFor(topic).size();
            deadLetterTopic
                    .send(DeadLetterAddress.addressed(letter, partitions))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void commit(TopicPartition partition, long next) {
        try {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)));
        } catch (RebalanceInProgressException | TimeoutException | RetriableCommitFailedException e) {
            // The next commit tells it too. If there is none, the mail goes out again, and can be told.
            LOG.info("the commit of {}@{} has to wait: {}", partition, next, e.getMessage());
        }
    }
}
