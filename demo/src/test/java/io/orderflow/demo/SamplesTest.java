/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.client.seed.SeedData;
import io.orderflow.demo.Cart.Item;
import io.orderflow.demo.Expectation.Accepted;
import io.orderflow.demo.Expectation.OnlyOne;
import io.orderflow.demo.Expectation.RefusedBy;
import io.orderflow.events.Product;
import io.orderflow.events.WarehouseStock;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final SeedData SEED = SeedData.shipped();
    private static final Map<String, Product> CATALOGUE = SEED.productsByKey();
    private static final List<Sample> SAMPLES = Samples.of(CATALOGUE);
    private static final BigDecimal ORDER_LIMIT = new BigDecimal(2_000);

    @Test
    void mostPass() {
        assertThat(SAMPLES.stream().filter(sample -> sample.expectation() instanceof Accepted))
                .hasSizeGreaterThan(SAMPLES.size() / 2);
    }

    @Test
    void everyDetailCheckRefusesOne() {
        assertRefused("order-details", cart -> cart.shopper() == Cart.STRANGER);
        assertRefused("order-details", cart -> items(cart, item -> !CATALOGUE.containsKey(item.product())));
        assertRefused("order-details", cart -> items(cart, SamplesTest::hasAnotherPrice));
        assertRefused("order-details", cart -> items(cart, item -> item.quantity() < 1));
        assertRefused("order-details", cart -> items(cart, item -> hasAnotherCurrency(cart, item)));
        assertRefused("order-details", SamplesTest::hasAProductTwice);
    }

    @Test
    void stockRefusesWhatIsNotThere() {
        Map<String, Long> stock = new HashMap<>();
        SEED.stock().forEach((WarehouseStock units) -> stock.put(units.getProduct(), units.getReceived()));

        assertRefused("inventory", cart -> items(cart, item -> !stock.containsKey(item.product())));
        assertRefused(
                "inventory",
                cart -> items(
                        cart,
                        item -> stock.getOrDefault(item.product(), 0L) > 0
                                && stock.getOrDefault(item.product(), 0L) < item.quantity()));
        assertThat(SAMPLES).anySatisfy(sample -> {
            assertThat(sample.expectation()).isEqualTo(new OnlyOne("inventory"));
            assertThat(sample.carts())
                    .hasSize(2)
                    .allMatch(cart -> cart.contents().equals("1 vintage-radio"));
        });
    }

    @Test
    void fraudRefusesTooMuchAtOnceTooMuchInAllAndTooMany() {
        assertRefused("fraud", cart -> cart.value().compareTo(ORDER_LIMIT) > 0);
        assertRefusedAfter("fraud", 3);
        assertRefusedAfter("fraud", 50);
    }

    @Test
    void onlySamplesOfOneKindOfManyAreFolded() {
        assertThat(SAMPLES)
                .filteredOn(Sample::folded)
                .singleElement()
                .satisfies(sample -> assertThat(new HashSet<>(sample.carts())).hasSize(1));
    }

    @Test
    void leaveTheCheapProductOfFewUnitsToTheUser() {
        assertThat(SAMPLES)
                .noneMatch(sample -> sample.carts().stream()
                        .anyMatch(cart -> items(cart, item -> item.product().equals("tea-towel"))));
    }

    private static void assertRefused(String check, Predicate<Cart> what) {
        assertThat(SAMPLES)
                .anyMatch(sample -> sample.expectation().equals(new RefusedBy(check))
                        && sample.carts().stream().anyMatch(what));
    }

    /** The sample right after one of so many orders of one customer, by the same customer. */
    private static void assertRefusedAfter(String check, int orders) {
        assertThat(SAMPLES.subList(1, SAMPLES.size())).anyMatch(sample -> {
            Sample before = SAMPLES.get(SAMPLES.indexOf(sample) - 1);
            return sample.expectation().equals(new RefusedBy(check))
                    && before.carts().size() == orders
                    && new HashSet<>(before.carts()).equals(new HashSet<>(sample.carts()));
        });
    }

    private static boolean items(Cart cart, Predicate<Item> what) {
        return cart.items().stream().anyMatch(what);
    }

    private static boolean hasAnotherPrice(Item item) {
        Product product = CATALOGUE.get(item.product());
        return product != null && product.getUnitPrice().compareTo(item.unitPrice()) != 0;
    }

    private static boolean hasAnotherCurrency(Cart cart, Item item) {
        Product product = CATALOGUE.get(item.product());
        return product != null && !product.getCurrency().equals(cart.currency());
    }

    private static boolean hasAProductTwice(Cart cart) {
        return cart.items().stream().map(Item::product).distinct().count()
                < cart.items().size();
    }
}
