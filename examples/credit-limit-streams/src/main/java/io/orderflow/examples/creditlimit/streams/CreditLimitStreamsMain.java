/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit.streams;

import io.orderflow.examples.creditlimit.CreditLimit;
import io.orderflow.examples.creditlimit.Flags;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the validator; SIGTERM stops it. Exit codes: 1 it could not go on, 2 wrong flags. */
final class CreditLimitStreamsMain {

    private static final Logger LOG = LoggerFactory.getLogger(CreditLimitStreamsMain.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private CreditLimitStreamsMain() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // what it writes is for machines as well, and what libraries write: no ١ for 1
        try {
            run(Flags.parse(args));
        } catch (Flags.WrongFlag e) {
            System.err.println(StreamsSetup.NAME + ": " + e.getMessage());
            System.exit(2);
        } catch (InterruptedException | RuntimeException e) {
            LOG.error("ends: {}", e.toString(), e);
            System.exit(1);
        }
    }

    private static void run(Flags flags) throws InterruptedException {
        CreditLimit limit = new CreditLimit(flags.limit());
        EventSerdes serdes = EventSerdes.from(flags.kafka()).signing(flags.key());
        Topology topology = CreditLimitTopology.of(order -> limit.check(order, Instant.now()), serdes);
        KafkaStreams streams = new KafkaStreams(topology, new StreamsConfig(StreamsSetup.properties(flags.kafka())));
        CountDownLatch ended = new CountDownLatch(1);
        streams.setUncaughtExceptionHandler(CreditLimitStreamsMain::failed);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.NOT_RUNNING || now == KafkaStreams.State.ERROR) {
                ended.countDown();
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(STOP_WITHIN)));
        streams.start();
        LOG.info("answering orders");
        ended.await();
    }

    /** What a thread could not commit is rolled back; its successor reads it again. */
    private static StreamThreadExceptionResponse failed(Throwable failure) {
        LOG.warn("a thread failed and is replaced: {}", failure.toString());
        LockSupport.parkNanos(PAUSE); // a fault that lasts must not spin
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
