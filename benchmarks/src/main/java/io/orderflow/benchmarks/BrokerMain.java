/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** The broker, and the schema registry that is asked a few times only, in a process of its own. Runs until it is killed. */
final class BrokerMain {

    /** Begins the line that tells both addresses. */
    static final String UP = "up ";

    private BrokerMain() {}

    public static void main(String[] args) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        try (EmbeddedKafka kafka = EmbeddedKafka.in(Path.of(args[0]), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.inMemory(0)) {
            System.out.println(UP + kafka.bootstrapServers() + " " + registry.address());
            new CountDownLatch(1).await();
        }
    }
}
