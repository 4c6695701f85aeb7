/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.catalogue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.orders.catalogue.Catalogue.ProductRow;
import io.orderflow.orders.catalogue.Catalogue.StockRow;
import io.orderflow.orders.topic.LookedUp;
import io.orderflow.orders.topic.TopicTable.Rows;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/products}: what can be ordered, at which price, and how much of it there is. The same for all who may read.
 */
@Path("/v1/products")
@Produces(MediaType.APPLICATION_JSON)
public final class ProductsResource {

    /** Products can be ordered also where their stock is not known. */
    private static final Duration STOCK_WAIT = Duration.ofSeconds(2);

    private static final Rows<StockRow> UNKNOWN = new Rows<>(List.of(), false);

    private final Supplier<CompletableFuture<Rows<ProductRow>>> products;
    private final Supplier<CompletableFuture<Rows<StockRow>>> stock;

    public ProductsResource(Catalogue catalogue) {
        this(catalogue::products, catalogue::stock);
    }

    ProductsResource(
            Supplier<CompletableFuture<Rows<ProductRow>>> products, Supplier<CompletableFuture<Rows<StockRow>>> stock) {
        this.products = requireNonNull(products, "products");
        this.stock = requireNonNull(stock, "stock");
    }

    /** All products; of very many the first. */
    @GET
    public void list(@Suspended AsyncResponse response) {
        CompletableFuture<Rows<StockRow>> ledgers = stock.get()
                .completeOnTimeout(UNKNOWN, STOCK_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(fault -> UNKNOWN);
        LookedUp.answer(response, "the products", products.get().thenCombine(ledgers, ProductList::of));
    }

    /** A product with its stock, which is absent as long as the inventory service has not heard of the product. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StockedProduct(
            String product,
            String name,
            BigDecimal unitPrice,
            String currency,
            @Nullable StockRow stock) {}

    /** @param more true if there are others */
    record ProductList(List<StockedProduct> products, boolean more) {

        static ProductList of(Rows<ProductRow> products, Rows<StockRow> stock) {
            Map<String, StockRow> ledgers = stock.rows().stream()
                    .collect(Collectors.toMap(StockRow::product, Function.identity(), (a, b) -> a));
            return new ProductList(
                    products.rows().stream()
                            .map(row -> new StockedProduct(
                                    row.product(),
                                    row.name(),
                                    row.unitPrice(),
                                    row.currency(),
                                    ledgers.get(row.product())))
                            .toList(),
                    products.more());
        }
    }
}
