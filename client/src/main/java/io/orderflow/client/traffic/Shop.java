/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.traffic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.show.AvroJson;
import io.orderflow.events.Product;
import io.orderflow.schemas.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Thinks up orders as customers of this catalogue would send them: one to three products of one currency, few of each,
 * fewer of what is dear. A part of them is faulty. Not for several threads.
 */
public final class Shop {

    private static final int MOST_LINES = 3;
    private static final int MOST_UNITS = 4;
    private static final BigDecimal DEAR = BigDecimal.valueOf(200);

    private final List<Long> customers;
    private final List<List<Product>> byCurrency;
    private final double faulty;
    private final Random random;

    /**
     * @param faulty the share of orders that no validator should pass, 0 to 1
     * @throws ClientException if there is nobody to order, or nothing to be ordered
     */
    public Shop(Collection<Long> customers, Collection<Product> products, double faulty, Random random) {
        if (customers.isEmpty() || products.isEmpty()) {
            throw new ClientException(
                    Kind.AWAY,
                    "the topics have %s customers and %s products: write some with: orderflow seed"
                            .formatted(customers.size(), products.size()));
        }
        this.customers = List.copyOf(customers);
        Map<String, List<Product>> currencies = products.stream().collect(Collectors.groupingBy(Product::getCurrency));
        this.byCurrency = List.copyOf(currencies.values());
        this.faulty = faulty;
        this.random = random;
    }

    /** The next order, as the REST API takes it. */
    public ObjectNode order() {
        List<Product> offers = new ArrayList<>(pick(byCurrency));
        Collections.shuffle(offers, random);
        ObjectNode order = AvroJson.MAPPER
                .createObjectNode()
                .put("customerId", pick(customers))
                .put("currency", offers.get(0).getCurrency());
        ArrayNode lines = order.putArray("lines");
        for (Product product : offers.subList(0, Math.min(offers.size(), 1 + random.nextInt(MOST_LINES)))) {
            boolean dear = product.getUnitPrice().compareTo(DEAR) > 0;
            lines.addObject()
                    .put("product", product.getProduct())
                    .put("quantity", dear ? 1 : 1 + random.nextInt(MOST_UNITS))
                    .put("unitPrice", Money.shown(product.getUnitPrice(), product.getCurrency()));
        }
        if (random.nextDouble() < faulty) {
            spoil(order, (ObjectNode) lines.get(0));
        }
        return order;
    }

    /** What the order costs. */
    public static BigDecimal total(ObjectNode order) {
        BigDecimal total = BigDecimal.ZERO;
        for (var line : order.path("lines")) {
            total = total.add(line.path("unitPrice")
                    .decimalValue()
                    .multiply(line.path("quantity").decimalValue()));
        }
        return total;
    }

    private void spoil(ObjectNode order, ObjectNode line) {
        switch (random.nextInt(5)) {
            case 0 -> order.put("customerId", Long.MAX_VALUE - random.nextInt(1_000));
            case 1 -> line.put("product", "no-such-product");
            case 2 ->
                line.put("unitPrice", line.path("unitPrice").decimalValue().add(BigDecimal.ONE));
            case 3 -> line.put("quantity", 0);
            default -> line.put("quantity", 1_000_000);
        }
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
