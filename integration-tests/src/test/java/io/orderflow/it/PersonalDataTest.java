/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.config.Durations;
import io.orderflow.schemas.PersonalData;
import io.orderflow.schemas.PersonalData.Tag;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is kept says what it is to a person, and docs/personal-data.md tells where it is. */
class PersonalDataTest {

    private static final Path FILE = Path.of("..", "docs", "personal-data.md");
    private static final String BEGIN = "<!-- topics, written by PersonalDataTest with -Dpin=true -->\n";
    private static final String END = "<!-- end of topics -->";
    private static final Pattern STORES = Pattern.compile("\\(stores: \\[([^\\]]*)\\]\\)");
    private static final Pattern REPARTITIONS = Pattern.compile("topic: ([a-z-]+)-repartition\\)");

    static Stream<String> modulesWithSchemas() throws IOException {
        return CompatibilityTest.modulesWithSchemas();
    }

    @ParameterizedTest
    @MethodSource("modulesWithSchemas")
    void everyFieldSaysWhatItIsToAPerson(String module) throws IOException {
        assertThat(records(module))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(PersonalData.untagged(record))
                        .as(record.getFullName())
                        .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("modulesWithSchemas")
    void whatServicesKeepForThemselvesSaysOfNobodyWhoItIs(String module) throws IOException {
        if (!module.equals("schemas")) {
            assertThat(records(module))
                    .allSatisfy(record -> assertThat(PersonalData.fields(record, Tag.PII))
                            .as(record.getFullName())
                            .isEmpty());
        }
    }

    @Test
    void theDocsTellWhatEachTopicHolds() throws IOException {
        StringBuilder table =
                new StringBuilder("\n| topic | PII | ids | clients' words | kept |\n|---|---|---|---|---|\n");
        Topics.all().stream().filter(Topic::mayBeAboutACustomer).forEach(topic -> table.append(row(topic)));
        String page = Files.readString(FILE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String now = page.substring(0, begin) + table + "\n" + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("pin")) {
            Files.writeString(FILE, now);
        }
        assertThat(Files.readString(FILE))
                .as("docs/personal-data.md; mvn test -Dpin=true writes it anew")
                .isEqualTo(now);
    }

    private static String row(Topic<?, ?> topic) {
        boolean anything = !SpecificRecord.class.isAssignableFrom(topic.valueType());
        String kept = switch (topic.cleanup()) {
            case DELETE -> Durations.print(topic.retention());
            case COMPACT -> topic.mayHoldPersonalData() ? "until its key is deleted" : "for ever";
            case COMPACT_DELETE -> Durations.print(topic.retention()) + ", or until its key is deleted";
        };
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        topic,
                        anything ? "anything" : fields(topic, Tag.PII),
                        anything ? "anything" : fields(topic, Tag.PSEUDONYM),
                        anything ? "anything" : fields(topic, Tag.CLIENT_TEXT),
                        kept);
    }

    private static String fields(Topic<?, ?> topic, Tag tag) {
        return String.join(", ", PersonalData.fields(SpecificData.get().getSchema(topic.valueType()), tag));
    }

    @Test
    void theDocsNameEachStoreAndRepartitionTopic() throws IOException {
        String page = Files.readString(FILE);

        assertThat(storesAndRepartitions())
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private static Set<String> storesAndRepartitions() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file : files.filter(PersonalDataTest::isPinnedTopology).toList()) {
                String topology = Files.readString(file);
                STORES.matcher(topology)
                        .results()
                        .map(found -> found.group(1))
                        .flatMap(list -> Stream.of(list.split(", ", -1)))
                        .filter(name -> !name.isEmpty())
                        .forEach(names::add);
                REPARTITIONS
                        .matcher(topology)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static boolean isPinnedTopology(Path file) {
        return file.toString().contains("src") && file.getFileName().toString().matches("expected.*topology\\.txt");
    }

    private static List<Schema> records(String module) throws IOException {
        SchemaParser parser = new SchemaParser();
        try (Stream<Path> files = Files.list(Path.of("..", module, "src", "main", "avro"))) {
            for (Path file : files.sorted().toList()) {
                parser.parse(Files.readString(file));
            }
        }
        return parser.getParsedNamedSchemas().stream()
                .filter(schema -> schema.getType() == Schema.Type.RECORD)
                .toList();
    }
}
