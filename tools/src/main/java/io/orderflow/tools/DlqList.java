/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.show.AvroJson;
import io.orderflow.client.show.DeadLetter;
import io.orderflow.client.show.RecordReader;
import io.orderflow.client.show.RecordView;
import io.orderflow.client.show.Texts;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How many, and why the newest. */
@Command(
        name = "list",
        description = "List how many dead letters each service has, and the newest one's time and reason.",
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow dlq list", "  orderflow dlq list --json | jq -e 'select(.count > 0)'"})
final class DlqList implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Cluster cluster = options.cluster();
        RecordReader reader = new RecordReader(cluster.serdes());
        Map<String, List<RecordView>> found = new HashMap<>();
        List<Topic<byte[], byte[]>> topics =
                Topics.SERVICES.stream().map(Topics::deadLettersOf).toList();
        cluster.readAll(topics, record -> {
            RecordView letter = reader.read(record);
            if (DeadLetter.isOne(letter)) {
                found.computeIfAbsent(record.topic(), topic -> new ArrayList<>())
                        .add(letter);
            }
        });
        Topics.SERVICES.forEach(service ->
                say(service, found.getOrDefault(Topics.deadLettersOf(service).name(), List.of())));
        return ExitCode.OK;
    }

    private void say(String service, List<RecordView> letters) {
        ObjectNode line =
                AvroJson.MAPPER.createObjectNode().put("service", service).put("count", letters.size());
        String newest = letters.stream()
                .max((one, other) -> one.time().compareTo(other.time()))
                .map(letter -> {
                    line.put("newest", letter.time().toString()).put("reason", DeadLetter.reason(letter));
                    return "  newest %s: %s".formatted(Texts.time(letter.time()), DeadLetter.reason(letter));
                })
                .orElse("");
        if (json.wanted()) {
            output.json(line);
        } else {
            output.line("%-24s %6s%s".formatted(service, letters.size(), newest));
        }
    }
}
