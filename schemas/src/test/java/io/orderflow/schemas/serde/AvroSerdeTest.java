/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.CancelOrder;
import io.orderflow.events.CheckFailure;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Payment;
import io.orderflow.events.PlaceOrder;
import io.orderflow.events.Product;
import io.orderflow.events.Shipment;
import io.orderflow.events.WarehouseStock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSerdeTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");
    private static final Customer ZOE = new Customer(7L, "Zoë, \"the seventh\"", "zoe@example.com", "gold");
    private static final OrderLine KETTLE = new OrderLine("kettle", 2, new BigDecimal("24.9000"));
    private static final Order ORDER = new Order(
            "o-1",
            7L,
            OrderState.FAILED,
            2,
            "EUR",
            List.of(KETTLE, new OrderLine("lamp", -1, new BigDecimal("-0.0001"))),
            List.of("inventory", "fraud"),
            List.of(new CheckFailure("fraud", "über dem Limit")),
            "request-1",
            NOON,
            NOON.plusMillis(1));

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final AvroSerde<SpecificRecord> serde = new AvroSerde<>(registry);

    static Stream<SpecificRecord> everyRecord() {
        return Stream.of(
                new CancelOrder(),
                ORDER.getFailures().get(0),
                ZOE,
                new EmailMessage(
                        "m", "o-1", "order-failed", "gold", "Zoë", "zoe@example.com", "s", "t\nt", "<p>t</p>", NOON),
                ORDER,
                new OrderCommand("o-1", "r", NOON, new PlaceOrder(7L, "EUR", List.of(KETTLE))),
                new OrderCommand("o-1", "r", NOON, new CancelOrder()),
                new OrderEnriched(ORDER, ZOE),
                KETTLE,
                new OrderValidation("o-1", "inventory", CheckResult.FAIL, List.of("kettle: 2 asked"), NOON),
                new Payment("p-1", "o-1", new BigDecimal("99999999999999.9999"), "EUR", NOON),
                new PlaceOrder(Long.MAX_VALUE, "EUR", List.of()),
                new Product("kettle", "Kettle", new BigDecimal("24.9000"), "EUR"),
                new Shipment("o-1", NOON),
                new WarehouseStock("kettle", Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void everyRecordIsReadAsItWasWritten(SpecificRecord record) {
        assertThat(serde.deserialize("topic", serde.serialize("topic", record))).isEqualTo(record);
    }

    @Test
    void noValueIsATombstone() {
        assertThat(serde.serialize("orders", null)).isNull();
        assertThat(serde.deserialize("orders", null)).isNull();
    }

    @Test
    void schemasAreRegisteredUnderTheTopicsName() {
        serde.serialize("orders", ORDER);
        serde.serialize("emails", KETTLE);

        assertThat(registry.subjects()).containsExactly("emails-value", "orders-value");
    }

    @Test
    void moneyWithMoreThanFourDecimalsIsRefused() {
        OrderLine tooFine = new OrderLine("kettle", 1, new BigDecimal("0.00001"));

        assertThatThrownBy(() -> serde.serialize("orders", tooFine))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cannot write a io.orderflow.events.OrderLine to orders")
                .hasMessageContaining("scale 5 as scale 4");
    }

    @Test
    void moneyWithFewerDecimalsGetsFour() {
        OrderLine read = (OrderLine)
                serde.deserialize("lines", serde.serialize("lines", new OrderLine("kettle", 1, new BigDecimal("5"))));

        assertThat(read.getUnitPrice()).isEqualTo(new BigDecimal("5.0000"));
    }

    @Test
    void moneyBeyondEighteenDigitsIsRefused() {
        OrderLine tooMuch = new OrderLine("kettle", 1, new BigDecimal("100000000000000.0000"));

        assertThatThrownBy(() -> serde.serialize("orders", tooMuch))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("precision");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void aValueTooShortForAHeadIsRefused(int length) {
        assertThatThrownBy(() -> serde.deserialize("orders", new byte[length]))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("a value of " + length + " bytes is too short");
    }

    @Test
    void aValueCutShortIsRefused() {
        byte[] whole = serde.serialize("orders", ORDER);

        assertThatThrownBy(() -> serde.deserialize("orders", Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cannot read the value as schema");
    }

    @Test
    void bytesLeftOverAreRefused() {
        byte[] whole = serde.serialize("lines", KETTLE);

        assertThatThrownBy(() -> serde.deserialize("lines", Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(SerializationException.class)
                .hasMessageStartingWith("bytes are left over after the record");
    }

    @Test
    void anUnknownIdIsRefused() {
        assertThatThrownBy(() -> serde.deserialize("orders", new byte[] {0, 0, 0, 0, 42, 1}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("no schema with id 42");
    }

    @Test
    void aSchemaWithoutAClassOfOursIsRefused() {
        int id = registry.register(
                "orders-value",
                SchemaBuilder.record("com.example.Foreign").fields().endRecord());

        assertThatThrownBy(() -> serde.deserialize("orders", WireFormat.head(id)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("com.example.Foreign, and no such record is known here");
    }

    @Test
    void whatAnOlderWriterLeftOutIsReadAsItsDefault() {
        Schema older = without(OrderValidation.getClassSchema(), "reasons");
        GenericRecord written = new GenericData.Record(older);
        written.put("orderId", "o-1");
        written.put("check", "fraud");
        written.put(
                "result", new GenericData.EnumSymbol(older.getField("result").schema(), "PASS"));
        written.put("checkedAt", NOON.toEpochMilli());

        SpecificRecord read =
                serde.deserialize("order-validations", bytes(registry.register("any-value", older), written));

        assertThat(read).isEqualTo(new OrderValidation("o-1", "fraud", CheckResult.PASS, List.of(), NOON));
    }

    @Test
    void whatIsNewerThanItsReaderIsReadAsUnknown() {
        Schema newer = new Schema.Parser()
                .parse(OrderValidation.getClassSchema().toString().replace("\"PASS\",", "\"PASS\",\"WARN\","));
        GenericRecord written = new GenericData.Record(newer);
        written.put("orderId", "o-1");
        written.put("check", "fraud");
        written.put(
                "result", new GenericData.EnumSymbol(newer.getField("result").schema(), "WARN"));
        written.put("reasons", List.of());
        written.put("checkedAt", NOON.toEpochMilli());

        SpecificRecord read =
                serde.deserialize("order-validations", bytes(registry.register("any-value", newer), written));

        assertThat(read).isEqualTo(new OrderValidation("o-1", "fraud", CheckResult.ERROR, List.of(), NOON));
    }

    @Test
    void unregisteredSchemasAreRefusedWhereRegisteringIsOff() {
        serde.configure(Map.of(AvroSerde.AUTO_REGISTER, "false"), false);

        assertThatThrownBy(() -> serde.serialize("orders", ORDER))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("io.orderflow.events.Order is not registered under subject orders-value");
    }

    @Test
    void isNotForKeys() {
        assertThatThrownBy(() -> serde.configure(Map.of(), true)).isInstanceOf(ConfigException.class);
    }

    @Test
    void eightThreadsMayShareOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            IntStream.range(0, 8).forEach(thread -> work.add(() -> readsWhatItWrites(thread)));

            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean readsWhatItWrites(int thread) {
        return IntStream.range(0, 2_000).allMatch(i -> {
            SpecificRecord record = i % 2 == 0
                    ? new WarehouseStock("kettle", (long) i)
                    : new Customer((long) thread, "n" + i, "e", "gold");
            String topic = "topic-" + i % 3;
            return record.equals(serde.deserialize(topic, serde.serialize(topic, record)));
        });
    }

    private static Schema without(Schema schema, String field) {
        Schema smaller = Schema.createRecord(schema.getName(), null, schema.getNamespace(), false);
        smaller.setFields(schema.getFields().stream()
                .filter(kept -> !kept.name().equals(field))
                .map(kept -> new Schema.Field(kept, kept.schema()))
                .toList());
        return smaller;
    }

    private static byte[] bytes(int id, GenericRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
