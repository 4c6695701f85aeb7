/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import io.orderflow.events.CheckFailure;
import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** Finds the words for what became of an order. */
public final class LetterWriter {

    private static final int WHAT_WIDTH = 32;
    private static final int AMOUNT_WIDTH = 14;

    private LetterWriter() {}

    /** To whom letters of this customer go; nobody if the CRM's e-mail is no address. */
    public static Optional<Addressee> addressee(Customer customer) {
        return Addressee.of(customer.getName(), customer.getEmail());
    }

    /** The letter about an order's state; none while it is undecided, for then there is nothing to tell. */
    public static Optional<Letter> about(Order order, Addressee addressee) {
        String id = order.getId();
        return switch (order.getState()) {
            case CREATED -> Optional.empty();
            case VALIDATED ->
                Optional.of(letter(
                        "order-validated",
                        "Your order " + id + " is confirmed",
                        addressee,
                        "thank you. We have checked your order " + id + " and will deliver:\n\n" + lines(order)));
            case FAILED ->
                Optional.of(letter(
                        "order-failed",
                        "Your order " + id + " could not be accepted",
                        addressee,
                        "we are sorry: we cannot deliver your order " + id + ".\n\n" + reasons(order)
                                + "\nYou had ordered:\n\n" + lines(order)));
            case CANCELLED ->
                Optional.of(letter(
                        "order-cancelled",
                        "Your order " + id + " is cancelled",
                        addressee,
                        "your order " + id + " is cancelled, as you asked. It was:\n\n" + lines(order)));
            case SHIPPED ->
                Optional.of(letter(
                        "order-shipped",
                        "Your order " + id + " is on its way",
                        addressee,
                        "your order " + id + " has left our warehouse:\n\n" + lines(order)));
        };
    }

    private static Letter letter(String kind, String subject, Addressee addressee, String body) {
        String name = addressee.name().isEmpty() ? "customer" : addressee.name();
        return new Letter(kind, subject, "Dear " + name + ",\n\n" + body + "\nOrderflow\n");
    }

    private static String reasons(Order order) {
        StringBuilder text = new StringBuilder("Why:\n\n");
        for (CheckFailure failure : order.getFailures()) {
            text.append("  - ").append(Words.oneLine(failure.getReason())).append('\n');
        }
        return text.toString();
    }

    private static String lines(Order order) {
        String currency = order.getCurrency();
        StringBuilder text = new StringBuilder();
        BigDecimal total = BigDecimal.ZERO;
        for (OrderLine line : order.getLines()) {
            BigDecimal price = line.getUnitPrice().multiply(BigDecimal.valueOf(line.getQuantity()));
            total = total.add(price);
            String what = line.getQuantity() + " x " + Words.oneLine(line.getProduct()) + " at "
                    + Words.amount(line.getUnitPrice(), currency);
            text.append(row(what, Words.amount(price, currency)));
        }
        return text.append(row("Total " + Words.oneLine(currency), Words.amount(total, currency)))
                .toString();
    }

    private static String row(String what, String amount) {
        return "  " + String.format(Locale.ROOT, "%-" + WHAT_WIDTH + "s %" + AMOUNT_WIDTH + "s", what, amount) + "\n";
    }
}
