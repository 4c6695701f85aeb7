/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample.OrderBuilder;
import org.junit.jupiter.api.Test;

class OrderValueTest {

    @Test
    void linesAddUp() {
        assertValue(order("A").line("kettle", 2, "24.90").line("cup", 3, "1.05"), "52.95");
    }

    @Test
    void noLinesAreWorthNothing() {
        assertValue(order("A"), "0");
    }

    @Test
    void negativeLineTakesNothingAway() {
        assertValue(order("A").line("kettle", 1, "24.90").line("cup", 1, "-1000"), "24.90");
        assertValue(order("A").line("kettle", 1, "24.90").line("cup", -1_000, "1.05"), "24.90");
    }

    @Test
    void twoNegativesMakeNoPositive() {
        assertValue(order("A").line("cup", -1_000, "-1.05"), "0");
    }

    @Test
    void largestLineIsNotTooLarge() {
        assertValue(
                order("A").line("island", Integer.MAX_VALUE, "99999999999999.9999"), "214748364699999999785251.6353");
    }

    private static void assertValue(OrderBuilder order, String value) {
        assertThat(OrderValue.of(order.created())).isEqualByComparingTo(value).hasScaleOf(4);
    }
}
