/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.orderflow.events.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Services are not deployed all at once, and topics keep what was written long ago: today's schemas must read what the last
 * release wrote, and the last release must read what is written today. That holds for what a service keeps for itself too: its
 * changelogs and repartition topics are read by the instances that are not upgraded yet. {@code src/test/resources/released} of a
 * module has the schemas of the last release; making one means copying {@code src/main/avro} there.
 */
class CompatibilityTest {

    private static final Path TODAY = today("schemas");
    private static final Path RELEASED = released("schemas");

    private static Path today(String module) {
        return Path.of("..", module, "src", "main", "avro");
    }

    private static Path released(String module) {
        return Path.of("..", module, "src", "test", "resources", "released");
    }

    static Stream<String> modulesWithSchemas() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return modules
                    .map(module -> module.getFileName().toString())
                    .filter(module -> Files.isDirectory(today(module)))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** Those of what is released: nobody upgrades an exercise. */
    static Stream<String> releasedModules() throws IOException {
        return modulesWithSchemas().filter(module -> !module.equals("exercises"));
    }

    @ParameterizedTest
    @MethodSource("releasedModules")
    void yesterdaysReadersAndWritersGetAlongWithTodays(String module) throws IOException {
        assertThat(schemas(released(module)))
                .as("schemas of the last release of %s", module)
                .isNotEmpty();
        assertThat(broken(schemas(released(module)), schemas(today(module)))).isEmpty();
    }

    @Test
    void theRecordsInUseAreTheOnesCompared() throws IOException {
        Schema inUse = Order.getClassSchema();

        assertThat(SchemaCompatibility.schemaNameEquals(inUse, schema(TODAY, inUse.getFullName())))
                .isTrue();
        assertThat(inUse.getFields().stream().map(Schema.Field::name))
                .isEqualTo(schema(TODAY, inUse.getFullName()).getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
    }

    static Stream<Arguments> breakingChanges() {
        return Stream.of(
                arguments(
                        "OrderLine.avsc",
                        "{\"name\": \"quantity\", \"type\": \"int\"",
                        "{\"name\": \"quantity\", \"type\": \"string\"",
                        "io.orderflow.events.OrderLine"),
                arguments(
                        "Shipment.avsc",
                        "\"fields\": [",
                        "\"fields\": [{\"name\": \"carrier\", \"type\": \"string\"},",
                        "io.orderflow.events.Shipment: the last release's records cannot be read"),
                arguments(
                        "WarehouseStock.avsc",
                        "{\"name\": \"product\", \"type\": \"string\", \"confluent:tags\": [\"NOT_PERSONAL\"]},",
                        "",
                        "io.orderflow.events.WarehouseStock: the last release cannot read"),
                arguments(
                        "OrderState.avsc",
                        "\"SHIPPED\",",
                        "\"SHIPPED\", \"RETURNED\",",
                        "io.orderflow.events.OrderState: the last release cannot read"),
                arguments(
                        "Payment.avsc",
                        "\"scale\": 4",
                        "\"scale\": 2",
                        "io.orderflow.events.Payment: amount is decimal(18, 4) in the last release, now decimal(18, 2)"),
                arguments(
                        "Customer.avsc",
                        "\"name\": \"Customer\"",
                        "\"name\": \"Client\"",
                        "io.orderflow.events.Customer: is gone"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakingChanges")
    void aBreakingChangeIsReportedByName(String file, String before, String after, String report) throws IOException {
        Map<String, String> changed = todayWith(file, before, after);
        if (report.endsWith("is gone")) {
            changed.remove("OrderEnriched.avsc");
        }

        assertThat(broken(schemas(RELEASED), parsed(changed)))
                .anySatisfy(line -> assertThat(line).startsWith(report));
    }

    @Test
    void everyEnumHasASymbolForWhatIsNewerThanItsReader() throws IOException {
        assertThat(schemas(TODAY).values())
                .filteredOn(schema -> schema.getType() == Schema.Type.ENUM)
                .isNotEmpty()
                .allSatisfy(schema -> assertThat(schema.getEnumDefault())
                        .as(schema.getFullName())
                        .isNotNull());
    }

    @Test
    void aFieldWithADefaultIsNoBreakingChange() throws IOException {
        Map<String, String> changed = todayWith(
                "Shipment.avsc",
                "\"fields\": [",
                "\"fields\": [{\"name\": \"carrier\", \"type\": \"string\", \"default\": \"\"},");

        assertThat(broken(schemas(RELEASED), parsed(changed))).isEmpty();
    }

    /** What does not get along, a line each, starting with the schema's name. */
    private static List<String> broken(Map<String, Schema> released, Map<String, Schema> today) {
        List<String> lines = new ArrayList<>();
        released.forEach((name, before) -> {
            Schema now = today.get(name);
            if (now == null) {
                lines.add(name + ": is gone");
                return;
            }
            report(lines, name + ": the last release's records cannot be read", now, before);
            report(lines, name + ": the last release cannot read today's records", before, now);
            reportDecimals(lines, before, now);
        });
        return lines;
    }

    private static void report(List<String> lines, String fault, Schema reader, Schema writer) {
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            pair.getResult().getIncompatibilities().stream()
                    .filter(reason -> !isOnlyWhatIsNeverWritten(reason))
                    .forEach(reason -> lines.add(fault + ": " + reason.getLocation() + " " + reason.getMessage()));
        }
    }

    /** A default for readers that meet what is newer than themselves; the last release has none, and never meets it. */
    private static boolean isOnlyWhatIsNeverWritten(SchemaCompatibility.Incompatibility reason) {
        return reason.getType() == SchemaIncompatibilityType.MISSING_ENUM_SYMBOLS
                && reason.getMessage().equals("[UNKNOWN]");
    }

    /** Avro's own comparison takes decimals for plain bytes, so a change of scale would shift every amount unseen. */
    private static void reportDecimals(List<String> lines, Schema before, Schema now) {
        if (before.getType() != Schema.Type.RECORD) {
            return;
        }
        for (Schema.Field field : before.getFields()) {
            Schema.Field same = now.getField(field.name());
            if (same != null && !logicalType(field).equals(logicalType(same))) {
                lines.add("%s: %s is %s in the last release, now %s"
                        .formatted(before.getFullName(), field.name(), logicalType(field), logicalType(same)));
            }
        }
    }

    private static String logicalType(Schema.Field field) {
        Schema schema = field.schema();
        if (schema.getLogicalType() instanceof Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
        }
        return schema.getLogicalType() == null
                ? "plain"
                : schema.getLogicalType().getName();
    }

    private static Schema schema(Path folder, String name) throws IOException {
        Schema schema = schemas(folder).get(name);
        assertThat(schema).as(name).isNotNull();
        return schema;
    }

    private static Map<String, String> todayWith(String file, String before, String after) throws IOException {
        Map<String, String> texts = texts(TODAY);
        String text = texts.getOrDefault(file, "");
        assertThat(text).contains(before);
        texts.put(file, text.replace(before, after));
        return texts;
    }

    private static Map<String, Schema> schemas(Path folder) throws IOException {
        return parsed(texts(folder));
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    /** The named schemas in {@code texts}, which may refer to each other in any order. */
    private static Map<String, Schema> parsed(Map<String, String> texts) {
        SchemaParser parser = new SchemaParser();
        texts.values().forEach(parser::parse);
        Map<String, Schema> schemas = new TreeMap<>();
        parser.getParsedNamedSchemas().forEach(schema -> schemas.put(schema.getFullName(), schema));
        return schemas;
    }
}
