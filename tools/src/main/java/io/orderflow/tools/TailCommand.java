/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.ReadToEnd;
import io.orderflow.client.show.AvroJson;
import io.orderflow.client.show.RecordReader;
import io.orderflow.client.show.RecordView;
import io.orderflow.schemas.Topic;
import io.orderflow.tools.ending.ExitCode;
import io.orderflow.tools.show.Sentences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows topics. */
@Command(
        name = "tail",
        description = {
            "Show the records of topics as they come.",
            "A line a record: time, topic[partition]@offset, key, what it says, headers (those of CloudEvents with --json"
                    + " only). Ends on Ctrl-C, or after --max records.",
            "Only committed records are shown, in order within a partition. A record that cannot be read is shown as"
                    + " UNREADABLE with its bytes. Of topics that are not of the catalogue, JSON and text can be read."
                    + " Reading leaves no trace on the cluster."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow tail orders order-validations",
            "  orderflow tail orders --from-beginning --no-follow --filter FAILED",
            "  orderflow tail orders --json | jq -r 'select(.value.state == \"FAILED\") | .value.failures[].reason'",
            "  orderflow tail inventory-service-dlq --from-beginning"
        })
final class TailCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(200);

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Option(
            names = "--json",
            description = "Print JSON, one object a line: topic, partition, offset, time, key, headers, value.")
    private boolean json;

    @Parameters(
            paramLabel = "TOPIC",
            arity = "1..*",
            converter = AnyTopicArgument.class,
            completionCandidates = TopicArgument.Names.class,
            description = "Topics of the catalogue ('orderflow topics list'), or any other.")
    private List<Topic<?, ?>> topics = new ArrayList<>();

    @Option(names = "--from-beginning", description = "All there is, then what comes; else only what comes.")
    private boolean fromBeginning;

    @Option(names = "--no-follow", description = "End where the topics end now; needs --from-beginning.")
    private boolean noFollow;

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            description = "Only records whose line has this text, in whatever case.")
    private Optional<String> filter = Optional.empty();

    @Option(names = "--max", paramLabel = "N", description = "End after this many.")
    private Optional<Long> max = Optional.empty();

    private long shown;

    @Override
    public Integer call() {
        if (noFollow && !fromBeginning) {
            throw output.wrong("--no-follow needs --from-beginning: else there is nothing to show");
        }
        Cluster cluster = options.cluster();
        List<TopicPartition> partitions =
                cluster.partitionsOf(topics.stream().distinct().toList());
        RecordReader reader = new RecordReader(cluster.serdes());
        try (Consumer<byte[], byte[]> consumer = cluster.consumer()) {
            consumer.assign(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position); // now, not with the first poll
            }
            if (noFollow) {
                new ReadToEnd(consumer).read(record -> show(reader, record));
            } else {
                follow(consumer, reader);
            }
        }
        return ExitCode.OK;
    }

    private void follow(Consumer<byte[], byte[]> consumer, RecordReader reader) {
        while (!isEnough()) {
            consumer.poll(POLL).forEach(record -> show(reader, record));
            output.out().flush();
        }
    }

    private boolean isEnough() {
        return max.isPresent() && shown >= max.get();
    }

    private void show(RecordReader reader, ConsumerRecord<byte[], byte[]> record) {
        if (isEnough()) {
            return;
        }
        RecordView view = reader.read(record);
        String line = json ? AvroJson.of(view).toString() : Sentences.of(view);
        if (filter.isEmpty()
                || line.toLowerCase(Locale.ROOT).contains(filter.get().toLowerCase(Locale.ROOT))) {
            output.line(line);
            shown++;
        }
    }
}
