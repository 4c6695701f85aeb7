/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller of a node without its broker, after a crash, until it knows that the broker it had is dead.
 *
 * <p>Started with its broker at once, it would find that out while the new broker already works: no partition has a leader
 * then for a moment, and the broker drops the markers that end the transactions of before the crash, as if the topics had
 * been deleted. Their readers would stop there for ever. (The same for containers: docker/kafka/start.)
 */
final class LoneController {

    private static final Logger LOG = LoggerFactory.getLogger(LoneController.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final String FENCED_BROKERS = "kafka.controller:type=KafkaController,name=FencedBrokerCount";

    private LoneController() {}

    /** Runs it on the data in {@code folder}, and returns when it has stopped. */
    static void declareTheBrokerDead(Path folder, int port) {
        KafkaRaftServer controller = new KafkaRaftServer(
                new KafkaConfig(BrokerProperties.controllerAlone(folder, port), false), Time.SYSTEM);
        try {
            controller.startup();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!knowsThatItIsDead()) {
                if (System.nanoTime() - deadline > 0) {
                    LOG.warn("the controller did not declare its broker dead; starting all the same");
                    return;
                }
                LockSupport.parkNanos(PAUSE);
            }
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static boolean knowsThatItIsDead() {
        try {
            Object brokers =
                    ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(FENCED_BROKERS), "Value");
            return brokers instanceof Number number && number.intValue() > 0;
        } catch (JMException e) {
            throw new IllegalStateException("Kafka has no metric " + FENCED_BROKERS, e);
        }
    }
}
