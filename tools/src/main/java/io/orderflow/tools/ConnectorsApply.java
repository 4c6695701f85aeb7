/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.tools.connectors.Connect;
import io.orderflow.tools.connectors.ConnectorFile;
import io.orderflow.tools.connectors.ConnectorState;
import io.orderflow.tools.ending.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings connectors to what files say. */
@Command(
        name = "apply",
        description = {
            "Make or change connectors so that they are as these files say, start again what of them has failed, and wait until"
                    + " they run.",
            "Doing it again changes nothing. All files are read, and Connect and the connectors must find nothing wrong with any, before"
                    + " the first is applied. A connector that was paused or stopped is left so. Other connectors are left alone.",
            "A file: {\"name\": \"shop\", \"config\": {\"connector.class\": \"...\", ...}}. Secrets are not for files:"
                    + " ${env:NAME} is replaced by Connect, where its EnvVarConfigProvider is called env."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all are as the files say, and run",
            "1:a connector has failed",
            "2:a file is wrong, or Connect says so; nothing was done",
            "3:one does not run yet",
            "5:Kafka Connect away"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow connectors apply docker/ecosystem/connectors",
            "  orderflow connectors apply docker/ecosystem/connectors/shop.json --connect http://connect:8083"
        })
final class ConnectorsApply implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ConnectOptions options = new ConnectOptions();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, or folders with files that end in .json.")
    private List<Path> paths = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "1m",
            description = "How long to wait for Connect, and until all run (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Override
    public Integer call() {
        List<ConnectorFile> files = ConnectorFile.in(paths);
        Connect connect = options.connect(timeout);
        List<String> faults = files.stream()
                .flatMap(file -> connect.faults(file).stream().map(fault -> file.name() + ": " + fault))
                .toList();
        if (!faults.isEmpty()) {
            faults.forEach(output::note);
            throw new ClientException(Kind.INVALID, "Kafka Connect finds these wrong; nothing was done");
        }
        for (ConnectorFile file : files) {
            apply(connect, file);
        }
        int worst = ExitCode.OK;
        for (ConnectorFile file : files) {
            worst = Math.max(worst, ending(connect, file.name()));
        }
        return worst;
    }

    private void apply(Connect connect, ConnectorFile file) {
        Optional<Map<String, String>> found = connect.config(file.name());
        if (!found.equals(Optional.of(file.config()))) {
            connect.put(file);
        }
        output.line(file.name() + ": "
                + found.map(before -> changes(before, file.config())).orElse("made"));
        if (connect.state(file.name()).filter(ConnectorState::hasFailed).isPresent()) {
            connect.restartFailed(file.name());
            output.line(file.name() + ": had failed, started again");
        }
    }

    /** The names alone: what they say may be secret. */
    private static String changes(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(after.get(name))));
        return names.isEmpty() ? "as it was" : "changed: " + String.join(", ", names);
    }

    private int ending(Connect connect, String name) {
        Optional<ConnectorState> state;
        do {
            state = connect.state(name);
            if (state.filter(ConnectorState::isRunning).isPresent()) {
                output.line(name + ": RUNNING");
                return ExitCode.OK;
            }
            if (state.filter(ConnectorState::isResting).isPresent()) {
                output.line("%s: %s, and left so".formatted(name, state.get().state()));
                return ExitCode.OK;
            }
        } while (state.filter(ConnectorState::hasFailed).isEmpty() && connect.isPatient());
        state.ifPresent(found -> output.lines(ConnectorsStatus.lines(found)));
        return state.filter(ConnectorState::hasFailed).isPresent() ? ExitCode.NO : ExitCode.UNDECIDED;
    }
}
