/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.show.AvroJson;
import io.orderflow.client.show.Texts;
import io.orderflow.events.Payment;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.Ending;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A payment comes in: what the payment system would write. */
@Command(
        name = "pay",
        description = "Write a payment for an order to the topic payments, as the payment system would.",
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow pay 0199f1c2-5d6e-7a80-9c3b-2f64d1a7e310 49.80 EUR"})
final class PayCommand implements Callable<Integer> {

    private static final int SCALE = 4;

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "ORDER", description = "Id of the order.")
    private String order = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "How much, such as 49.80.")
    private BigDecimal amount = BigDecimal.ZERO;

    @Parameters(index = "2", paramLabel = "CURRENCY", description = "ISO 4217 code, such as EUR.")
    private String currency = "";

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
            output.line("payment %s: %s %s for order %s"
                    .formatted(payment.getId(), payment.getCurrency(), Texts.amount(payment.getAmount()), order));
        }
        return Ending.OK;
    }

    private Payment payment() {
        if (amount.signum() <= 0 || amount.stripTrailingZeros().scale() > SCALE) {
            throw output.wrong("AMOUNT %s: must be more than 0, with at most %d decimals".formatted(amount, SCALE));
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
