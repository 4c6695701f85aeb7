/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import io.orderflow.embedded.EmbeddedMail;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** A mail server in a process of its own, as it is no part of what is measured. Runs until it is killed. */
final class MailMain {

    /** Begins the line that tells the port. */
    static final String UP = "up ";

    private MailMain() {}

    public static void main(String[] args) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        try (EmbeddedMail mail = new EmbeddedMail(0, 0)) {
            System.out.println(UP + mail.smtpPort());
            new CountDownLatch(1).await();
        }
    }
}
