/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded.processes;

import io.orderflow.embedded.BrokerNode;
import io.orderflow.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * A broker in a process of its own, with its data in the folder of its first argument. Runs until it is killed; the data and
 * the same arguments make the same broker again.
 */
public final class BrokerMain {

    /** Begins the line that tells its address. */
    public static final String UP = "up ";

    private BrokerMain() {}

    /** A folder, and a {@link BrokerNode} as it writes itself. Without the latter, a broker on any free port. */
    public static void main(String[] args) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        Path folder = Path.of(args[0]);
        try (EmbeddedKafka kafka =
                args.length == 1 ? EmbeddedKafka.in(folder, 0) : EmbeddedKafka.in(folder, BrokerNode.parse(args[1]))) {
            System.out.println(UP + kafka.bootstrapServers());
            new CountDownLatch(1).await();
        }
    }
}
