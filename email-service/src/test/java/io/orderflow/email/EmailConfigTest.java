/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Settings;
import io.orderflow.email.SmtpConfig.Encryption;
import io.orderflow.email.SmtpConfig.Login;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmailConfigTest {

    @Test
    void defaults() {
        EmailConfig config = config(Map.of());

        assertThat(config)
                .isEqualTo(new EmailConfig(
                        Mails.server("localhost", 3025, Duration.ofSeconds(10)),
                        Duration.ofMinutes(1),
                        Duration.ofDays(1),
                        Duration.ofDays(90),
                        Duration.ofDays(30)));
    }

    @Test
    void everySetting() {
        EmailConfig config = config(Map.ofEntries(
                Map.entry("smtp.host", "mail.example.com"),
                Map.entry("smtp.port", "25"),
                Map.entry("smtp.from", "shop@example.com"),
                Map.entry("smtp.timeout", "30s"),
                Map.entry("smtp.user", "shop"),
                Map.entry("smtp.password", "s3cret"),
                Map.entry("smtp.tls", "starttls"),
                Map.entry("smtp.ca.file", "ca.pem"),
                Map.entry("email.customer.wait", "5m"),
                Map.entry("email.payment.wait", "7d"),
                Map.entry("email.order.retention", "60d"),
                Map.entry("email.max.age", "14d")));

        assertThat(config)
                .isEqualTo(new EmailConfig(
                        new SmtpConfig(
                                "mail.example.com",
                                25,
                                "shop@example.com",
                                Duration.ofSeconds(30),
                                Optional.of(new Login("shop", "s3cret")),
                                Encryption.STARTTLS,
                                Optional.of(Path.of("ca.pem"))),
                        Duration.ofMinutes(5),
                        Duration.ofDays(7),
                        Duration.ofDays(60),
                        Duration.ofDays(14)));
        assertThat(config.toString()).contains("shop").doesNotContain("s3cret");
    }

    @Test
    void aUserWithoutAPasswordIsAFault() {
        assertThatThrownBy(() -> config(Map.of("smtp.user", "shop")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageStartingWith("smtp.password: must be given");
    }

    @Test
    void aPasswordWithoutAUserIsAFaultAndNotTold() {
        assertThatThrownBy(() -> config(Map.of("smtp.password", "s3cret")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageStartingWith("smtp.user: must be given")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void faultsAreToldAllAtOnce() {
        Map<String, String> properties =
                Map.of("smtp.from", "shop", "smtp.port", "0", "smtp.timeout", "1ms", "smtp.tls", "ssl");

        assertThatThrownBy(() -> Settings.of(properties, EmailConfig.SETTINGS))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContainingAll(
                        "smtp.from=shop",
                        "must be one e-mail address",
                        "smtp.port=0",
                        "smtp.timeout=1ms",
                        "smtp.tls=ssl");
    }

    private static EmailConfig config(Map<String, String> properties) {
        return EmailConfig.from(Settings.of(properties, EmailConfig.SETTINGS));
    }
}
