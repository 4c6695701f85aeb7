/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.email.letter.Addressee;
import io.orderflow.email.letter.Letter;
import io.orderflow.email.letter.Level;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.Payment;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** Turns letters into what travels on {@code emails}. */
final class Messages {

    private static final Pattern SAFE_IN_MESSAGE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Messages() {}

    static EmailMessage about(Order order, Level level, Addressee addressee, Letter letter) {
        return message(messageId(order), order.getId(), level, addressee, letter, order.getUpdatedAt());
    }

    static EmailMessage about(Payment payment, Level level, Addressee addressee, Letter letter) {
        return message(messageId(payment), payment.getOrderId(), level, addressee, letter, payment.getPaidAt());
    }

    private static EmailMessage message(
            String messageId, String orderId, Level level, Addressee addressee, Letter letter, Instant at) {
        return new EmailMessage(
                messageId,
                orderId,
                letter.kind(),
                level.text(),
                addressee.name(),
                addressee.address(),
                letter.subject(),
                letter.text(),
                letter.html(),
                at);
    }

    /** The same for the same fact, whenever it is told. Dots are spelled out: not everywhere may there be two in a row. */
    static String messageId(Order order) {
        return "order-" + order.getId().replace(".", "=2E") + "-v" + order.getVersion() + "@orderflow";
    }

    /** Payments have the ids that the payment system gives them: any text, of any length. */
    static String messageId(Payment payment) {
        String id = payment.getId();
        String safe = SAFE_IN_MESSAGE_ID.matcher(id).matches()
                ? id
                : UUID.nameUUIDFromBytes(id.getBytes(UTF_8)).toString();
        return "payment-" + safe + "@orderflow";
    }
}
