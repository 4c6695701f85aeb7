/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static java.util.Objects.requireNonNull;

import io.orderflow.demo.Cart.Item;
import io.orderflow.events.Product;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The sample orders: an ordinary day, and for each rule someone who runs into it. */
final class Samples {

    private static final String INVENTORY = "inventory";
    private static final String FRAUD = "fraud";
    private static final String DETAILS = "order-details";

    /** As many orders as one customer may place within the fraud service's window by default. */
    private static final int ORDERS_LIMIT = 50;

    private final Map<String, Product> catalogue;
    private final List<Sample> samples = new ArrayList<>();
    private int shoppers;

    private Samples(Map<String, Product> catalogue) {
        this.catalogue = catalogue;
    }

    /** All of them, in the order in which they are sent; prices are those of {@code catalogue}. */
    static List<Sample> of(Map<String, Product> catalogue) {
        Samples all = new Samples(catalogue);
        all.write();
        return List.copyOf(all.samples);
    }

    private void write() {
        passes("One kettle", order(line("kettle", 1)));
        passes(
                "Tea for two: an order of several lines",
                order(line("teapot", 1), line("mug", 2), line("green-tea", 1)));
        refused("Too cheap: a kettle for 19.90, which costs 24.90", DETAILS, order(line("kettle", 1, "19.90")));
        passes("Six plates and six bowls", order(line("plate", 6), line("bowl", 6)));
        refused("A product that nobody knows", DETAILS, order(line("flying-carpet", 1, "99.00")));
        passes("Coffee, freshly ground", order(line("coffee-grinder", 1), line("coffee-beans", 2)));
        refused("A customer whom nobody knows", DETAILS, new Cart(Cart.STRANGER, "EUR", List.of(line("candle", 4))));
        passes("Paid in dollars, as it is priced: maple syrup", order("USD", line("maple-syrup", 3)));
        refused(
                "Two currencies in one order: syrup costs dollars",
                DETAILS,
                order("EUR", line("crepe-pan", 1), line("maple-syrup", 1)));
        passes("A pan and a knife", order(line("pan", 1), line("knife", 1)));
        refused("Minus one mug", DETAILS, order(line("mug", -1)));
        passes("Breakfast: a toaster and an apron", order(line("toaster", 1), line("apron", 1)));
        refused("The same product twice in one order", DETAILS, order(line("candle", 2), line("candle", 3)));

        refused("Beyond stock: six garden benches, five are there", INVENTORY, order(line("garden-bench", 6)));
        passes("Two garden benches: the order before took none", order(line("garden-bench", 2)));
        refused("Never in stock: a record player", INVENTORY, order(line("record-player", 1)));
        refused(
                "All or nothing: mugs are there, the player is not",
                INVENTORY,
                order(line("mug", 4), line("record-player", 1)));
        passes("A desk lamp and ten candles", order(line("desk-lamp", 1), line("candle", 10)));
        onlyOne(
                "The last radio, wanted by two at the same moment",
                INVENTORY,
                order(line("vintage-radio", 1)),
                order(line("vintage-radio", 1)));
        passes("A crêpe pan", order(line("crepe-pan", 1)));

        refused("Over the limit of an order: 2,580.00 of 2,000.00", FRAUD, order(line("espresso-machine", 2)));
        passes("One espresso machine", order(line("espresso-machine", 1)));
        int collector = nextShopper();
        Cart machine = new Cart(collector, "EUR", List.of(line("espresso-machine", 1)));
        passes("Three machines for one customer: 3,870.00 of 5,000.00 an hour", machine, machine, machine);
        refused("A fourth one: 5,160.00, over the spending limit", FRAUD, machine);
        passes("A pot", order(line("pot", 1)));
        Cart filters = new Cart(nextShopper(), "EUR", List.of(line("paper-filter", 1)));
        many(ORDERS_LIMIT + " orders at once by one customer", Collections.nCopies(ORDERS_LIMIT, filters));
        refused("The 51st within an hour: over the velocity limit", FRAUD, filters);
        passes("Chopping board and tea", order(line("chopping-board", 1), line("green-tea", 3)));
    }

    private void passes(String title, Cart... carts) {
        samples.add(new Sample(title, List.of(carts), new Expectation.Accepted(), false));
    }

    private void many(String title, List<Cart> carts) {
        samples.add(new Sample(title, carts, new Expectation.Accepted(), true));
    }

    private void refused(String title, String check, Cart cart) {
        samples.add(new Sample(title, List.of(cart), new Expectation.RefusedBy(check), false));
    }

    private void onlyOne(String title, String check, Cart... carts) {
        samples.add(new Sample(title, List.of(carts), new Expectation.OnlyOne(check), false));
    }

    private Cart order(Item... items) {
        return order("EUR", items);
    }

    private Cart order(String currency, Item... items) {
        return new Cart(nextShopper(), currency, List.of(items));
    }

    private int nextShopper() {
        return shoppers++;
    }

    private Item line(String product, int quantity) {
        Product known = requireNonNull(catalogue.get(product), product);
        return new Item(product, quantity, known.getUnitPrice());
    }

    private static Item line(String product, int quantity, String unitPrice) {
        return new Item(product, quantity, new BigDecimal(unitPrice));
    }
}
