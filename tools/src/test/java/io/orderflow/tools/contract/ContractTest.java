/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.apicurio.datamodels.Library;
import io.apicurio.datamodels.models.Document;
import io.apicurio.datamodels.models.asyncapi.v30.AsyncApi30Document;
import io.orderflow.client.show.AvroJson;
import io.orderflow.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParser;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** docs/topics.md and docs/asyncapi.json are derived from catalogue and schemas: {@code mvn test -Dpin=true} writes them anew. */
class ContractTest {

    private static final Path DOCS = Path.of("..", "docs");

    @Test
    void thePageTellsTheTopicsAsTheyAre() throws IOException {
        pinned("topics.md", TopicPage.of(Topics.all()));
    }

    @Test
    void theDocumentTellsTheTopicsAsTheyAre() throws IOException {
        pinned("asyncapi.json", AsyncApi.of(Topics.all()).toPrettyString() + "\n");
    }

    private static void pinned(String name, String now) throws IOException {
        Path file = DOCS.resolve(name);
        if (Boolean.getBoolean("pin")) {
            Files.writeString(file, now);
        }
        assertThat(Files.readString(file))
                .as("docs/%s; mvn test -Dpin=true writes it anew", name)
                .isEqualTo(now);
    }

    @Test
    void theDocumentIsAsyncApi() {
        assertThat(problems(AsyncApi.of(Topics.all()).toString())).isEmpty();
    }

    @Test
    void aDocumentThatIsNoneIsRefused() {
        String broken = AsyncApi.of(Topics.all()).toString().replace("\"action\":\"send\"", "\"action\":\"shout\"");

        assertThat(problems(broken)).first().asString().contains("'shout' is invalid");
    }

    private static List<String> problems(String json) {
        Document document = Library.readDocumentFromJSONString(json);
        assertThat(document).isInstanceOf(AsyncApi30Document.class);
        return Library.validate(document, null).stream()
                .map(problem -> problem.nodePath + " " + problem.message)
                .toList();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = AsyncApi.of(Topics.all());

        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void theSchemasAreThoseOfTheCode() {
        JsonNode messages = AsyncApi.of(Topics.all()).at("/components/messages");

        assertThat(Topics.all())
                .filteredOn(topic -> SpecificRecord.class.isAssignableFrom(topic.valueType()))
                .allSatisfy(topic -> assertThat(new SchemaParser()
                                .parse(messages.at("/" + topic.valueType().getSimpleName() + "/payload/schema")
                                        .toString())
                                .mainSchema())
                        .extracting(SchemaNormalization::toParsingForm)
                        .isEqualTo(SchemaNormalization.toParsingForm(
                                SpecificData.get().getSchema(topic.valueType()))));
    }

    @Test
    void aDocumentOfOneTopicHasThatOneAlone() {
        JsonNode document = AsyncApi.of(List.of(Topics.SHIPMENTS));

        assertThat(document.at("/channels").properties()).hasSize(1);
        assertThat(AvroJson.MAPPER
                        .valueToTree(document.at("/components/messages"))
                        .properties())
                .hasSize(1);
        assertThat(document.at("/operations/receive-shipments/action").asText()).isEqualTo("receive");
    }
}
