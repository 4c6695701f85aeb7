/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.events.Customer;
import io.orderflow.events.Product;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is sold: of some products there is always enough, of others about half of what will be asked for.
 *
 * @param customers numbered from 1
 * @param scarceUnits of each product that is scarce
 */
record Shop(int customers, long scarceUnits) {

    private static final int AMPLE = 12;
    private static final int SCARCE = 4;
    private static final String PRICE = "24.90";

    /**
     * So many customers that none reaches the limits of fraud-service.
     *
     * @param orders that will be placed; one line of six is for a product that is scarce
     */
    static Shop forOrders(long orders) {
        return new Shop((int) Math.max(200, orders / 20), Math.max(5, orders / 6 / SCARCE / 2));
    }

    /** Writes customers, products and stock. */
    void open(Cluster cluster) {
        try (EventWriter writer = cluster.writer(Topics.CUSTOMERS, Topics.PRODUCTS, Topics.WAREHOUSE_INVENTORY)) {
            for (long id = 1; id <= customers; id++) {
                String level = Topics.LEVELS.get((int) (id % Topics.LEVELS.size()));
                writer.write(
                        Topics.CUSTOMERS, id, new Customer(id, "Customer " + id, "c" + id + "@example.com", level));
            }
            for (int i = 1; i <= AMPLE; i++) {
                sell(writer, "ample-" + i, 1_000_000_000);
            }
            for (int i = 1; i <= SCARCE; i++) {
                sell(writer, "scarce-" + i, scarceUnits);
            }
            writer.flush();
        }
    }

    private static void sell(EventWriter writer, String product, long units) {
        writer.write(
                Topics.PRODUCTS,
                product,
                new Product(product, "Product " + product, new BigDecimal(PRICE).setScale(4), "EUR"));
        writer.write(Topics.WAREHOUSE_INVENTORY, product, new WarehouseStock(product, units));
    }

    /** An order's body without its id: one or two lines, of different products. */
    String anyContent(Random random) {
        List<String> products = new ArrayList<>(List.of(anyProduct(random)));
        String second = anyProduct(random);
        if (random.nextInt(3) == 0 && !products.contains(second)) {
            products.add(second);
        }
        return content(1 + random.nextInt(customers), products.stream());
    }

    private static String anyProduct(Random random) {
        return random.nextInt(6) == 0
                ? "scarce-" + (1 + random.nextInt(SCARCE))
                : "ample-" + (1 + random.nextInt(AMPLE));
    }

    private static String content(int customer, Stream<String> products) {
        return "\"customerId\": %s, \"currency\": \"EUR\", \"lines\": [%s]"
                .formatted(
                        customer,
                        products.map(product -> "{\"product\": \"%s\", \"quantity\": 1, \"unitPrice\": %s}"
                                        .formatted(product, PRICE))
                                .collect(Collectors.joining(", ")));
    }
}
