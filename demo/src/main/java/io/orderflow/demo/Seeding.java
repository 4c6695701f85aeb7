/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.client.seed.SeedData;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topics;

/** Writes the shop's customers, products and stock to their topics. */
final class Seeding {

    private Seeding() {}

    /**
     * Writes all of {@code seed}. Stock is units received to date: what orders of earlier runs hold comes on top, so that as
     * much is available as the file says.
     */
    static void write(SeedData seed, Publisher publisher, Past past) {
        seed.customers().forEach(customer -> publisher.send(Topics.CUSTOMERS, customer.getId(), customer));
        seed.products().forEach(product -> publisher.send(Topics.PRODUCTS, product.getProduct(), product));
        seed.stock()
                .forEach(units -> publisher.send(
                        Topics.WAREHOUSE_INVENTORY,
                        units.getProduct(),
                        new WarehouseStock(
                                units.getProduct(), units.getReceived() + past.unitsTaken(units.getProduct()))));
        publisher.flush();
    }
}
