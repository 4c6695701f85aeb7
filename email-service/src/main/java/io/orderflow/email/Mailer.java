/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.events.EmailMessage;

/** Sends one mail. */
interface Mailer extends AutoCloseable {

    /** Asks the mail server to take {@code message}. Blocks until it has answered, or does not answer in time. */
    DeliveryResult send(EmailMessage message);

    /** From now on no mail is sent; one in progress is finished. From any thread, without waiting. */
    void stop();

    /** Hangs up. */
    @Override
    void close();
}
