/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.events.Product;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShopTest {

    private static final List<Product> PRODUCTS = List.of(
            new Product("kettle", "Kettle", new BigDecimal("24.9000"), "EUR"),
            new Product("mug", "Mug", new BigDecimal("6.5000"), "EUR"),
            new Product("grill", "Grill", new BigDecimal("899.0000"), "USD"));

    private static Stream<ObjectNode> orders(double faulty) {
        Shop shop = new Shop(List.of(1L, 2L), PRODUCTS, faulty, new Random(42));
        return Stream.generate(shop::order).limit(200);
    }

    @Test
    void anOrderIsOfOneCurrencyAtCataloguePricesWithNoProductTwice() {
        assertThat(orders(0)).allSatisfy(order -> {
            assertThat(order.path("customerId").asLong()).isBetween(1L, 2L);
            assertThat(order.path("lines"))
                    .isNotEmpty()
                    .extracting(line -> line.path("product").asText())
                    .doesNotHaveDuplicates()
                    .allSatisfy(product -> assertThat(PRODUCTS)
                            .filteredOn(offer -> offer.getProduct().equals(product))
                            .extracting(Product::getCurrency)
                            .containsExactly(order.path("currency").asText()));
            assertThat(order.path("lines"))
                    .allSatisfy(
                            line -> assertThat(line.path("quantity").asInt()).isBetween(1, 4));
        });
    }

    @Test
    void sameSeedSameOrders() {
        assertThat(orders(0.3).toList()).isEqualTo(orders(0.3).toList());
    }

    @Test
    void theTotalIsThatOfAllLines() {
        ObjectNode order = orders(0).findFirst().orElseThrow();

        assertThat(Shop.total(order)).isPositive();
    }
}
