/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

/** What the mail server said to one mail. */
sealed interface DeliveryResult {

    /** The server has taken it. */
    record Sent() implements DeliveryResult {}

    /** The server will never take it. */
    record Refused(String reason) implements DeliveryResult {}

    /** The server will not take this mail now; it may take others. */
    record NotNow(String reason) implements DeliveryResult {}

    /** The server takes no mails at all now. */
    record Away(String reason) implements DeliveryResult {}
}
