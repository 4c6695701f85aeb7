/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.tools.audit.StockMoves.Move;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockMovesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 1_000})
    void movesComeInTheOrderOfTheirTimeWhereverTheyLay(int mostInMemory) {
        Random random = new Random(mostInMemory);
        StockMoves moves = new StockMoves(mostInMemory);
        List<Move> added = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Move move = new Move(random.nextInt(20), random.nextInt(7) - 3, i % 3, "ö-" + i, i, i * 10_000_000_000L);
            moves.add(move);
            added.add(move);
        }
        List<Move> drained = new ArrayList<>();

        moves.drain(drained::add);

        assertThat(drained).containsExactlyInAnyOrderElementsOf(added);
        for (int i = 1; i < drained.size(); i++) {
            Move before = drained.get(i - 1);
            Move after = drained.get(i);
            assertThat(before.at()).isLessThanOrEqualTo(after.at());
            if (before.at() == after.at()) {
                assertThat(before.units()).isLessThanOrEqualTo(after.units());
            }
        }
    }
}
