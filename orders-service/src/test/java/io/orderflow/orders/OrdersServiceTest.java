/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrdersServiceTest {

    private final OrdersService service = OrdersMain.service(Settings.of(Map.of(), OrdersConfig.SETTINGS));

    @Test
    void beforeItIsStartedItIsLiveButNotReady() {
        assertThat(service.name()).isEqualTo("orders-service");
        assertThat(service.health().live()).isTrue();
        assertThat(service.health().ready()).isFalse();
        assertThat(service.topology()).isEmpty();
        assertThatThrownBy(service::address).isInstanceOf(IllegalStateException.class);
        service.close();
    }

    @Test
    void itMayBeClosedTwiceAndBeforeItIsStarted() {
        service.close();
        service.close();

        assertThat(service.health().ready()).isFalse();
    }
}
