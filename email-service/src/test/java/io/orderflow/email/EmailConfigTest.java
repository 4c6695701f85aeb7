/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmailConfigTest {

    @Test
    void defaults() {
        assertThat(EmailConfig.from(Settings.of(Map.of(), EmailConfig.SETTINGS)))
                .isEqualTo(new EmailConfig(
                        "localhost", 3025, "orders@orderflow.example", Duration.ofSeconds(10), Duration.ofMinutes(1)));
    }

    @Test
    void everySetting() {
        Map<String, String> properties = Map.of(
                "smtp.host", "mail.example.com",
                "smtp.port", "25",
                "smtp.from", "shop@example.com",
                "smtp.timeout", "30s",
                "email.customer.wait", "5m");

        assertThat(EmailConfig.from(Settings.of(properties, EmailConfig.SETTINGS)))
                .isEqualTo(new EmailConfig(
                        "mail.example.com", 25, "shop@example.com", Duration.ofSeconds(30), Duration.ofMinutes(5)));
    }

    @Test
    void faultsAreToldAllAtOnce() {
        Map<String, String> properties = Map.of("smtp.from", "shop", "smtp.port", "0", "smtp.timeout", "1ms");

        assertThatThrownBy(() -> Settings.of(properties, EmailConfig.SETTINGS))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContainingAll(
                        "smtp.from=shop", "must be one e-mail address", "smtp.port=0", "smtp.timeout=1ms");
    }
}
