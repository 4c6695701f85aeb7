/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.DeadLetters;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Another try. */
@Command(
        name = "replay",
        description = {
            "Write a dead letter's key and value back to the topic in which it was found, once what was wrong is put right."
                    + " 'orderflow dlq show' names partition and offset.",
            "The letter stays where it is. All readers of that topic get the record again, behind what came since."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow dlq replay orders-service --partition 2 --offset 17"})
final class DlqReplay implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Parameters(
            index = "0",
            paramLabel = "SERVICE",
            converter = ServiceArgument.class,
            completionCandidates = ServiceArgument.Names.class,
            description = "The service whose dead letter it is.")
    private Topic<byte[], byte[]> letters = Topics.deadLettersOf("");

    @Option(names = "--partition", paramLabel = "N", required = true, description = "Its partition.")
    private int partition;

    @Option(names = "--offset", paramLabel = "N", required = true, description = "Its offset.")
    private long offset;

    @Override
    public Integer call() {
        Cluster cluster = options.cluster();
        RecordMetadata written = new DeadLetters(cluster, letters)
                .replay(partition, offset)
                .orElseThrow(() -> new ClientException(
                        Kind.NOT_FOUND,
                        "no dead letter at partition %s, offset %s of %s: see orderflow dlq show"
                                .formatted(partition, offset, letters)));
        output.line("written to %s[%s]@%s".formatted(written.topic(), written.partition(), written.offset()));
        return ExitCode.OK;
    }
}
