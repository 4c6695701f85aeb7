/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded.processes;

import io.orderflow.embedded.EmbeddedMail;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** A mail server in a process of its own, at its port (0: any free one). Runs until it is killed. */
public final class MailMain {

    /** Begins the line that tells the port. */
    public static final String UP = "up ";

    private MailMain() {}

    public static void main(String[] args) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        try (EmbeddedMail mail = new EmbeddedMail(Integer.parseInt(args[0]), 0)) {
            System.out.println(UP + mail.smtpPort());
            new CountDownLatch(1).await();
        }
    }
}
