/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunNameTest {

    @Test
    void isFourLettersOrDigitsThatChangeEverySecond() {
        assertThat(RunName.of(0)).isEqualTo("0000");
        assertThat(RunName.of(1_790_000_000L)).matches("[0-9a-z]{4}").isNotEqualTo(RunName.of(1_790_000_001L));
    }
}
