/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.seed.SeedData;
import io.orderflow.common.StartException;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topics;
import org.apache.kafka.common.KafkaException;

/** Writes the shop's customers, products and stock to their topics. */
final class Seeding {

    private Seeding() {}

    /**
     * Writes all of {@code seed}. Stock is units received to date: what orders of earlier runs hold comes on top, so that as
     * much is available as the file says.
     */
    static void write(SeedData seed, EventWriter writer, EarlierOrders past) {
        seed.customers().forEach(customer -> writer.write(Topics.CUSTOMERS, customer.getId(), customer));
        seed.products().forEach(product -> writer.write(Topics.PRODUCTS, product.getProduct(), product));
        seed.stock()
                .forEach(units -> writer.write(
                        Topics.WAREHOUSE_INVENTORY,
                        units.getProduct(),
                        new WarehouseStock(
                                units.getProduct(), units.getReceived() + past.unitsTaken(units.getProduct()))));
        try {
            writer.flush();
        } catch (KafkaException e) {
            throw new StartException("cannot write to Kafka: " + e.getMessage(), e);
        }
    }
}
