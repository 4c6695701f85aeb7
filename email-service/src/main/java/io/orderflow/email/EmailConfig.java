/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the e-mail service is told.
 *
 * @param smtp the mail server
 * @param customerWait how long news for a customer who is not known yet wait for the customer's record
 * @param paymentWait how long a payment waits for its order, and for how long it finds an order that was there before it
 */
public record EmailConfig(SmtpConfig smtp, Duration customerWait, Duration paymentWait) {

    static final Setting<Duration> CUSTOMER_WAIT = Setting.duration("email.customer.wait", "1m")
            .atMost("1d")
            .help("How long news for a customer who is not known yet wait for the customer's record");

    static final Setting<Duration> PAYMENT_WAIT = Setting.duration("email.payment.wait", "1d")
            .atLeast("1s")
            .atMost("30d")
            .help("Window within which a payment and its order find each other, whichever comes first");

    /** All settings of this service. */
    public static final List<Setting<?>> SETTINGS = CommonSettings.and(
            Stream.<Setting<?>>concat(SmtpConfig.SETTINGS.stream(), Stream.of(CUSTOMER_WAIT, PAYMENT_WAIT))
                    .toList());

    /** As set. */
    public static EmailConfig from(Settings settings) {
        return new EmailConfig(SmtpConfig.from(settings), settings.get(CUSTOMER_WAIT), settings.get(PAYMENT_WAIT));
    }
}
