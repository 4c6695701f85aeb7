/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.show.AvroJson;
import io.orderflow.tools.ending.ExitCode;
import io.orderflow.tools.personal.CustomerData;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What there is. */
@Command(
        name = "export",
        description = {
            "Print all that the topics of the catalogue hold of a customer, as one JSON document: topic by topic, each"
                    + " record with its key, time and headers.",
            "Services' own topics and stores hold nothing but what follows from these; docs/personal-data.md says what."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow customer export 7 > customer-7.json",
            "  orderflow customer export 7 | jq '.topics.emails[].value.subject'"
        })
final class CustomerExport implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "The customer's number.")
    private long id;

    @Override
    public Integer call() {
        CustomerData data = CustomerData.read(options.cluster(), id);
        if (data.records().isEmpty()) {
            throw new ClientException(Kind.NOT_FOUND, "the topics hold nothing of customer %s".formatted(id));
        }
        ObjectNode document = AvroJson.MAPPER.createObjectNode().put("customer", id);
        ObjectNode topics = document.putObject("topics");
        data.records().forEach(record -> {
            ObjectNode json = AvroJson.of(record);
            json.remove("topic");
            topics.withArray(record.topic()).add(json);
        });
        try {
            AvroJson.MAPPER
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(document)
                    .lines()
                    .forEach(output::line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records are JSON", e);
        }
        return ExitCode.OK;
    }
}
