/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.Order;
import io.orderflow.events.Shipment;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class InMemoryRegistryTest {

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @Test
    void aSchemaHasTheSameIdInEveryInstance() {
        int id = registry.register("orders-value", Order.getClassSchema());

        InMemoryRegistry other = new InMemoryRegistry();
        other.register("shipments-value", Shipment.getClassSchema());

        assertThat(other.register("elsewhere-value", Order.getClassSchema())).isEqualTo(id);
    }

    @Test
    void aSchemaReadAsTextKeepsItsId() {
        int id = registry.register("orders-value", Order.getClassSchema());

        Schema parsed = new Schema.Parser().parse(registry.schema(id).toString());

        assertThat(new InMemoryRegistry().register("orders-value", parsed)).isEqualTo(id);
    }

    @Test
    void registeringAgainMakesNoNewVersion() {
        int id = registry.register("orders-value", Order.getClassSchema());

        registry.register("orders-value", Order.getClassSchema());

        assertThat(registry.versions("orders-value")).containsExactly(id);
        assertThat(registry.subjects()).containsExactly("orders-value");
    }

    @Test
    void aSchemaIsKnownUnderItsOwnSubjectOnly() {
        int id = registry.register("orders-value", Order.getClassSchema());

        assertThat(registry.idOf("orders-value", Order.getClassSchema())).isEqualTo(id);
        assertThatThrownBy(() -> registry.idOf("emails-value", Order.getClassSchema()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not registered under subject emails-value");
    }

    @Test
    void anUnknownIdIsRefused() {
        assertThatThrownBy(() -> registry.schema(7))
                .isInstanceOf(SerializationException.class)
                .hasMessage("no schema with id 7 is registered");
    }
}
