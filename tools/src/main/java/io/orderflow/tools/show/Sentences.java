/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.show;

import static java.util.stream.Collectors.joining;

import io.orderflow.client.show.AvroJson;
import io.orderflow.client.show.DeadLetter;
import io.orderflow.client.show.RecordView;
import io.orderflow.client.show.RecordView.Content;
import io.orderflow.client.show.Texts;
import io.orderflow.events.CancelOrder;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Payment;
import io.orderflow.events.PlaceOrder;
import io.orderflow.events.Product;
import io.orderflow.events.Shipment;
import io.orderflow.events.Subject;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.CloudEvents;
import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** One readable line a record. */
public final class Sentences {

    private static final int SHOWN_LINES = 3;

    private record Form<T>(Class<T> type, Function<T, String> sentence) {

        Stream<String> of(SpecificRecord event) {
            return type.isInstance(event) ? Stream.of(sentence.apply(type.cast(event))) : Stream.empty();
        }
    }

    private static final List<Form<?>> FORMS = List.of(
            new Form<>(OrderCommand.class, Sentences::command),
            new Form<>(Order.class, Sentences::order),
            new Form<>(OrderValidation.class, Sentences::verdict),
            new Form<>(
                    Payment.class,
                    paid -> "%s for order %s"
                            .formatted(Money.text(paid.getAmount(), paid.getCurrency()), paid.getOrderId())),
            new Form<>(Shipment.class, shipment -> "shipped " + Texts.time(shipment.getShippedAt())),
            new Form<>(Customer.class, Sentences::customer),
            new Form<>(
                    Product.class,
                    product -> "%s, %s"
                            .formatted(product.getName(), Money.text(product.getUnitPrice(), product.getCurrency()))),
            new Form<>(
                    Subject.class,
                    subject -> subject.getCustomerId() == null
                            ? subject.getSubject()
                            : "%s, customer %s".formatted(subject.getSubject(), subject.getCustomerId())),
            new Form<>(WarehouseStock.class, stock -> stock.getReceived() + " received to date"),
            new Form<>(
                    EmailMessage.class,
                    mail -> "%s to %s: %s".formatted(mail.getKind(), mail.getToAddress(), mail.getSubject())),
            new Form<>(
                    OrderEnriched.class,
                    enriched -> order(enriched.getOrder()) + "; " + customer(enriched.getCustomer())));

    private Sentences() {}

    /**
     * Time, topic, partition and offset, key, then what it says; headers in braces, but for CloudEvents' attributes, which say again
     * what stands before them.
     */
    public static String of(RecordView record) {
        return "%s %s[%s]@%s %s  %s%s"
                .formatted(
                        Texts.time(record.time()),
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        record.key().orElse("(no key)"),
                        content(record.content()),
                        headers(record));
    }

    /** What the record says, alone. */
    public static String content(Content content) {
        if (content instanceof Content.Event event) {
            return FORMS.stream()
                    .flatMap(form -> form.of(event.event()))
                    .findFirst()
                    .orElseGet(() -> AvroJson.of(event.event()).toString());
        }
        if (content instanceof Content.Foreign foreign) {
            return foreign.value().isTextual()
                    ? foreign.value().asText()
                    : foreign.value().toString();
        }
        return content instanceof Content.Unreadable unreadable
                ? "UNREADABLE %s: %s".formatted(unreadable.why(), unreadable.shown())
                : "(removed)";
    }

    private static String headers(RecordView record) {
        if (record.header(DeadLetterHeaders.TOPIC).isPresent()) {
            return "  <- %s: %s".formatted(DeadLetter.source(record).orElse("?"), DeadLetter.reason(record));
        }
        List<Map.Entry<String, String>> headers = record.headers().stream()
                .filter(header -> !CloudEvents.isAttribute(header.getKey()))
                .toList();
        return headers.isEmpty()
                ? ""
                : headers.stream()
                        .map(header -> header.getKey() + "=" + header.getValue())
                        .collect(joining(", ", "  {", "}"));
    }

    private static String command(OrderCommand command) {
        if (command.getCommand() instanceof PlaceOrder place) {
            return "place: customer %s, %s"
                    .formatted(place.getCustomerId(), lines(place.getLines(), place.getCurrency()));
        }
        return command.getCommand() instanceof CancelOrder ? "cancel" : String.valueOf(command.getCommand());
    }

    private static String order(Order order) {
        String failures = order.getFailures().stream()
                .map(failure -> "; " + failure.getCheck() + ": " + failure.getReason())
                .collect(joining());
        return "%s v%s, customer %s, %s%s"
                .formatted(
                        order.getState(),
                        order.getVersion(),
                        order.getCustomerId(),
                        lines(order.getLines(), order.getCurrency()),
                        failures);
    }

    private static String verdict(OrderValidation verdict) {
        String reasons = verdict.getReasons().isEmpty() ? "" : ": " + String.join("; ", verdict.getReasons());
        return verdict.getCheck() + " " + verdict.getResult() + reasons;
    }

    private static String customer(Customer customer) {
        return "%s <%s>, %s".formatted(customer.getName(), customer.getEmail(), customer.getLevel());
    }

    private static String lines(List<OrderLine> lines, String currency) {
        String shown = lines.stream()
                .limit(SHOWN_LINES)
                .map(line -> line.getQuantity() + " x " + line.getProduct())
                .collect(joining(", "));
        String more = lines.size() > SHOWN_LINES ? " and %s more".formatted(lines.size() - SHOWN_LINES) : "";
        BigDecimal total = lines.stream()
                .map(line -> line.getUnitPrice().multiply(BigDecimal.valueOf(line.getQuantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return "%s (%s%s)".formatted(Money.text(total, currency), shown, more);
    }
}
