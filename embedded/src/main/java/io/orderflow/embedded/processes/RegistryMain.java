/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded.processes;

import io.orderflow.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** A schema registry in a process of its own: its file, its port (0: any free one). Runs until it is killed, and loses nothing by it. */
public final class RegistryMain {

    /** Begins the line that tells its address. */
    public static final String UP = "up ";

    private RegistryMain() {}

    public static void main(String[] args) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        try (EmbeddedRegistry registry = EmbeddedRegistry.keptIn(Path.of(args[0]), Integer.parseInt(args[1]))) {
            System.out.println(UP + registry.address());
            new CountDownLatch(1).await();
        }
    }
}
