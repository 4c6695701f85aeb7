/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.show.AvroJson;
import io.orderflow.tools.connectors.ConnectorState;
import io.orderflow.tools.ending.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How connectors are. */
@Command(
        name = "status",
        description = {
            "Show each connector and its tasks: running, resting or failed, and why.",
            "Connect does not start again what has failed: 'orderflow connectors apply' does."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:none has failed", "1:one has", "5:Kafka Connect away"},
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow connectors status", "  orderflow connectors status --json | jq -r 'select(.failed).name'"
        })
final class ConnectorsStatus implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ConnectOptions options = new ConnectOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        List<ConnectorState> states = options.connect(Duration.ZERO).all();
        for (ConnectorState state : states) {
            if (json.wanted()) {
                output.json(json(state));
            } else {
                output.lines(lines(state));
            }
        }
        if (states.isEmpty() && !json.wanted()) {
            output.line("no connectors");
        }
        return states.stream().anyMatch(ConnectorState::hasFailed) ? ExitCode.NO : ExitCode.OK;
    }

    static List<String> lines(ConnectorState connector) {
        List<String> lines = new ArrayList<>();
        lines.add("%s (%s): %s%s"
                .formatted(connector.name(), connector.type(), connector.state(), because(connector.why())));
        connector
                .tasks()
                .forEach(task -> lines.add("  task %s on %s: %s%s"
                        .formatted(task.id(), task.worker(), task.state(), because(task.why()))));
        return lines;
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }

    private static ObjectNode json(ConnectorState connector) {
        ObjectNode json = AvroJson.MAPPER
                .createObjectNode()
                .put("name", connector.name())
                .put("type", connector.type())
                .put("state", connector.state())
                .put("why", connector.why())
                .put("failed", connector.hasFailed());
        for (ConnectorState.Task task : connector.tasks()) {
            json.withArray("tasks")
                    .addObject()
                    .put("id", task.id())
                    .put("state", task.state())
                    .put("worker", task.worker())
                    .put("why", task.why());
        }
        return json;
    }
}
