/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmProcessTest {

    @TempDir
    private Path folder;

    /** Says what it was given, and stays. */
    static final class Parrot {

        private Parrot() {}

        public static void main(String[] args) throws InterruptedException {
            System.out.println("said " + args[0]);
            new CountDownLatch(1).await();
        }
    }

    @Test
    void whatAnEarlierOneOfTheNameHasToldIsNotToldByTheNext() throws InterruptedException {
        try (JvmProcess first = JvmProcess.start("parrot", folder, Parrot.class, "50m", "one")) {
            assertThat(first.told("said ")).isEqualTo("one");
        }
        try (JvmProcess second = JvmProcess.start("parrot", folder, Parrot.class, "50m", "two")) {
            assertThat(second.told("said ")).isEqualTo("two");
        }
    }
}
