/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.catalogue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.orderflow.events.Customer;
import io.orderflow.events.Product;
import io.orderflow.events.StockLevel;
import io.orderflow.orders.topic.AskedTopics;
import io.orderflow.orders.topic.TopicTable;
import io.orderflow.orders.topic.TopicTable.Rows;
import io.orderflow.schemas.Money;
import io.orderflow.schemas.RecordBounds;
import io.orderflow.schemas.Topics;
import java.math.BigDecimal;
import java.util.concurrent.CompletableFuture;

/** The shop's reference data, as far as a person who places an order wants to choose from it. */
public final class Catalogue implements AutoCloseable {

    /** Who has more wants a search, not a list. */
    private static final int MOST = 5_000;

    private static final int LONGEST_TEXT = 100;

    private final TopicTable<String, ProductRow> products;
    private final TopicTable<String, StockRow> stock;
    private final TopicTable<Long, CustomerRow> customers;

    /** A product as it can be ordered. */
    public record ProductRow(String product, String name, BigDecimal unitPrice, String currency) {}

    /**
     * How a product stands.
     *
     * @param received units to date
     * @param reserved units that orders hold
     * @param shipped units to date
     * @param available what a new order can have; below 0 where more was promised than there is
     */
    public record StockRow(
            @JsonIgnore String product, long received, long reserved, long shipped, long available, String asOf) {}

    /** A customer as they can be chosen: without what only a mail needs. */
    public record CustomerRow(long id, String name, String level) {}

    public Catalogue(AskedTopics topics) {
        products = topics.table(Topics.PRODUCTS, MOST, Catalogue::row);
        stock = topics.table(Topics.STOCK, MOST, Catalogue::row);
        customers = topics.table(Topics.CUSTOMERS, MOST, Catalogue::row);
    }

    CompletableFuture<Rows<ProductRow>> products() {
        return products.ask();
    }

    CompletableFuture<Rows<StockRow>> stock() {
        return stock.ask();
    }

    CompletableFuture<Rows<CustomerRow>> customers() {
        return customers.ask();
    }

    private static ProductRow row(Product product) {
        return new ProductRow(
                RecordBounds.text(product.getProduct(), LONGEST_TEXT),
                RecordBounds.text(product.getName(), LONGEST_TEXT),
                Money.shown(product.getUnitPrice(), product.getCurrency()),
                RecordBounds.text(product.getCurrency(), LONGEST_TEXT));
    }

    private static StockRow row(StockLevel level) {
        return new StockRow(
                RecordBounds.text(level.getProduct(), LONGEST_TEXT),
                level.getReceived(),
                level.getReserved(),
                level.getShipped(),
                level.getReceived() - level.getReserved() - level.getShipped(),
                level.getAsOf().toString());
    }

    private static CustomerRow row(Customer customer) {
        return new CustomerRow(
                customer.getId(),
                RecordBounds.text(customer.getName(), LONGEST_TEXT),
                RecordBounds.text(customer.getLevel(), LONGEST_TEXT));
    }

    @Override
    public void close() {
        products.close();
        stock.close();
        customers.close();
    }
}
