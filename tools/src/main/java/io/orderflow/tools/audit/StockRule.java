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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

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

    private record Move(long at, long units, Story story) {}

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

    /** Judges {@code stories}, whose decisions and ends are all known. */
    Balance judge(Collection<Story> stories, Findings findings) {
        Map<Integer, List<Move>> moves = new HashMap<>();
        for (Story story : stories) {
            long from = from(story);
            long until = until(story);
            if (from < until) {
                for (int i = 0; i < story.lines.length; i += 2) {
                    long units = Math.max(0, story.lines[i + 1]);
                    List<Move> ofProduct = moves.computeIfAbsent(story.lines[i], none -> new ArrayList<>());
                    ofProduct.add(new Move(from, units, story));
                    if (until != Story.NEVER) {
                        ofProduct.add(new Move(until, -units, story));
                    }
                }
            }
        }
        long promised = 0;
        for (Map.Entry<Integer, List<Move>> one : moves.entrySet()) {
            promised += judge(one.getKey(), one.getValue(), findings);
        }
        return new Balance(
                received.size(),
                received.values().stream()
                        .mapToLong(all -> all.get(all.size() - 1).toDate())
                        .sum(),
                promised);
    }

    private long judge(int product, List<Move> moves, Findings findings) {
        moves.sort(Comparator.comparingLong(Move::at).thenComparingLong(Move::units)); // given back before taken
        NavigableMap<Long, Long> highest = highest(product);
        long held = 0;
        for (Move move : moves) {
            held += move.units();
            long there = there(highest, move.at());
            if (move.units() > 0 && held > there) {
                findings.add(
                        Rule.STOCK,
                        move.story().id,
                        move.story().decision(Topics.ORDERS.name()),
                        "%s: with its %s, %s are promised of %s received"
                                .formatted(products.get(product), move.units(), held, there));
            }
        }
        return held;
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
