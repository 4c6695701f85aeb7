/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.email.letter.Addressee;
import io.orderflow.email.letter.Letter;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;

/** Turns letters into what travels on {@code emails}. */
final class Messages {

    private Messages() {}

    static EmailMessage about(Order order, String level, Addressee addressee, Letter letter) {
        return new EmailMessage(
                messageId(order),
                order.getId(),
                letter.kind(),
                level,
                addressee.name(),
                addressee.address(),
                letter.subject(),
                letter.text(),
                order.getUpdatedAt());
    }

    /** The same for the same fact, whenever it is told. Dots are spelled out: not everywhere may there be two in a row. */
    private static String messageId(Order order) {
        return "order-" + order.getId().replace(".", "=2E") + "-v" + order.getVersion() + "@orderflow";
    }
}
