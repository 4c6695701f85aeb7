/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.email.letter.LetterWriter;
import io.orderflow.email.letter.Level;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderEnriched;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer's level decides where enriched orders go, what mails say, and how they are counted. */
class LevelsTest {

    private final MailCounts counts = new MailCounts();

    @AutoClose
    private final TopologyFixture fixture = new TopologyFixture(
            EmailMain.NAME,
            serdes -> new EmailTopology(Mails.config(Duration.ofMinutes(1), Duration.ofHours(1)), counts, serdes)
                    .build());

    @Test
    void eachLevelHasItsTopic() {
        assertThat(Arrays.stream(Level.values()).map(Level::text)).isEqualTo(Topics.LEVELS);
        assertThat(RouteByLevel.topics())
                .containsExactlyInAnyOrder("orders-platinum", "orders-gold", "orders-silver", "orders-bronze");
    }

    @ParameterizedTest
    @CsvSource({"platinum, platinum", "Gold, gold", "' SILVER ', silver", "bronze, bronze"})
    void aValidatedOrderGoesWithItsCustomerToTheTopicOfTheLevel(String level, String topic) {
        Customer customer = new Customer(7L, "Zoë", "zoe@example.com", level);
        Order order = order("o-1").customer(7).line("kettle", 1).validated();
        fixture.send(Topics.CUSTOMERS, 7L, customer);

        fixture.send(Topics.ORDERS, "o-1", order);

        for (String each : Topics.LEVELS) {
            assertThat(fixture.received(Topics.ordersOf(each)))
                    .isEqualTo(each.equals(topic) ? List.of(new OrderEnriched(order, customer)) : List.of());
        }
        assertThat(counts.unknownLevels()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "diamond", "gold\nplatinum"})
    void anUnknownLevelIsBronzeAndCounted(String level) {
        fixture.send(Topics.CUSTOMERS, 7L, new Customer(7L, "Zoë", "zoe@example.com", level));

        fixture.send(
                Topics.ORDERS, "o-1", order("o-1").customer(7).line("kettle", 1).validated());

        assertThat(fixture.received(Topics.ordersOf("bronze"))).hasSize(1);
        assertThat(fixture.received(Topics.EMAILS))
                .extracting(EmailMessage::getLevel)
                .containsExactly("bronze");
        assertThat(counts.unknownLevels()).isEqualTo(1);
    }

    @Test
    void onlyValidatedOrdersAreRouted() {
        fixture.send(Topics.CUSTOMERS, 7L, new Customer(7L, "Zoë", "zoe@example.com", "gold"));

        fixture.send(
                Topics.ORDERS, "o-1", order("o-1").customer(7).line("kettle", 1).created());
        fixture.send(
                Topics.ORDERS, "o-2", order("o-2").customer(7).line("kettle", 1).failed("fraud", "too much"));
        fixture.send(
                Topics.ORDERS, "o-3", order("o-3").customer(7).line("kettle", 1).cancelled());
        fixture.send(
                Topics.ORDERS, "o-4", order("o-4").customer(7).line("kettle", 1).shipped());

        assertThat(fixture.received(Topics.ordersOf("gold"))).isEmpty();
    }

    @Test
    void anOrderIsRoutedAlsoIfItsCustomerCannotBeWrittenTo() {
        fixture.send(Topics.CUSTOMERS, 7L, new Customer(7L, "Zoë", "nowhere", "gold"));

        fixture.send(
                Topics.ORDERS, "o-1", order("o-1").customer(7).line("kettle", 1).validated());

        assertThat(fixture.receivedRecords(Topics.ordersOf("gold")))
                .extracting(enriched -> enriched.key)
                .containsExactly("o-1");
    }

    @Test
    void anOrderOfACustomerWhoComesLaterIsRoutedThen() {
        fixture.send(
                Topics.ORDERS, "o-1", order("o-1").customer(7).line("kettle", 1).validated());
        fixture.send(Topics.CUSTOMERS, 7L, new Customer(7L, "Zoë", "zoe@example.com", "gold"));

        fixture.pass(Duration.ofSeconds(1));

        assertThat(fixture.received(Topics.ordersOf("gold"))).hasSize(1);
    }

    @Test
    void mailsAreCountedByKindAndLevel() {
        fixture.send(Topics.CUSTOMERS, 7L, new Customer(7L, "Zoë", "zoe@example.com", "gold"));
        fixture.send(Topics.CUSTOMERS, 8L, new Customer(8L, "Jo", "jo@example.com", "none"));
        for (String id : List.of("o-1", "o-2")) {
            fixture.send(
                    Topics.ORDERS, id, order(id).customer(7).line("kettle", 1).validated());
        }
        fixture.send(
                Topics.ORDERS, "o-3", order("o-3").customer(8).line("kettle", 1).failed("fraud", "too much"));

        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new MailsWritten(() -> fixture.driver().getKeyValueStore("mails-written")).bindTo(registry);

        assertThat(written(registry, "order-validated", "gold")).isEqualTo(2);
        assertThat(written(registry, "order-failed", "bronze")).isEqualTo(1);
        assertThat(written(registry, "order-shipped", "platinum")).isZero();
        assertThat(registry.find("orderflow.mails.written").gauges())
                .hasSize(LetterWriter.KINDS.size() * Topics.LEVELS.size());
    }

    @Test
    void countsAreNoNumbersWhilePartitionsMove() {
        MailsWritten written = new MailsWritten(() -> {
            throw new InvalidStateStoreException("rebalancing");
        });

        assertThat(written.count("order-validated", "gold")).isNaN();
    }

    private static double written(SimpleMeterRegistry registry, String kind, String level) {
        return registry.get("orderflow.mails.written")
                .tags("kind", kind, "level", level)
                .gauge()
                .value();
    }
}
