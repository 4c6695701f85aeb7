/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.tools.connectors.Connect;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where Kafka Connect is. */
@Command
final class ConnectOptions {

    @Option(
            names = "--connect",
            paramLabel = "URL",
            defaultValue = "${env:CONNECT_URL:-http://localhost:8083}",
            description = "A worker of Kafka Connect (or CONNECT_URL; http://localhost:8083).")
    private String url = "";

    Connect connect(Duration patience) {
        return new Connect(url, patience);
    }
}
