/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.OrderLine;
import io.orderflow.events.Shipment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/**
 * Golden bytes, spelled by hand from the published formats: Confluent's wire format (0x00, the schema's id in four bytes,
 * most significant first, Avro binary) and Avro 1.12's binary encoding.
 */
class WireFormatTest {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** 0x00, id 0x01020304; length 6, "kettle"; 2; length 3, 249000 = 0x03cca8, which is 24.9000 at scale 4. */
    private static final String KETTLE = "00 01 02 03 04 0c 6b 65 74 74 6c 65 04 06 03 cc a8";

    /** 0x00, id 0x01020304; length 3, "o-1"; 1000 ms, zigzag 2000, in groups of seven bits. */
    private static final String SHIPPED = "00 01 02 03 04 06 6f 2d 31 d0 0f";

    private static final OrderLine ORDER_LINE = new OrderLine("kettle", 2, new BigDecimal("24.9000"));
    private static final Shipment SHIPMENT = new Shipment("o-1", Instant.ofEpochMilli(1000));

    private final AvroSerde<OrderLine> lines =
            new AvroSerde<>(new FixedRegistry(0x01020304, OrderLine.getClassSchema()));
    private final AvroSerde<Shipment> shipments =
            new AvroSerde<>(new FixedRegistry(0x01020304, Shipment.getClassSchema()));

    @Test
    void moneyAndTextBecomeThePublishedBytes() {
        assertThat(HEX.formatHex(lines.serialize("lines", ORDER_LINE))).isEqualTo(KETTLE);
    }

    @Test
    void timeBecomesThePublishedBytes() {
        assertThat(HEX.formatHex(shipments.serialize("shipments", SHIPMENT))).isEqualTo(SHIPPED);
    }

    @Test
    void thePublishedBytesAreRead() {
        assertThat(lines.deserialize("lines", HEX.parseHex(KETTLE))).isEqualTo(ORDER_LINE);
        assertThat(shipments.deserialize("shipments", HEX.parseHex(SHIPPED))).isEqualTo(SHIPMENT);
    }

    @Test
    void anIdUsesAllFourBytes() {
        assertThat(HEX.formatHex(WireFormat.head(0xfedcba98))).isEqualTo("00 fe dc ba 98");
        assertThat(WireFormat.schemaId(HEX.parseHex("00 fe dc ba 98 07"))).isEqualTo(0xfedcba98);
    }

    @Test
    void aValueWithoutRoomForAHeadIsRefused() {
        assertThatThrownBy(() -> WireFormat.schemaId(HEX.parseHex("00 00 00 01")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a value of 4 bytes is too short");
    }

    @Test
    void aValueOfAnotherFormatIsRefused() {
        assertThatThrownBy(() -> WireFormat.schemaId(HEX.parseHex("7b 22 69 64 22 3a")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("starts with byte 0x7b");
    }
}
