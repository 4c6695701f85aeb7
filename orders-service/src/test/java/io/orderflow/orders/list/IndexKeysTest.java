/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.OrderState;
import java.util.HexFormat;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** The keys as the store of the last release has them: others would not be found after an upgrade. */
class IndexKeysTest {

    private static final ListPosition POSITION = new ListPosition(1_767_225_600_000L, "A-1");

    @Test
    void theKeysAreThoseOfTheLastRelease() {
        assertThat(hex(IndexKeys.at(IndexKeys.customer(7), POSITION)))
                .isEqualTo("63" + "0000000000000007" + "7ffffe64892557ff" + "412d31");
        assertThat(hex(IndexKeys.at(IndexKeys.state(OrderState.CREATED), POSITION)))
                .isEqualTo("73" + "43524541544544" + "00" + "7ffffe64892557ff" + "412d31");
    }

    @Test
    void aPositionIsReadFromItsKey() {
        Bytes list = IndexKeys.customer(7);

        assertThat(IndexKeys.position(list, IndexKeys.at(list, POSITION))).isEqualTo(POSITION);
    }

    private static String hex(Bytes key) {
        return HexFormat.of().formatHex(key.get());
    }
}
