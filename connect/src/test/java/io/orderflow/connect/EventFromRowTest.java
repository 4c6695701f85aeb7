/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.Customer;
import io.orderflow.events.Product;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.RecordBounds;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import io.orderflow.schemas.serde.Registry;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventFromRowTest {

    private static final Schema ID = key("id", Schema.INT64_SCHEMA);
    private static final Schema CUSTOMER = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("email", Schema.STRING_SCHEMA)
            .field("level", Schema.STRING_SCHEMA)
            .field("since", Schema.OPTIONAL_STRING_SCHEMA)
            .build();

    private final EventSerdes serdes = EventSerdes.using(new InMemoryRegistry());
    private final EventFromRow<SourceRecord> transformation = configured(serdes);

    @Test
    void aRowIsTheEventOfItsTablesTopicUnderTheTopicsKey() {
        SourceRecord event = transformation.apply(row("shop.public.customers", new Struct(ID).put("id", 7L), ada()));

        assertThat(event.topic()).isEqualTo("customers");
        assertThat(event.key()).isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, 0, 7});
        assertThat(read(Topics.CUSTOMERS, event)).isEqualTo(new Customer(7L, "Ada", "ada@example.com", "gold"));
    }

    @Test
    void aFieldIsReadFromTheColumnInSnakeCaseAndAPriceStaysExact() {
        Schema product = SchemaBuilder.struct()
                .field("product", Schema.STRING_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("unit_price", Decimal.schema(2))
                .field("currency", Schema.STRING_SCHEMA)
                .build();

        SourceRecord event = transformation.apply(row(
                "shop.public.products",
                new Struct(key("product", Schema.STRING_SCHEMA)).put("product", "kettle"),
                new Struct(product)
                        .put("product", "kettle")
                        .put("name", "Kettle")
                        .put("unit_price", new BigDecimal("24.90"))
                        .put("currency", "EUR")));

        assertThat(event.key()).isEqualTo("kettle".getBytes(UTF_8));
        assertThat(read(Topics.PRODUCTS, event))
                .isEqualTo(new Product("kettle", "Kettle", new BigDecimal("24.9000"), "EUR"));
    }

    @Test
    void anUnderscoreInATablesNameIsAHyphenInTheTopics() {
        Schema sum = SchemaBuilder.struct()
                .field("product", Schema.STRING_SCHEMA)
                .field("received", Schema.INT32_SCHEMA)
                .build();

        SourceRecord event = transformation.apply(row(
                "shop.public.warehouse_inventory",
                new Struct(key("product", Schema.STRING_SCHEMA)).put("product", "kettle"),
                new Struct(sum).put("product", "kettle").put("received", 12)));

        assertThat(event.topic()).isEqualTo("warehouse-inventory");
        assertThat(read(Topics.WAREHOUSE_INVENTORY, event)).isEqualTo(new WarehouseStock("kettle", 12L));
    }

    @Test
    void aDeletedRowIsATombstone() {
        SourceRecord event = transformation.apply(row("shop.public.customers", new Struct(ID).put("id", 7L), null));

        assertThat(event.topic()).isEqualTo("customers");
        assertThat(event.key()).isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, 0, 7});
        assertThat(event.value()).isNull();
    }

    @Test
    void aRowWithoutAColumnOfTheContractIsALetterThatSaysSo() {
        Schema renamed = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("full_name", Schema.STRING_SCHEMA)
                .build();

        SourceRecord letter = transformation.apply(row(
                "shop.public.customers",
                new Struct(ID).put("id", 7L),
                new Struct(renamed).put("id", 7L).put("full_name", "Ada")));

        assertThat(letter.topic()).isEqualTo("letters");
        assertThat(text(letter)).isEqualTo("{\"id\":7,\"full_name\":\"Ada\"}");
        assertThat(header(letter, EventFromRow.LETTER_TOPIC)).isEqualTo("customers");
        assertThat(header(letter, EventFromRow.LETTER_MESSAGE))
                .isEqualTo("there is no column name, which Customer.name is read from");
    }

    @Test
    void aColumnOfAnotherTypeIsALetterThatSaysWhichIsAskedFor() {
        Schema numbered = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("email", Schema.STRING_SCHEMA)
                .field("level", Schema.INT32_SCHEMA)
                .build();

        SourceRecord letter = transformation.apply(row(
                "shop.public.customers",
                new Struct(ID).put("id", 7L),
                new Struct(numbered)
                        .put("id", 7L)
                        .put("name", "Ada")
                        .put("email", "ada@example.com")
                        .put("level", 3)));

        assertThat(header(letter, EventFromRow.LETTER_MESSAGE))
                .isEqualTo("column level is int32, and Customer.level is string");
    }

    @Test
    void aValueThatTheDatabaseDidNotLogIsALetterThatSaysWhatToDo() {
        SourceRecord letter = transformation.apply(row(
                "shop.public.customers",
                new Struct(ID).put("id", 7L),
                ada().put("name", "__debezium_unavailable_value")));

        assertThat(header(letter, EventFromRow.LETTER_MESSAGE))
                .isEqualTo("column name is long, has not changed, and so is not in the database's log; the table needs"
                        + " REPLICA IDENTITY FULL");
    }

    @Test
    void aColumnWithoutAValueIsALetter() {
        SourceRecord letter = transformation.apply(row(
                "shop.public.customers",
                new Struct(ID).put("id", 7L),
                new Struct(SchemaBuilder.struct()
                                .field("id", Schema.INT64_SCHEMA)
                                .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                                .build())
                        .put("id", 7L)));

        assertThat(header(letter, EventFromRow.LETTER_MESSAGE)).isEqualTo("column name has no value");
    }

    @Test
    void aPriceThatTheContractHasNoRoomForIsALetter() {
        Schema product = SchemaBuilder.struct()
                .field("product", Schema.STRING_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("unit_price", Decimal.schema(5))
                .field("currency", Schema.STRING_SCHEMA)
                .build();

        SourceRecord letter = transformation.apply(row(
                "shop.public.products",
                new Struct(key("product", Schema.STRING_SCHEMA)).put("product", "kettle"),
                new Struct(product)
                        .put("product", "kettle")
                        .put("name", "Kettle")
                        .put("unit_price", new BigDecimal("0.00001"))
                        .put("currency", "EUR")));

        assertThat(header(letter, EventFromRow.LETTER_MESSAGE))
                .isEqualTo(
                        "column unit_price is 0.00001, which is no decimal of 18 digits, 4 of them behind the point");
    }

    @Test
    void aKeyThatTheTopicCannotHaveIsALetter() {
        SourceRecord letter = transformation.apply(row(
                "shop.public.customers", new Struct(key("email", Schema.STRING_SCHEMA)).put("email", "a@b"), ada()));

        assertThat(letter.topic()).isEqualTo("letters");
        assertThat(header(letter, EventFromRow.LETTER_MESSAGE))
                .isEqualTo("the key email is string, and the topic's are Long");
    }

    @Test
    void aRowThatIsTooLargeForARecordIsALetterThatIsNone() {
        SourceRecord letter = transformation.apply(row(
                "shop.public.customers",
                new Struct(ID).put("id", 7L),
                ada().put("name", "Ada".repeat(RecordBounds.LARGEST_RECORD))));

        assertThat(letter.topic()).isEqualTo("letters");
        assertThat(text(letter)).contains("AdaAda").hasSizeLessThan(2000);
        assertThat((String) header(letter, EventFromRow.LETTER_MESSAGE)).contains("is too large to be written");
    }

    @Test
    void aKeyThatIsLongerThanAProductsMayBeIsALetter() {
        SourceRecord letter = transformation.apply(row(
                "shop.public.products",
                new Struct(key("product", Schema.STRING_SCHEMA)).put("product", "k".repeat(65)),
                null));

        assertThat(letter.topic()).isEqualTo("letters");
        assertThat(header(letter, EventFromRow.LETTER_MESSAGE))
                .isEqualTo("the key product has 65 letters; there may be 64");
    }

    @Test
    void whatIsOfNoTopicOfTheCatalogueStaysWhereItIs() {
        Schema beat = SchemaBuilder.struct().field("ts_ms", Schema.INT64_SCHEMA).build();

        SourceRecord same =
                transformation.apply(row("__debezium-heartbeat.shop", null, new Struct(beat).put("ts_ms", 1L)));

        assertThat(same.topic()).isEqualTo("__debezium-heartbeat.shop");
        assertThat(text(same)).isEqualTo("{\"ts_ms\":1}");
    }

    @Test
    void aRegistryThatIsAwayIsNoFaultOfTheRow() {
        EventFromRow<SourceRecord> away = configured(EventSerdes.using(new RegistryThatIsAway()));
        SourceRecord row = row("shop.public.customers", new Struct(ID).put("id", 7L), ada());

        assertThatThrownBy(() -> away.apply(row)).isInstanceOf(RetriableException.class);
    }

    @Test
    void theRegistryIsAskedOnceForAllRowsOfATable() {
        CountingRegistry registry = new CountingRegistry();
        EventFromRow<SourceRecord> counted = configured(EventSerdes.using(registry));
        for (long id = 1; id <= 3; id++) {
            counted.apply(row("shop.public.customers", new Struct(ID).put("id", id), ada()));
        }

        assertThat(registry.asked).isEqualTo(1);
    }

    private static EventFromRow<SourceRecord> configured(EventSerdes serdes) {
        EventFromRow<SourceRecord> transformation = new EventFromRow<>(serdes);
        transformation.configure(Map.of(EventFromRow.LETTERS, "letters", "schema.registry.url", "http://unused"));
        return transformation;
    }

    private static Schema key(String column, Schema type) {
        return SchemaBuilder.struct().field(column, type).build();
    }

    private static Struct ada() {
        return new Struct(CUSTOMER)
                .put("id", 7L)
                .put("name", "Ada")
                .put("email", "ada@example.com")
                .put("level", "gold");
    }

    @SuppressWarnings("NullAway") // as Connect has what is not there
    private static SourceRecord row(String table, @Nullable Struct key, @Nullable Struct value) {
        return new SourceRecord(
                Map.of(),
                Map.of(),
                table,
                key == null ? null : key.schema(),
                key,
                value == null ? null : value.schema(),
                value);
    }

    private <V extends SpecificRecord> V read(Topic<?, V> topic, SourceRecord event) {
        return serdes.valuesOf(topic).deserializer().deserialize(topic.name(), (byte[]) event.value());
    }

    private static String text(SourceRecord record) {
        return new String((byte[]) record.value(), UTF_8);
    }

    private static Object header(SourceRecord record, String name) {
        return record.headers().lastWithName(name).value();
    }

    private static final class RegistryThatIsAway implements Registry {

        @Override
        public int register(String subject, org.apache.avro.Schema schema) {
            throw new RegistryUnavailableException("away", null);
        }

        @Override
        public int idOf(String subject, org.apache.avro.Schema schema) {
            throw new RegistryUnavailableException("away", null);
        }

        @Override
        public org.apache.avro.Schema schema(int id) {
            throw new RegistryUnavailableException("away", null);
        }
    }

    private static final class CountingRegistry implements Registry {

        private final Registry registry = new InMemoryRegistry();
        private int asked;

        @Override
        public int register(String subject, org.apache.avro.Schema schema) {
            asked++;
            return registry.register(subject, schema);
        }

        @Override
        public int idOf(String subject, org.apache.avro.Schema schema) {
            return registry.idOf(subject, schema);
        }

        @Override
        public org.apache.avro.Schema schema(int id) {
            return registry.schema(id);
        }
    }
}
