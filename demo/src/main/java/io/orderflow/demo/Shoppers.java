/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.seed.SeedData;
import io.orderflow.demo.Cart.Item;
import io.orderflow.events.Customer;
import io.orderflow.events.Product;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Wishes of random customers for everyday things. There are enough customers that the fraud limits let most of them pass,
 * and the warehouse receives more of a product when half of it is ordered.
 */
final class Shoppers {

    /** Each then orders some 25 times an hour, half of what the fraud service allows. */
    private static final int CUSTOMERS_PER_ORDER_A_SECOND = 144;

    private static final int MOST_CUSTOMERS = 200_000;
    private static final long FIRST_ID = 1_001;
    private static final long EVERYDAY_STOCK = 100;
    private static final BigDecimal EVERYDAY_PRICE = BigDecimal.valueOf(50);

    /** One in so many has the price of last week. */
    private static final int OLD_PRICE = 50;

    private final EventWriter writer;
    private final List<Product> products;
    private final int customers;
    private final Random random = new Random(17);
    private final Map<String, Long> received = new HashMap<>();
    private final Map<String, Long> ordered = new HashMap<>();

    private Shoppers(EventWriter writer, List<Product> products, int customers) {
        this.writer = writer;
        this.products = products;
        this.customers = customers;
    }

    /** Makes customers for so many orders a second known. */
    static Shoppers arrive(SeedData seed, EarlierOrders past, EventWriter writer, double rate) {
        Map<String, Long> stock = new HashMap<>();
        seed.stock().forEach(units -> stock.put(units.getProduct(), units.getReceived()));
        List<Product> everyday = seed.products().stream()
                .filter(product -> product.getCurrency().equals("EUR"))
                .filter(product -> product.getUnitPrice().compareTo(EVERYDAY_PRICE) < 0)
                .filter(product -> stock.getOrDefault(product.getProduct(), 0L) >= EVERYDAY_STOCK)
                .toList();
        int count = (int) Math.max(100, Math.min(MOST_CUSTOMERS, rate * CUSTOMERS_PER_ORDER_A_SECOND));
        Shoppers shoppers = new Shoppers(writer, everyday, count);
        for (Product product : everyday) {
            String key = product.getProduct();
            long taken = past.unitsTaken(key);
            shoppers.ordered.put(key, taken);
            shoppers.received.put(key, taken + stock.getOrDefault(key, 0L));
        }
        shoppers.makeKnown(seed.customers());
        return shoppers;
    }

    private void makeKnown(List<Customer> models) {
        for (int i = 0; i < customers; i++) {
            Customer model = models.get(i % models.size());
            long id = FIRST_ID + i;
            writer.write(
                    Topics.CUSTOMERS,
                    id,
                    new Customer(id, model.getName(), "customer" + id + "@example.com", model.getLevel()));
        }
        writer.flush();
    }

    /** The next order, as the REST API takes it. */
    ObjectNode order() {
        List<Product> shelf = new ArrayList<>(products);
        Collections.shuffle(shelf, random);
        List<Item> items = new ArrayList<>();
        for (Product product : shelf.subList(0, 1 + random.nextInt(3))) {
            int quantity = 1 + random.nextInt(3);
            items.add(new Item(product.getProduct(), quantity, price(product)));
            take(product.getProduct(), quantity);
        }
        return new Cart(0, "EUR", items).json(FIRST_ID + random.nextInt(customers));
    }

    private BigDecimal price(Product product) {
        return random.nextInt(OLD_PRICE) == 0
                ? product.getUnitPrice().subtract(BigDecimal.ONE)
                : product.getUnitPrice();
    }

    private void take(String product, int quantity) {
        long taken = ordered.merge(product, (long) quantity, Long::sum);
        long had = received.getOrDefault(product, 0L);
        if (taken > had / 2) {
            received.put(product, had * 2);
            writer.write(Topics.WAREHOUSE_INVENTORY, product, new WarehouseStock(product, had * 2));
        }
    }
}
