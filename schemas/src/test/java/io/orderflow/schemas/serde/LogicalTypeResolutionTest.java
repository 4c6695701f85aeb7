/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderLine;
import io.orderflow.events.PlaceOrder;
import io.orderflow.events.Product;
import io.orderflow.events.Shipment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another program may write with another schema than ours. */
class LogicalTypeResolutionTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String PUBLISHED = "\"precision\":18,\"scale\":4";

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final AvroSerde<SpecificRecord> serde = new AvroSerde<>(registry);

    @ParameterizedTest
    @CsvSource({"2, 2490, 24.9000", "0, 25, 25.0000", "6, 24900000, 24.9000", "2, -1, -0.0100", "18, 0, 0.0000"})
    void aDecimalOfAnotherScaleIsReadAsWhatItIs(int scale, long unscaled, BigDecimal price) {
        assertThat(product(scale, unscaled)).isEqualTo(new Product("kettle", "Kettle", price, "EUR"));
    }

    @Test
    void oneWithMoreDigitsThanThereIsRoomForIsRefused() {
        assertThatThrownBy(() -> product(6, 24_900_001))
                .isInstanceOf(SerializationException.class)
                .hasMessage("24.900001 does not fit into decimal(18, 4)");
        assertThatThrownBy(() -> product(0, 999_999_999_999_999L))
                .isInstanceOf(SerializationException.class)
                .hasMessage("999999999999999 does not fit into decimal(18, 4)");
    }

    @Test
    void decimalsDeepInARecordAreConvertedToo() {
        Schema written = changed(OrderCommand.getClassSchema(), PUBLISHED, "\"precision\":9,\"scale\":2");
        Schema place = written.getField("command").schema().getTypes().get(0);
        Schema line = place.getField("lines").schema().getElementType();
        GenericRecord command = new GenericRecordBuilder(written)
                .set("orderId", "o-1")
                .set("requestId", "r")
                .set("requestedAt", NOON.toEpochMilli())
                .set(
                        "command",
                        new GenericRecordBuilder(place)
                                .set("customerId", 7L)
                                .set("currency", "EUR")
                                .set(
                                        "lines",
                                        List.of(new GenericRecordBuilder(line)
                                                .set("product", "kettle")
                                                .set("quantity", 2)
                                                .set("unitPrice", unscaled(2490))
                                                .build()))
                                .build())
                .build();

        assertThat(read(command))
                .isEqualTo(new OrderCommand(
                        "o-1",
                        "r",
                        NOON,
                        new PlaceOrder(7L, "EUR", List.of(new OrderLine("kettle", 2, new BigDecimal("24.9000"))))));
    }

    @Test
    void aTimeOfAnotherUnitIsRefusedAndNotReadOffByAThousand() {
        Schema written = changed(Shipment.getClassSchema(), "timestamp-millis", "timestamp-micros");
        GenericRecord shipment = new GenericRecordBuilder(written)
                .set("orderId", "o-1")
                .set("shippedAt", NOON.toEpochMilli() * 1_000)
                .build();

        assertThatThrownBy(() -> read(shipment))
                .isInstanceOf(SerializationException.class)
                .hasMessage("io.orderflow.events.Shipment.shippedAt was written as timestamp-micros, but is read as"
                        + " timestamp-millis: the writer must use the published schema");
    }

    @Test
    void bytesThatAreNoDecimalAreRefused() {
        Schema written =
                changed(Product.getClassSchema(), "\"logicalType\":\"decimal\"," + PUBLISHED, "\"note\":\"none\"");
        GenericRecord product = new GenericRecordBuilder(written)
                .set("product", "kettle")
                .set("name", "Kettle")
                .set("unitPrice", unscaled(2490))
                .set("currency", "EUR")
                .build();

        assertThatThrownBy(() -> read(product))
                .hasMessageContaining("unitPrice was written as a plain value, but is read as decimal(18, 4)");
    }

    @Test
    void aPlainNumberMayStandForATime() {
        Schema written =
                changed(Shipment.getClassSchema(), "\"logicalType\":\"timestamp-millis\"", "\"note\":\"none\"");
        GenericRecord shipment = new GenericRecordBuilder(written)
                .set("orderId", "o-1")
                .set("shippedAt", NOON.toEpochMilli())
                .build();

        assertThat(read(shipment)).isEqualTo(new Shipment("o-1", NOON));
    }

    private SpecificRecord product(int scale, long unscaled) {
        Schema written = changed(Product.getClassSchema(), PUBLISHED, "\"precision\":18,\"scale\":" + scale);
        return read(new GenericRecordBuilder(written)
                .set("product", "kettle")
                .set("name", "Kettle")
                .set("unitPrice", unscaled(unscaled))
                .set("currency", "EUR")
                .build());
    }

    private static Schema changed(Schema schema, String from, String to) {
        assertThat(schema.toString()).contains(from);
        return new Schema.Parser().parse(schema.toString().replace(from, to));
    }

    private static ByteBuffer unscaled(long value) {
        return ByteBuffer.wrap(BigInteger.valueOf(value).toByteArray());
    }

    private SpecificRecord read(GenericRecord record) {
        int id = registry.register("any-value", record.getSchema());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(WireFormat.head(id));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema(), new GenericData()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return serde.deserialize("topic", bytes.toByteArray());
    }
}
