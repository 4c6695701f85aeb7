/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Units promised and given back, of all orders, in the order of their time; at one time what is given back comes first, and then
 * the log's order. So many are kept in memory; beyond that they lie sorted in temporary files, which go when they were read.
 */
final class StockMoves {

    /** Some 50 MB. */
    static final int MOST_IN_MEMORY = 500_000;

    private static final int BUFFER = 1 << 15;
    private static final Comparator<Move> ORDER = Comparator.comparingLong(Move::at)
            .thenComparingLong(Move::units)
            .thenComparingInt(Move::partition)
            .thenComparingLong(Move::offset);

    /**
     * One order's, of one product.
     *
     * @param at in milliseconds
     * @param units less than 0 if they are given back
     * @param partition with {@code offset}, the record that decided the order
     */
    record Move(long at, long units, int product, String order, int partition, long offset) {}

    private final int mostInMemory;
    private final List<Move> recent = new ArrayList<>();
    private final List<Path> sorted = new ArrayList<>();

    StockMoves(int mostInMemory) {
        this.mostInMemory = mostInMemory;
    }

    void add(Move move) {
        recent.add(move);
        if (recent.size() >= mostInMemory) {
            putAside();
        }
    }

    private void putAside() {
        recent.sort(ORDER);
        try {
            Path file = Files.createTempFile("orderflow-audit", ".moves");
            file.toFile().deleteOnExit();
            sorted.add(file);
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
                for (Move move : recent) {
                    out.writeLong(move.at());
                    out.writeLong(move.units());
                    out.writeInt(move.product());
                    out.writeUTF(move.order());
                    out.writeInt(move.partition());
                    out.writeLong(move.offset());
                }
                out.writeLong(Long.MIN_VALUE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        recent.clear();
    }

    /** Hands over all, and forgets them. */
    void drain(Consumer<Move> action) {
        recent.sort(ORDER);
        PriorityQueue<Run> runs = new PriorityQueue<>(Comparator.comparing(run -> run.head, ORDER));
        List<Run> opened = new ArrayList<>();
        try {
            opened.add(new Run(recent.iterator()));
            for (Path file : sorted) {
                opened.add(new Run(new Reader(file)));
            }
            opened.stream().filter(Run::advance).forEach(runs::add);
            while (!runs.isEmpty()) {
                Run first = runs.remove();
                action.accept(first.head);
                if (first.advance()) {
                    runs.add(first);
                }
            }
        } finally {
            opened.forEach(Run::close);
            sorted.forEach(file -> file.toFile().delete());
            sorted.clear();
            recent.clear();
        }
    }

    /** Sorted moves, of which the next is at hand. */
    private static final class Run {

        private final Iterator<Move> moves;
        private Move head = new Move(0, 0, 0, "", 0, 0);

        Run(Iterator<Move> moves) {
            this.moves = moves;
        }

        boolean advance() {
            boolean more = moves.hasNext();
            if (more) {
                head = moves.next();
            }
            return more;
        }

        void close() {
            if (moves instanceof Reader reader) {
                reader.close();
            }
        }
    }

    /** The moves of one file. */
    private static final class Reader implements Iterator<Move> {

        private final DataInputStream in;
        private long at;

        Reader(Path file) {
            try {
                in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
                at = in.readLong();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean hasNext() {
            return at != Long.MIN_VALUE;
        }

        @Override
        public Move next() {
            try {
                Move move = new Move(at, in.readLong(), in.readInt(), in.readUTF(), in.readInt(), in.readLong());
                at = in.readLong();
                return move;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
