/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.Sample.OrderBuilder;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.inventory.stock.Stock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random orders over few products, with a life cycle that believes the verdicts, and repeats of all that was written. */
class RandomOrdersTest {

    private static final List<String> PRODUCTS = List.of("kettle", "mug", "pan");

    private final Warehouse warehouse = new Warehouse();
    private final Map<String, OrderBuilder> placed = new LinkedHashMap<>();
    private final Map<String, Order> newest = new HashMap<>();
    private final Map<String, OrderValidation> verdicts = new HashMap<>();
    private final List<Order> written = new ArrayList<>();
    private final Map<String, Long> received = new HashMap<>();

    @AfterEach
    void close() {
        warehouse.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void neverOversellAndNeverLeak(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 400; step++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> place(random);
                case 3, 4, 5, 6, 7 -> goOn(random);
                case 8 -> repeat(random);
                default -> receive(random);
            }
            readVerdicts();
            PRODUCTS.forEach(product ->
                    assertThat(warehouse.stock(product).available()).as(product).isNotNegative());
        }
        placed.keySet().forEach(id -> {
            assertThat(verdicts).as("answered").containsKey(id);
            if (newest(id).getState() == OrderState.CREATED) {
                write(decide(id));
            }
        });
        PRODUCTS.forEach(product -> assertThat(warehouse.stock(product))
                .as(product)
                .isEqualTo(new Stock(
                        received.getOrDefault(product, 0L),
                        units(product, OrderState.SHIPPED),
                        units(product, OrderState.VALIDATED))));
        warehouse.andNothingElse();
    }

    private void place(Random random) {
        String id = "order-" + placed.size();
        OrderBuilder order = Sample.order(id);
        for (int lines = 1 + random.nextInt(3); lines > 0; lines--) {
            order.line(
                    PRODUCTS.get(random.nextInt(PRODUCTS.size())),
                    random.nextInt(20) == 0 ? -3 : 1 + random.nextInt(4));
        }
        placed.put(id, order);
        write(order.created());
    }

    private void goOn(Random random) {
        if (placed.isEmpty()) {
            return;
        }
        String id = "order-" + random.nextInt(placed.size());
        Order next = switch (newest(id).getState()) {
            case CREATED -> random.nextInt(4) == 0 ? placed(id).failed("fraud", "over the limit") : decide(id);
            case VALIDATED ->
                random.nextInt(3) == 0 ? placed(id).cancelledLate() : placed(id).shipped();
            case FAILED, CANCELLED, SHIPPED, UNKNOWN -> newest(id);
        };
        write(next);
    }

    private void repeat(Random random) {
        if (!written.isEmpty()) {
            warehouse.order(written.get(random.nextInt(written.size())));
        }
    }

    private void receive(Random random) {
        String product = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
        long units = received.merge(product, (long) random.nextInt(30), Long::sum);
        warehouse.received(product, units);
    }

    private void readVerdicts() {
        for (OrderValidation verdict : warehouse.verdicts()) {
            OrderValidation first = verdicts.putIfAbsent(verdict.getOrderId(), verdict);
            if (first != null) {
                assertThat(verdict).as("a repeat").isEqualTo(first);
            }
        }
    }

    private Order decide(String id) {
        OrderValidation verdict = verdicts.get(id);
        return verdict != null && verdict.getResult() == CheckResult.PASS
                ? placed(id).validated()
                : placed(id).failed("inventory", "refused");
    }

    private void write(Order order) {
        newest.put(order.getId(), order);
        written.add(order);
        warehouse.order(order);
    }

    private long units(String product, OrderState state) {
        return newest.values().stream()
                .filter(order -> order.getState() == state)
                .flatMap(order -> order.getLines().stream())
                .filter(line -> line.getProduct().equals(product))
                .mapToLong(OrderLine::getQuantity)
                .sum();
    }

    private OrderBuilder placed(String id) {
        return requireNonNull(placed.get(id));
    }

    private Order newest(String id) {
        return requireNonNull(newest.get(id));
    }
}
