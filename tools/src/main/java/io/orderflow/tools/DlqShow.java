/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.show.AvroJson;
import io.orderflow.client.show.DeadLetter;
import io.orderflow.client.show.RecordReader;
import io.orderflow.client.show.RecordView;
import io.orderflow.client.show.Texts;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import io.orderflow.tools.show.Sentences;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One service's. */
@Command(
        name = "show",
        description = "Show a service's dead letters: where each was found, why it is here, and what is in it.",
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow dlq show orders-service", "  orderflow dlq show orders-service --json"})
final class DlqShow implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(
            index = "0",
            paramLabel = "SERVICE",
            converter = ServiceArgument.class,
            completionCandidates = ServiceArgument.Names.class,
            description = "The service, such as orders-service.")
    private Topic<byte[], byte[]> letters = Topics.deadLettersOf("");

    @Override
    public Integer call() {
        Cluster cluster = options.cluster();
        RecordReader reader = new RecordReader(cluster.serdes());
        cluster.readAll(List.of(letters), record -> show(reader.read(record)));
        return ExitCode.OK;
    }

    private void show(RecordView letter) {
        if (!DeadLetter.isOne(letter)) {
            return;
        }
        if (json.wanted()) {
            output.json(AvroJson.of(letter)
                    .put("source", DeadLetter.source(letter).orElse(null))
                    .put("reason", DeadLetter.reason(letter)));
            return;
        }
        output.lines(List.of(
                "--partition %s --offset %s, %s"
                        .formatted(letter.partition(), letter.offset(), Texts.time(letter.time())),
                "  found in %s, key %s"
                        .formatted(
                                DeadLetter.source(letter).orElse("an unknown place"),
                                letter.key().orElse("(none)")),
                "  because  " + DeadLetter.reason(letter),
                "  content  " + Sentences.content(letter.content())));
    }
}
