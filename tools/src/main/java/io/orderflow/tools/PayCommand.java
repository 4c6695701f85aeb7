/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import io.orderflow.client.show.AvroJson;
import io.orderflow.events.Payment;
import io.orderflow.schemas.Money;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import io.orderflow.tools.show.OrderText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A payment comes in: what the payment system would write. */
@Command(
        name = "pay",
        description = {
            "Write a payment for an order to the topic payments, as the payment system would.",
            "Without AMOUNT and CURRENCY it pays what the order comes to; the orders service is asked for it then."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow pay 0199f1c2-5d6e-7a80-9c3b-2f64d1a7e310",
            "  orderflow pay 0199f1c2-5d6e-7a80-9c3b-2f64d1a7e310 49.80 EUR"
        })
final class PayCommand implements Callable<Integer> {

    private static final int SCALE = 4;
    private static final int DIGITS = 18;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Set<String> UNPAID_STATES = Set.of("FAILED", "CANCELLED");

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "ORDER", description = "Id of the order.")
    private String order = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "AMOUNT", description = "How much, such as 49.80.")
    private Optional<BigDecimal> amount = Optional.empty();

    @Parameters(index = "2", arity = "0..1", paramLabel = "CURRENCY", description = "ISO 4217 code, such as EUR.")
    private Optional<String> currency = Optional.empty();

    @Option(names = "--id", paramLabel = "ID", description = "The payment's own id; left out, a random one.")
    private Optional<String> id = Optional.empty();

    @Override
    public Integer call() {
        Payment payment = payment();
        try (EventWriter writer = options.cluster().writer(Topics.PAYMENTS)) {
            writer.write(Topics.PAYMENTS, payment.getId(), payment);
            writer.flush();
        }
        if (json.wanted()) {
            output.json(AvroJson.of(payment));
        } else {
            output.line("payment %s: %s for order %s"
                    .formatted(payment.getId(), Money.text(payment.getAmount(), payment.getCurrency()), order));
        }
        return ExitCode.OK;
    }

    private Payment payment() {
        if (amount.isPresent()) {
            return payment(
                    amount.get(),
                    currency.orElseThrow(() -> output.wrong("AMOUNT needs a CURRENCY, such as EUR, behind it")));
        }
        JsonNode bill = bill();
        return payment(OrderText.total(bill), bill.path("currency").asText());
    }

    /** The order, which must be one that is to be paid. */
    private JsonNode bill() {
        OrdersClient orders = service.orders();
        Reply reply = orders.answer(orders.get(order, PATIENCE));
        if (reply.status() != 200) {
            throw orders.refused(reply);
        }
        String state = reply.body().path("state").asText();
        if (UNPAID_STATES.contains(state)) {
            throw new ClientException(
                    Kind.REFUSED,
                    "order %s is %s, so there is nothing to pay; with AMOUNT and CURRENCY it is paid all the same"
                            .formatted(order, state));
        }
        return reply.body();
    }

    private Payment payment(BigDecimal amount, String currency) {
        if (amount.signum() <= 0
                || (long) amount.precision() - amount.scale() > DIGITS - SCALE
                || amount.stripTrailingZeros().scale() > SCALE) {
            throw output.wrong("AMOUNT %s: must be more than 0, with at most %s decimals and %s digits"
                    .formatted(amount, SCALE, DIGITS - SCALE));
        }
        try {
            return new Payment(
                    id.orElseGet(() -> UUID.randomUUID().toString()),
                    order,
                    amount.setScale(SCALE, RoundingMode.UNNECESSARY),
                    Currency.getInstance(currency).getCurrencyCode(),
                    Instant.now().truncatedTo(ChronoUnit.MILLIS));
        } catch (IllegalArgumentException e) {
            throw output.wrong("CURRENCY %s: must be an ISO 4217 code such as EUR".formatted(currency));
        }
    }
}
