/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderIdsTest {

    @Test
    void newIdsSortByTimeAndAreNeverTheSame() {
        String now = OrderIds.next(Sample.NOON);
        String later = OrderIds.next(Sample.NOON.plusMillis(1));

        assertThat(UUID.fromString(now).version()).isEqualTo(7);
        assertThat(UUID.fromString(now).variant()).isEqualTo(2);
        assertThat(UUID.fromString(now).getMostSignificantBits() >>> 16).isEqualTo(Sample.NOON.toEpochMilli());
        assertThat(now).isLessThan(later);
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> OrderIds.next(Sample.NOON)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aKeyAlwaysStandsForTheSameId() {
        String id = OrderIds.of(7, "a key / with anything in it");

        assertThat(id)
                .isEqualTo(OrderIds.of(7, "a key / with anything in it"))
                .isNotEqualTo(OrderIds.of(7, "another"))
                .isNotEqualTo(OrderIds.of(8, "a key / with anything in it"));
        assertThat(UUID.fromString(id).version()).isEqualTo(5);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(OrderIds.valid(id)).isTrue();
        // pinned: a client may repeat its key after an update of this service
        assertThat(OrderIds.of(7, "key")).isEqualTo("94bcd965-31f5-5e2d-9eb6-875e1bd6695a");
    }

    @Test
    void anIdIsWhatAPathCanCarry() {
        assertThat(OrderIds.valid("A-1.b_2")).isTrue();
        assertThat(OrderIds.valid("x".repeat(64))).isTrue();
        assertThat(OrderIds.valid("x".repeat(65))).isFalse();
        assertThat(OrderIds.valid("")).isFalse();
        assertThat(OrderIds.valid("..")).isFalse();
        assertThat(OrderIds.valid("a/b")).isFalse();
        assertThat(OrderIds.valid("é")).isFalse();
        assertThat(OrderIds.valid("a\n")).isFalse();
    }
}
