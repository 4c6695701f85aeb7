/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit;

import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the validator; SIGTERM stops it. Exit codes: 1 it could not go on, 2 wrong flags. */
final class CreditLimitMain {

    private static final Logger LOG = LoggerFactory.getLogger(CreditLimitMain.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long STOP_WITHIN_SECONDS = 10;

    private CreditLimitMain() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // what it writes is for machines as well, and what libraries write: no ١ for 1
        try {
            Flags flags = Flags.parse(args);
            run(new CreditLimit(flags.limit()), new Clients(flags.kafka(), flags.key()));
        } catch (Flags.WrongFlag e) {
            System.err.println(Clients.NAME + ": " + e.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            LOG.error("ends: {}", e.toString(), e);
            System.exit(1);
        }
    }

    private static void run(CreditLimit limit, Clients clients) {
        CountDownLatch closed = new CountDownLatch(1);
        try (KafkaConsumer<String, Order> consumer = clients.consumer();
                KafkaProducer<String, OrderValidation> producer = clients.producer()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(consumer, closed)));
            new Validator(consumer, producer, order -> limit.check(order, Instant.now()), PAUSE).run();
        } finally {
            closed.countDown();
        }
    }

    /** Lets the batch in hand be committed, and the group know that its partitions are free. */
    private static void stop(KafkaConsumer<?, ?> consumer, CountDownLatch closed) {
        consumer.wakeup();
        try {
            closed.await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
