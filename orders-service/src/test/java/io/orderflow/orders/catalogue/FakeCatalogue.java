/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.catalogue;

import io.orderflow.orders.catalogue.Catalogue.CustomerRow;
import io.orderflow.orders.catalogue.Catalogue.ProductRow;
import io.orderflow.orders.catalogue.Catalogue.StockRow;
import io.orderflow.orders.topic.TopicTable.Rows;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** A shop with one product and one customer, whose topics can be out of reach. */
public final class FakeCatalogue {

    public volatile boolean away;

    public ProductsResource products() {
        return new ProductsResource(
                () -> answer(new ProductRow("kettle", "Kettle", new BigDecimal("24.90"), "EUR")),
                () -> answer(new StockRow("kettle", 10, 3, 2, 5, "2026-11-24T12:00:00Z")));
    }

    public CustomersResource customers() {
        return new CustomersResource(true, () -> answer(new CustomerRow(7, "Inês Bianchi", "bronze")));
    }

    private <R> CompletableFuture<Rows<R>> answer(R row) {
        return away
                ? CompletableFuture.failedFuture(new TopicAuthorizationException("not authorized"))
                : CompletableFuture.completedFuture(new Rows<>(List.of(row), false));
    }
}
