/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.money;
import static io.orderflow.common.testing.Sample.order;
import static io.orderflow.common.testing.Sample.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample.OrderBuilder;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Product;
import io.orderflow.orderdetails.checks.DetailChecks.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DetailChecksTest {

    private static final Duration WAIT = Duration.ofSeconds(2);

    private static final Map<String, Product> CATALOGUE = Map.of(
            "kettle", product("kettle", "24.90"),
            "cup", product("cup", "3.00"),
            "fridge", product("fridge", "1024.90"),
            "burger", new Product("burger", "Burger", money("5.00"), "USD"));

    private final Known known = new Known();

    @Test
    void customerMustBeKnown() {
        assertThat(new KnownCustomer().reasonsAgainst(order("A").customer(1).created(), known))
                .isEmpty();
        assertThat(new KnownCustomer().reasonsAgainst(order("A").customer(7).created(), known))
                .containsExactly("customer 7 is not known");
    }

    @Test
    void everyProductMustBeKnown() {
        OrderBuilder order = order("A").line("kettle", 1).line("toaster", 1).line("teapot", 1);

        assertThat(new KnownProduct().reasonsAgainst(order.created(), known))
                .containsExactly("toaster: not in the catalogue", "teapot: not in the catalogue");
    }

    @Test
    void somethingMustBeOrdered() {
        assertThat(new SomeLine().reasonsAgainst(order("A").created(), known))
                .containsExactly("the order has no lines");
        assertThat(new SomeLine().reasonsAgainst(order("A").line("kettle", 1).created(), known))
                .isEmpty();
    }

    @Test
    void oneUnitIsTheLeast() {
        OrderBuilder order = order("A").line("kettle", 1).line("cup", 0).line("fridge", -1_000);

        assertThat(new PositiveQuantity().reasonsAgainst(order.created(), known))
                .containsExactly(
                        "cup: quantity 0 asked, must be at least 1",
                        "fridge: quantity -1,000 asked, must be at least 1");
    }

    @Test
    void priceMustBeTheCataloguesToTheLastDigit() {
        OrderBuilder order = order("A").line("kettle", 1, "24.90").line("fridge", 1, "1024.9001");

        assertThat(new CataloguePrice().reasonsAgainst(order.created(), known))
                .containsExactly("fridge: unit price 1,024.9001 EUR asked, 1,024.90 EUR in the catalogue");
    }

    @Test
    void negativePriceIsNotTheCatalogues() {
        assertThat(new CataloguePrice()
                        .reasonsAgainst(order("A").line("kettle", 1, "-24.90").created(), known))
                .containsExactly("kettle: unit price -24.90 EUR asked, 24.90 EUR in the catalogue");
    }

    @Test
    void priceOfAnUnknownProductIsNobodysBusiness() {
        assertThat(new CataloguePrice()
                        .reasonsAgainst(order("A").line("toaster", 1, "1.00").created(), known))
                .isEmpty();
    }

    @Test
    void currencyMustBeAnIsoCode() {
        assertThat(new ValidCurrency().reasonsAgainst(order("A").currency("USD").created(), known))
                .isEmpty();
        assertThat(new ValidCurrency().reasonsAgainst(order("A").currency("eur").created(), known))
                .containsExactly("eur: not an ISO 4217 currency");
        assertThat(new ValidCurrency().reasonsAgainst(order("A").currency("").created(), known))
                .hasSize(1);
    }

    @Test
    void everyProductMustBeSoldInTheOrdersCurrency() {
        OrderBuilder order =
                order("A").currency("USD").line("kettle", 1, "24.90").line("burger", 1, "5.00");

        assertThat(new OneCurrency().reasonsAgainst(order.created(), known))
                .containsExactly("kettle: sold in EUR, the order is in USD");
        assertThat(new CataloguePrice().reasonsAgainst(order.created(), known)).isEmpty();
    }

    @Test
    void aProductHasOneLine() {
        OrderBuilder order =
                order("A").line("kettle", 1).line("cup", 2).line("kettle", 3).line("kettle", 1);

        assertThat(new NoProductTwice().reasonsAgainst(order.created(), known))
                .containsExactly("kettle: on 3 lines, must be on one");
    }

    @Test
    void soundOrderHasNothingAgainstIt() {
        assertThat(examined(order("A").line("kettle", 2, "24.90").line("cup", 1, "3.00"), NOON))
                .isEqualTo(new Findings(CheckResult.PASS, List.of(), false));
    }

    @Test
    void allReasonsOfAllChecksAreFoundAndEachOnce() {
        OrderBuilder order =
                order("A").customer(7).line("toaster", 1).line("toaster", -1).line("kettle", 1, "19.90");

        assertThat(examined(order, NOON).reasons())
                .containsExactly(
                        "customer 7 is not known",
                        "toaster: not in the catalogue",
                        "toaster: quantity -1 asked, must be at least 1",
                        "kettle: unit price 19.90 EUR asked, 24.90 EUR in the catalogue",
                        "toaster: on 2 lines, must be on one");
    }

    @Test
    void whatIsUnknownIsWaitedForUntilTheWaitIsOver() {
        OrderBuilder order = order("A").line("toaster", 1);

        assertThat(examined(order, NOON).waits()).isTrue();
        assertThat(examined(order, NOON.plus(WAIT).minusMillis(1)).waits()).isTrue();
        assertThat(examined(order, NOON.plus(WAIT)).waits()).isFalse();
    }

    @Test
    void whatWillNotMendIsNotWaitedFor() {
        assertThat(examined(order("A").line("kettle", 0, "24.90"), NOON).waits())
                .isFalse();
    }

    @Test
    void noWaitMeansNone() {
        Findings findings = new DetailChecks(Duration.ZERO)
                .examine(order("A").line("toaster", 1).created(), known, NOON, NOON);

        assertThat(findings.waits()).isFalse();
    }

    @Test
    void whatCannotBeReadCannotBeChecked() {
        Reference broken = new Reference() {
            @Override
            public boolean knowsCustomer(long customerId) {
                return true;
            }

            @Override
            public Optional<Product> product(String product) {
                throw new UnreadableReferenceException(product, new IllegalStateException("garbage"));
            }
        };

        assertThat(new DetailChecks(WAIT).examine(order("A").line("kettle", 1).created(), broken, NOON, NOON))
                .isEqualTo(new Findings(
                        CheckResult.ERROR, List.of("kettle: its record in the catalogue cannot be read"), false));
    }

    @Test
    void oneExaminationAsksForEachProductOnce() {
        examined(order("A").line("kettle", 1).line("kettle", 2), NOON);

        assertThat(known.asked).hasValue(1);
    }

    @Test
    void reasonsStayShortWhateverWasSent() {
        OrderBuilder order = order("A").currency("X".repeat(10_000)).line("y".repeat(10_000), 0);

        assertThat(examined(order, NOON.plus(WAIT)).reasons())
                .hasSize(3)
                .allSatisfy(reason -> assertThat(reason).hasSizeLessThan(150));
    }

    private Findings examined(OrderBuilder order, Instant now) {
        return new DetailChecks(WAIT).examine(order.created(), known, NOON, now);
    }

    /** Customer 1 and a small catalogue. */
    private static final class Known implements Reference {

        private final AtomicInteger asked = new AtomicInteger();
        private final Set<Long> customers = Set.of(1L);

        @Override
        public boolean knowsCustomer(long customerId) {
            return customers.contains(customerId);
        }

        @Override
        public Optional<Product> product(String product) {
            asked.incrementAndGet();
            return Optional.ofNullable(CATALOGUE.get(product));
        }
    }
}
