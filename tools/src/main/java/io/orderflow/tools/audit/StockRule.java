/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.audit.Finding.Rule;
import io.orderflow.tools.audit.StockMoves.Move;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Whether, at any moment, more units were promised than had been received. An order that the check of the stock passed has its
 * units from then on, until it is FAILED or CANCELLED.
 *
 * <p>Orders lie on several partitions, which have no common order; so the times in the records tell, with some room for clocks
 * that differ. In doubt units count as received early and as given back early: what is found is found for certain. After a
 * correction the highest count before it stands, for it takes nothing away from an order.
 */
final class StockRule {

    /** The check that keeps the stock. */
    static final String CHECK = "inventory";

    private final long clocksDiffer;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> products = new ArrayList<>();
    private final Map<Integer, List<Receipt>> received = new HashMap<>();

    private record Receipt(long at, long toDate) {}

    /** What was made of the stock. */
    record Balance(int products, long received, long promised) {}

    /** {@code clocksDiffer} is the furthest that the clock of one writer may be ahead of another's. */
    StockRule(Duration clocksDiffer) {
        this.clocksDiffer = clocksDiffer.toMillis();
    }

    void received(String product, long toDate, long at) {
        received.computeIfAbsent(number(product), none -> new ArrayList<>()).add(new Receipt(at, toDate));
    }

    /** The order's lines as product numbers and units by turns. */
    int[] units(Order order) {
        Map<Integer, Integer> units = new LinkedHashMap<>();
        for (OrderLine line : order.getLines()) {
            units.merge(number(line.getProduct()), line.getQuantity(), Integer::sum);
        }
        int[] flat = new int[units.size() * 2];
        int i = 0;
        for (Map.Entry<Integer, Integer> one : units.entrySet()) {
            flat[i++] = one.getKey();
            flat[i++] = one.getValue();
        }
        return flat;
    }

    private int number(String product) {
        return numbers.computeIfAbsent(product, added -> {
            products.add(added);
            return products.size() - 1;
        });
    }

    /** Adds what {@code story}, whose decision and end are known, holds of each product, and for how long. */
    void addMoves(Story story, StockMoves moves) {
        long from = from(story);
        long until = until(story);
        if (from < until) {
            Place decision = story.decision(Topics.ORDERS.name());
            for (int i = 0; i < story.lines.length; i += 2) {
                int product = story.lines[i];
                long units = Math.max(0, story.lines[i + 1]);
                moves.add(new Move(from, units, product, story.id, decision.partition(), decision.offset()));
                if (until != Story.NEVER) {
                    moves.add(new Move(until, -units, product, story.id, decision.partition(), decision.offset()));
                }
            }
        }
    }

    /** Judges {@code moves}, of all orders. */
    Balance judge(StockMoves moves, Findings findings) {
        List<NavigableMap<Long, Long>> highest =
                IntStream.range(0, products.size()).mapToObj(this::highest).toList();
        long[] held = new long[products.size()];
        moves.drain(move -> {
            held[move.product()] += move.units();
            long there = there(highest.get(move.product()), move.at());
            if (move.units() > 0 && held[move.product()] > there) {
                findings.add(
                        Rule.STOCK,
                        move.order(),
                        new Place(Topics.ORDERS.name(), move.partition(), move.offset()),
                        "%s: with its %s, %s are promised of %s received"
                                .formatted(products.get(move.product()), move.units(), held[move.product()], there));
            }
        });
        return new Balance(
                received.size(),
                received.values().stream()
                        .mapToLong(all -> all.get(all.size() - 1).toDate())
                        .sum(),
                LongStream.of(held).sum());
    }

    /** Compaction may have removed earlier counts: before the first that is left there was as much, for all that is known. */
    private long there(NavigableMap<Long, Long> highest, long at) {
        return Optional.ofNullable(highest.floorEntry(at + clocksDiffer))
                .or(() -> Optional.ofNullable(highest.firstEntry()))
                .map(Map.Entry::getValue)
                .orElse(0L);
    }

    /** By time, the highest count that was told up to then. */
    private NavigableMap<Long, Long> highest(int product) {
        NavigableMap<Long, Long> highest = new TreeMap<>();
        for (Receipt receipt : received.getOrDefault(product, List.of())) {
            highest.merge(receipt.at(), receipt.toDate(), Math::max);
        }
        long soFar = 0;
        for (Map.Entry<Long, Long> one : highest.entrySet()) {
            soFar = Math.max(soFar, one.getValue());
            one.setValue(soFar);
        }
        return highest;
    }

    private static long from(Story story) {
        if (story.stockPassedAt != Story.NEVER) {
            return story.stockPassedAt;
        }
        boolean promised = story.state == OrderState.VALIDATED || story.state == OrderState.SHIPPED;
        return promised && story.checks.contains(CHECK) ? story.updatedAt : Story.NEVER;
    }

    private long until(Story story) {
        return switch (story.state) {
            case CREATED, VALIDATED, SHIPPED, UNKNOWN -> Story.NEVER;
            case FAILED, CANCELLED -> story.updatedAt - clocksDiffer;
        };
    }
}
