/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.events.Customer;
import io.orderflow.events.Product;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topics;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The shop's customers, products and stock, as the CSV files have them. */
record SeedData(List<Customer> customers, List<Product> products, List<WarehouseStock> stock) {

    private static final int MONEY_SCALE = 4;

    SeedData {
        customers = List.copyOf(customers);
        products = List.copyOf(products);
        stock = List.copyOf(stock);
    }

    static SeedData load() {
        return new SeedData(
                customers(Csv.resource("/seed/customers.csv")),
                products(Csv.resource("/seed/products.csv")),
                stock(Csv.resource("/seed/stock.csv")));
    }

    static List<Customer> customers(Csv csv) {
        return csv.rows(
                "id,name,email,level", row -> new Customer(row.number(0), row.text(1), row.text(2), row.text(3)));
    }

    static List<Product> products(Csv csv) {
        return csv.rows(
                "product,name,unitPrice,currency",
                row -> new Product(
                        row.text(0),
                        row.text(1),
                        row.decimal(2).setScale(MONEY_SCALE, RoundingMode.UNNECESSARY),
                        row.text(3)));
    }

    static List<WarehouseStock> stock(Csv csv) {
        return csv.rows("product,received", row -> new WarehouseStock(row.text(0), row.number(1)));
    }

    Map<String, Product> productsByKey() {
        return products.stream().collect(Collectors.toMap(Product::getProduct, Function.identity()));
    }

    Map<Long, Customer> customersById() {
        return customers.stream().collect(Collectors.toMap(Customer::getId, Function.identity()));
    }

    /**
     * Writes all of it. Stock is units received to date: what orders of earlier runs hold comes on top, so that as much is
     * available as the file says.
     */
    void write(Publisher publisher, Past past) {
        customers.forEach(customer -> publisher.send(Topics.CUSTOMERS, customer.getId(), customer));
        products.forEach(product -> publisher.send(Topics.PRODUCTS, product.getProduct(), product));
        stock.forEach(units -> publisher.send(
                Topics.WAREHOUSE_INVENTORY,
                units.getProduct(),
                new WarehouseStock(units.getProduct(), units.getReceived() + past.unitsTaken(units.getProduct()))));
        publisher.flush();
    }
}
