/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.StartException;
import org.junit.jupiter.api.Test;

class HttpServerTest {

    @Test
    void aPortInUseIsSaidInOneLineThatNamesPortAndFlag() {
        try (Rest rest = new Rest()) {
            int taken = rest.address().getPort();

            assertThatThrownBy(() -> new Rest(1, taken))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("port " + taken + " of localhost cannot be listened on")
                    .hasMessageContaining("--port")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void anyFreePortIsTakenAndTold() {
        try (Rest one = new Rest();
                Rest two = new Rest()) {
            assertThat(one.address().getPort())
                    .isPositive()
                    .isNotEqualTo(two.address().getPort());
            assertThat(two.get("/v1/orders/A?timeout=0").status()).isEqualTo(404);
        }
    }
}
