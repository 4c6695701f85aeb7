/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.EmbeddedMail;
import io.orderflow.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** What the services need around them, in a process of its own: broker, registry, mail server. Runs until it is killed. */
final class BrokerMain {

    /** Begins the line that tells the addresses. */
    static final String UP = "up ";

    private BrokerMain() {}

    public static void main(String[] args) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        try (EmbeddedKafka kafka = EmbeddedKafka.in(Path.of(args[0]), 0);
                EmbeddedRegistry registry = EmbeddedRegistry.inMemory(0);
                EmbeddedMail mail = new EmbeddedMail(0, 0)) {
            System.out.println(UP + kafka.bootstrapServers() + " " + registry.address() + " " + mail.smtpPort());
            new CountDownLatch(1).await();
        }
    }
}
