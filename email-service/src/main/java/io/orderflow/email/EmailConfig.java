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

/**
 * What the e-mail service is told.
 *
 * @param smtpHost where the mail server is
 * @param smtpPort its port
 * @param from the sender's address
 * @param smtpTimeout how long to wait for a connection, and for each of the server's answers
 * @param customerWait how long news for a customer who is not known yet wait for the customer's record
 */
public record EmailConfig(String smtpHost, int smtpPort, String from, Duration smtpTimeout, Duration customerWait) {

    static final Setting<String> SMTP_HOST = Setting.text("smtp.host", "localhost")
            .matching("\\S+", "must be a host name")
            .help("Host of the mail server");

    static final Setting<Integer> SMTP_PORT =
            Setting.port("smtp.port", 3025).atLeast("1").help("Port of the mail server");

    static final Setting<String> SMTP_FROM = Setting.text("smtp.from", "orders@orderflow.example")
            .matching("[^\\s@<>,]+@[^\\s@<>,]+", "must be one e-mail address")
            .help("Address that mails come from");

    static final Setting<Duration> SMTP_TIMEOUT = Setting.duration("smtp.timeout", "10s")
            .atLeast("100ms")
            .atMost("1m")
            .help("How long to wait for each answer of the mail server");

    static final Setting<Duration> CUSTOMER_WAIT = Setting.duration("email.customer.wait", "1m")
            .atMost("1d")
            .help("How long news for a customer who is not known yet wait for the customer's record");

    /** All settings of this service. */
    public static final List<Setting<?>> SETTINGS =
            CommonSettings.and(List.of(SMTP_HOST, SMTP_PORT, SMTP_FROM, SMTP_TIMEOUT, CUSTOMER_WAIT));

    /** As set. */
    public static EmailConfig from(Settings settings) {
        return new EmailConfig(
                settings.get(SMTP_HOST),
                settings.get(SMTP_PORT),
                settings.get(SMTP_FROM),
                settings.get(SMTP_TIMEOUT),
                settings.get(CUSTOMER_WAIT));
    }
}
