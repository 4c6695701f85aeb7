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
 * @param paymentWait how long a payment waits for its order and customer
 * @param orderRetention how long an order is remembered, so that a payment finds it
 * @param maxAge of what is told, and for how long it is remembered what was told
 */
public record EmailConfig(
        SmtpConfig smtp, Duration customerWait, Duration paymentWait, Duration orderRetention, Duration maxAge) {

    static final Setting<Duration> CUSTOMER_WAIT = Setting.duration("email.customer.wait", "1m")
            .atMost("1d")
            .help("How long news for a customer who is not known yet wait for the customer's record");

    static final Setting<Duration> PAYMENT_WAIT = Setting.duration("email.payment.wait", "1d")
            .atLeast("1s")
            .atMost("30d")
            .help("How long a payment waits for its order and customer before it is a dead letter");

    static final Setting<Duration> ORDER_RETENTION = Setting.duration("email.order.retention", "90d")
            .atLeast("1h")
            .atMost("400d")
            .help("How long after its order a payment may come and still be told with it");

    static final Setting<Duration> MAX_AGE = Setting.duration("email.max.age", "30d")
            .atLeast("1h")
            .atMost("400d")
            .help("Greatest age of what is told; what was told is remembered for as long and not told again");

    /** All settings of this service. */
    public static final List<Setting<?>> SETTINGS = CommonSettings.and(Stream.<Setting<?>>concat(
                    SmtpConfig.SETTINGS.stream(), Stream.of(CUSTOMER_WAIT, PAYMENT_WAIT, ORDER_RETENTION, MAX_AGE))
            .toList());

    /** As set. */
    public static EmailConfig from(Settings settings) {
        return new EmailConfig(
                SmtpConfig.from(settings),
                settings.get(CUSTOMER_WAIT),
                settings.get(PAYMENT_WAIT),
                settings.get(ORDER_RETENTION),
                settings.get(MAX_AGE));
    }
}
