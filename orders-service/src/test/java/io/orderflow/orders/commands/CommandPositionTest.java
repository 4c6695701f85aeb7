/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandPositionTest {

    @Test
    void aTokenStandsForItsPosition() {
        CommandPosition position = new CommandPosition(11, 123_456_789_012L);

        assertThat(CommandPosition.of(position.token())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1:2", "MTox-", "LTE6MQ", "MTo5OTk5OTk5OTk5OTk5OTk5OTk5", "MTowIA", "é", "%00"})
    void whatIsNotOfOursStandsForNothing(String token) {
        assertThat(CommandPosition.of(token)).isEmpty();
    }
}
