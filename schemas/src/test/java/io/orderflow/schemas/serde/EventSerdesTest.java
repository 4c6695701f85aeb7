/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderState;
import io.orderflow.events.Shipment;
import io.orderflow.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSerdesTest {

    private static final Shipment SHIPMENT = new Shipment("o-1", Instant.EPOCH);

    /** Stands for a serde that refuses its settings. */
    public static final class Refusing implements java.util.function.Supplier<String> {
        @Override
        public String get() {
            return "not a serde";
        }
    }

    @Test
    void aRecordOfAnotherTypeIsRefused() {
        EventSerdes serdes = EventSerdes.using(new InMemoryRegistry());
        byte[] shipment = serdes.valuesOf(Topics.SHIPMENTS).serializer().serialize("orders", SHIPMENT);

        assertThatThrownBy(() -> serdes.valuesOf(Topics.ORDERS).deserializer().deserialize("orders", shipment))
                .isInstanceOf(SerializationException.class)
                .hasMessage("orders holds Order records, but this one is a io.orderflow.events.Shipment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+58000-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "2200-01-01T00:00:00Z"})
    void aTimeCenturiesAwayIsRefused(String time) {
        Serde<Shipment> shipments = EventSerdes.using(new InMemoryRegistry()).valuesOf(Topics.SHIPMENTS);
        byte[] bytes = shipments.serializer().serialize("shipments", new Shipment("o-1", Instant.parse(time)));

        assertThatThrownBy(() -> shipments.deserializer().deserialize("shipments", bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessage("Shipment.shippedAt is %s, which cannot be: is it in milliseconds since 1970?", time);
    }

    @Test
    void aTimeCenturiesAwayIsFoundDeepInARecordToo() {
        Serde<OrderEnriched> orders = EventSerdes.using(new InMemoryRegistry()).valuesOf(Topics.ordersOf("gold"));
        Instant micros = Instant.ofEpochMilli(1_700_000_000_000_000L);
        OrderEnriched order = new OrderEnriched(
                new Order(
                        "o-1", 7L, OrderState.CREATED, 1, "EUR", List.of(), List.of(), List.of(), "r", micros, micros),
                new Customer(7L, "Zoe", "zoe@example.com", "gold"));

        byte[] bytes = orders.serializer().serialize("orders-gold", order);

        assertThatThrownBy(() -> orders.deserializer().deserialize("orders-gold", bytes))
                .hasMessageContaining("OrderEnriched.order.createdAt");
    }

    @Test
    void whatOutgrowsEveryRecordIsNotWritten() {
        Serde<Customer> customers = EventSerdes.using(new InMemoryRegistry()).valuesOf(Topics.CUSTOMERS);
        Customer large = new Customer(7L, "Z".repeat(512_000), "zoe@example.com", "gold");

        assertThatThrownBy(() -> customers.serializer().serialize("customers", large))
                .isInstanceOf(OversizeException.class)
                .hasMessageContaining("is too large to be written to customers: at most 512000");
    }

    @Test
    void tombstonesPass() {
        Serde<Customer> customers = EventSerdes.using(new InMemoryRegistry()).valuesOf(Topics.CUSTOMERS);

        assertThat(customers.serializer().serialize("customers", null)).isNull();
        assertThat(customers.deserializer().deserialize("customers", null)).isNull();
    }

    @Test
    void ourOwnSerdeIsChosenByNameOrByDefault() {
        try (RegistryServer registry = new RegistryServer()) {
            Map<String, String> byDefault = Map.of(AvroSerde.URL, registry.address());
            Map<String, String> byName =
                    Map.of(AvroSerde.URL, registry.address(), EventSerdes.AVRO_SERDE, AvroSerde.class.getName());

            byte[] bytes =
                    EventSerdes.from(byDefault).of(Shipment.class).serializer().serialize("shipments", SHIPMENT);

            assertThat(EventSerdes.from(byName)
                            .of(Shipment.class)
                            .deserializer()
                            .deserialize("shipments", bytes))
                    .isEqualTo(SHIPMENT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "com.example.Absent, no such class on the class path",
        "io.orderflow.schemas.serde.EventSerdesTest$Refusing, is not a serde",
        "org.apache.kafka.common.serialization.Serdes$WrapperSerde, must be a serde with a public constructor",
        "java.util.List, is not a serde"
    })
    void aWrongClassIsNamed(String className, String words) {
        assertThatThrownBy(() -> EventSerdes.from(Map.of(EventSerdes.AVRO_SERDE, className)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("avro.serde", className, words);
    }

    @Test
    void withoutARegistryThereIsNoSerde() {
        assertThatThrownBy(() -> EventSerdes.from(Map.of()).of(Order.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void aRegistryThatIsNoAddressIsNamed() {
        assertThatThrownBy(() ->
                        EventSerdes.from(Map.of(AvroSerde.URL, "registry:8081")).of(Order.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("schema.registry.url", "registry:8081");
    }
}
