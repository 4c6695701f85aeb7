/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import io.orderflow.email.letter.Block.Bill;
import io.orderflow.email.letter.Block.Paragraph;
import io.orderflow.email.letter.Block.Points;
import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.Payment;
import io.orderflow.schemas.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what became of an order, and of its payment. A letter says nothing that only a client has said: see
 * {@link ProductNames} and {@link FailureReasons}. However long what others wrote is, it stays well below a record's greatest
 * size.
 */
public final class LetterWriter {

    /** All that letters may be about. */
    public static final List<String> KINDS =
            List.of("order-validated", "order-failed", "order-cancelled", "order-shipped", "payment-received");

    private static final int MAX_ITEMS = 200;
    private static final int MAX_REASONS = 50;

    private LetterWriter() {}

    /** To whom letters of this customer go; nobody if the CRM's e-mail is no address. */
    public static Optional<Addressee> addressee(Customer customer) {
        return Addressee.of(customer.getName(), customer.getEmail());
    }

    /** The letter about an order's state; none while it is undecided or in a state newer than this release. */
    public static Optional<Letter> about(Order order, Addressee addressee, Level level) {
        String id = SafeText.orderId(order.getId());
        return switch (order.getState()) {
            case CREATED, UNKNOWN -> Optional.empty();
            case VALIDATED ->
                Optional.of(letter(
                        "order-validated",
                        "Your order " + id + " is confirmed",
                        addressee,
                        level,
                        new Paragraph("thank you. We have checked your order " + id + " and will deliver:"),
                        bill(order)));
            case FAILED ->
                Optional.of(letter(
                        "order-failed",
                        "Your order " + id + " could not be accepted",
                        addressee,
                        level,
                        new Paragraph("we are sorry: we cannot deliver your order " + id + "."),
                        new Paragraph("Why:"),
                        reasons(order),
                        new Paragraph("You had ordered:"),
                        bill(order)));
            case CANCELLED ->
                Optional.of(letter(
                        "order-cancelled",
                        "Your order " + id + " is cancelled",
                        addressee,
                        level,
                        new Paragraph("your order " + id + " is cancelled, as you asked. It was:"),
                        bill(order)));
            case SHIPPED ->
                Optional.of(letter(
                        "order-shipped",
                        "Your order " + id + " is on its way",
                        addressee,
                        level,
                        new Paragraph("your order " + id + " has left our warehouse:"),
                        bill(order)));
        };
    }

    /** The letter that says a payment has come. It tells what was paid and what was ordered, and judges neither. */
    public static Letter about(Payment payment, Order order, Addressee addressee, Level level) {
        return letter(
                "payment-received",
                "We have received your payment for order " + SafeText.orderId(order.getId()),
                addressee,
                level,
                new Paragraph("thank you. We have received " + amount(payment) + " for your order "
                        + SafeText.orderId(order.getId()) + ":"),
                bill(order));
    }

    /** True if a letter may call the products of {@code order} by their names. */
    public static boolean knowsProductsOf(Order order) {
        return ProductNames.areKnown(order);
    }

    /** What was paid, e.g. {@code 24.90 EUR}; without the currency if what it says cannot be one. */
    public static String amount(Payment payment) {
        String currency = SafeText.currency(payment.getCurrency());
        return Money.text(payment.getAmount(), currency);
    }

    private static Letter letter(String kind, String subject, Addressee addressee, Level level, Block... body) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("Dear " + (addressee.name().isEmpty() ? "customer" : addressee.name()) + ","));
        blocks.addAll(List.of(body));
        if (level == Level.PLATINUM) {
            blocks.add(new Paragraph("Thank you for being a platinum customer."));
        }
        blocks.add(new Paragraph("Orderflow"));
        return new Letter(kind, subject, text(blocks), html(subject, blocks));
    }

    private static String text(List<Block> blocks) {
        return String.join("\n\n", blocks.stream().map(Block::text).toList()) + "\n";
    }

    private static String html(String title, List<Block> blocks) {
        StringBuilder html = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>")
                .append(SafeText.escaped(title))
                .append("</title></head>\n<body>\n");
        blocks.forEach(block -> html.append(block.html()));
        return html.append("</body>\n</html>\n").toString();
    }

    private static Points reasons(Order order) {
        return new Points(new FailureReasons(order, new ProductNames(order)).inWords(MAX_REASONS));
    }

    private static Bill bill(Order order) {
        ProductNames products = new ProductNames(order);
        List<Bill.Item> items = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (OrderLine line : order.getLines()) {
            Bill.Item item = new Bill.Item(line.getQuantity(), products.product(items.size()), line.getUnitPrice());
            total = total.add(item.price());
            if (items.size() < MAX_ITEMS) {
                items.add(item);
            }
        }
        int more = order.getLines().size() - items.size();
        return new Bill(items, more, SafeText.currency(order.getCurrency()), total);
    }
}
