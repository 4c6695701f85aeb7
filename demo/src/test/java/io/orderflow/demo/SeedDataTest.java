/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.StartException;
import io.orderflow.events.Customer;
import io.orderflow.events.Product;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topics;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeedDataTest {

    private final SeedData seed = SeedData.load();

    @Test
    void hasCustomersOfAllLevels() {
        assertThat(seed.customers()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(seed.customers())
                .extracting(Customer::getLevel)
                .isSubsetOf(Topics.LEVELS)
                .containsAll(Topics.LEVELS);
        assertThat(seed.customers())
                .extracting(Customer::getEmail)
                .doesNotHaveDuplicates()
                .allMatch(email -> email.matches("[a-z.]+@example\\.com"));
        assertThat(seed.customers()).extracting(Customer::getName).anyMatch(name -> !name.matches("\\p{ASCII}*"));
    }

    @Test
    void hasProductsAndStockForWhatSamplesNeed() {
        Map<String, Long> stock = seed.stock().stream()
                .collect(Collectors.toMap(WarehouseStock::getProduct, WarehouseStock::getReceived));

        assertThat(seed.products()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(seed.productsByKey()).containsKeys(stock.keySet().toArray(String[]::new));
        assertThat(stock).containsEntry("vintage-radio", 1L).doesNotContainKey("record-player");
        assertThat(stock.get("tea-towel")).isBetween(20L, 60L);
        assertThat(seed.products())
                .filteredOn(product -> product.getCurrency().equals("EUR"))
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void readsARowIntoARecord() {
        Csv csv = csv("product,name,unitPrice,currency", "kettle,Kettle 1.7 l,24.90,EUR");

        assertThat(SeedData.products(csv))
                .containsExactly(new Product("kettle", "Kettle 1.7 l", new BigDecimal("24.9000"), "EUR"));
    }

    @Test
    void namesTheLineOfAFault() {
        assertFault("seed.csv line 1: must be the header 'product,received'", "product;received");
        assertFault("seed.csv line 1: must be the header 'product,received'");
        assertFault("seed.csv line 3: must have 2 fields, has 3", "product,received", "mug,5", "cup,5,6");
        assertFault("seed.csv line 2: '5.5' must be a whole number", "product,received", "mug,5.5");
        assertFault("seed.csv line 2: column 1 is empty", "product,received", " ,5");
        assertFault("seed.csv line 4: 'mug' is there twice", "product,received", "mug,5", "", "mug,6");
    }

    private static void assertFault(String message, String... lines) {
        assertThatThrownBy(() -> SeedData.stock(csv(lines)))
                .isInstanceOf(StartException.class)
                .hasMessage(message);
    }

    private static Csv csv(String... lines) {
        return new Csv("seed.csv", List.of(lines));
    }
}
