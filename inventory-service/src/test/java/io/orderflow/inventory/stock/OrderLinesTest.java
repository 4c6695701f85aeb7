/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory.stock;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.Order;
import io.orderflow.inventory.state.MoveKind;
import io.orderflow.inventory.state.StockMove;
import org.junit.jupiter.api.Test;

class OrderLinesTest {

    @Test
    void eachProductIsOneMove() {
        Order order = order("A").line("kettle", 1).line("mug", 6).created();

        assertThat(OrderLines.moves(order))
                .containsEntry("kettle", new StockMove(MoveKind.RESERVE, "A", 1L, 0, 2))
                .containsEntry("mug", new StockMove(MoveKind.RESERVE, "A", 6L, 1, 2))
                .hasSize(2);
    }

    @Test
    void linesOfOneProductAreOneWishForTheirSum() {
        Order order =
                order("A").line("kettle", Integer.MAX_VALUE).line("kettle", 1).created();

        assertThat(OrderLines.moves(order))
                .containsOnlyKeys("kettle")
                .containsValue(new StockMove(MoveKind.RESERVE, "A", 2_147_483_648L, 0, 1));
    }

    @Test
    void aQuantityBelowOneStandsForItsProduct() {
        Order order = order("A")
                .line("kettle", 5)
                .line("kettle", -3)
                .line("kettle", 9)
                .created();

        assertThat(OrderLines.moves(order).get("kettle")).isEqualTo(new StockMove(MoveKind.RESERVE, "A", -3L, 0, 1));
    }

    @Test
    void theStateSaysWhatIsAsked() {
        assertThat(kind(order("A").line("kettle", 1).validated())).isEqualTo(MoveKind.ADOPT);
        assertThat(kind(order("A").line("kettle", 1).failed("fraud", "why"))).isEqualTo(MoveKind.RELEASE);
        assertThat(kind(order("A").line("kettle", 1).cancelled())).isEqualTo(MoveKind.RELEASE);
        assertThat(kind(order("A").line("kettle", 1).shipped())).isEqualTo(MoveKind.CONSUME);
    }

    @Test
    void anOrderWithoutLinesMovesNothing() {
        assertThat(OrderLines.moves(order("A").created())).isEmpty();
    }

    private static MoveKind kind(Order order) {
        return OrderLines.moves(order).values().iterator().next().getKind();
    }
}
