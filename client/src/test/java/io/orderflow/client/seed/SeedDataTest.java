/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.Customer;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topics;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SeedDataTest {

    private final SeedData seed = SeedData.shipped();

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
}
