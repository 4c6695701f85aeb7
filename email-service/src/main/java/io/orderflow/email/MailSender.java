/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.common.Health;
import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.DeadLetters;
import io.orderflow.common.streams.StreamsProperties;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages become mails: a thread of its own with a plain consumer, so that a mail server that is down holds up mails and
 * nothing else. A fault on the way starts it afresh from its last commit.
 */
final class MailSender implements AutoCloseable {

    static final String GROUP = EmailMain.NAME + "-sender";

    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PAUSE_AFTER_FAULT_SECONDS = 1;
    private static final long PATIENCE_SECONDS = 5;

    private final SmtpConfig config;
    private final Settings settings;
    private final EventSerdes serdes;
    private final DeadLetters deadLetters;
    private final MailCounts counts;
    private final MailServerState server;
    private final Mailer mailer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, GROUP);
    private volatile String fault = "";

    MailSender(SmtpConfig config, Settings settings, EventSerdes serdes, DeadLetters deadLetters, MailCounts counts) {
        this.config = config;
        this.settings = settings;
        this.serdes = serdes;
        this.deadLetters = deadLetters;
        this.counts = counts;
        this.server = new MailServerState(config);
        this.mailer = new SmtpMailer(config);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A mail server that is away makes nobody unready: mails wait in their topic, and work goes on. */
    Health health() {
        if (!fault.isEmpty()) {
            return Health.dead("mail sender: " + fault);
        }
        return Health.ready("%s mails sent, %s".formatted(counts.sent(), server.inWords()));
    }

    private void run() {
        try (mailer) {
            sendAndStartAfresh();
        }
    }

    private void sendAndStartAfresh() {
        while (!isStopping() && fault.isEmpty()) {
            try (Consumer<byte[], byte[]> consumer = consumer();
                    Producer<byte[], byte[]> producer = producer()) {
                sendUntilStopped(consumer, producer);
            } catch (AuthenticationException | AuthorizationException e) {
                LOG.error("{}: cannot go on", GROUP, e);
                fault = String.valueOf(e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("{}: failed and starts afresh: {}", GROUP, e.toString());
                LOG.debug("{}: because of", GROUP, e);
                pause();
            }
        }
    }

    private void sendUntilStopped(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        SendLoop loop = new SendLoop(
                consumer,
                producer,
                serdes.valuesOf(Topics.EMAILS).deserializer(),
                mailer,
                deadLetters,
                counts,
                server,
                InstantSource.system());
        consumer.subscribe(List.of(Topics.EMAILS.name()));
        while (!isStopping()) {
            loop.turn(POLL);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            stopping.await(PAUSE_AFTER_FAULT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>();
        // A turn must be over well within the poll interval, even with a server that takes its time for each answer.
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, maxTurn());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Math.toIntExact(StreamsProperties.SESSION.toMillis()));
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        properties.putAll(settings.kafka());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Ten mails with eight answers each, all of them as late as may be. */
    private int maxTurn() {
        return (int) Math.max(300_000L, 80 * config.timeout().toMillis());
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close() {
        stopping.countDown();
        mailer.stop();
        try {
            // A server that hangs holds the thread for longer: then the mail in flight goes out again, and can be told.
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
