/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Settings;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.orders.OrdersConfig;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceRulesTest {

    @Test
    void areHandedToTheServiceThatHasThem() {
        ServiceRules rules = ServiceRules.in(
                Map.of("ORDERS_CHECKS_SHADOW", "credit-limit", "FRAUD_ORDER_LIMIT", "99", "PATH", "/bin"));

        assertThat(OrdersConfig.from(rules.settings(Map.of(), OrdersConfig.SETTINGS))
                        .shadowChecks())
                .containsExactly("credit-limit");
        assertThat(FraudConfig.from(rules.settings(Map.of(), FraudConfig.SETTINGS))
                        .orderLimit())
                .isEqualTo(new BigDecimal(99));
        assertThat(rules.lines())
                .containsExactly(
                        "  from environment   FRAUD_ORDER_LIMIT=99",
                        "  from environment   ORDERS_CHECKS_SHADOW=credit-limit");
        assertThat(rules.allowSamples()).isTrue();
    }

    @Test
    void whereThingsAreIsForTheDemoToSay() {
        ServiceRules rules = ServiceRules.in(Map.of(
                "HOST", "elsewhere", "PORT", "1", "CONFIG_FILE", "/no/such/file", "BOOTSTRAP_SERVERS", "elsewhere:1"));
        Settings settings =
                rules.settings(Map.of("port", "8123", "bootstrap.servers", "localhost:9123"), OrdersConfig.SETTINGS);

        assertThat(OrdersConfig.from(settings).host()).isEqualTo("localhost");
        assertThat(OrdersConfig.from(settings).port()).isEqualTo(8123);
        assertThat(settings.get(CommonSettings.BOOTSTRAP_SERVERS)).isEqualTo("localhost:9123");
        assertThat(rules.lines()).isEmpty();
    }

    @Test
    void aCheckThatTheDemoDoesNotRunMeansNoSamplesAndIsExplained() {
        ServiceRules rules = ServiceRules.in(Map.of("ORDERS_CHECKS", "inventory,fraud,order-details,credit-limit"));

        assertThat(rules.allowSamples()).isFalse();
        assertThat(rules.lines())
                .contains(
                        "  no samples: they expect the checks inventory,fraud,order-details, and"
                                + " orders.checks is inventory,fraud,order-details,credit-limit",
                        "  orders wait for credit-limit, which the demo does not run: start its validator before you"
                                + " place one");
    }

    @Test
    void aCheckLeftOutMeansNoSamplesEither() {
        ServiceRules rules = ServiceRules.in(Map.of("ORDERS_CHECKS", "fraud,inventory"));

        assertThat(rules.allowSamples()).isFalse();
        assertThat(rules.lines()).hasSize(2).last().asString().startsWith("  no samples: ");
    }

    @Test
    void theOrderOfChecksIsAllTheSame() {
        assertThat(ServiceRules.in(Map.of("ORDERS_CHECKS", "order-details,fraud,inventory"))
                        .allowSamples())
                .isTrue();
    }
}
