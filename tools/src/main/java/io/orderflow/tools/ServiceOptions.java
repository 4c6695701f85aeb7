/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.rest.OrdersClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where the orders service is. */
@Command
final class ServiceOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:ORDERS_URL:-http://localhost:8080}",
            description = "The orders service (or ORDERS_URL; http://localhost:8080).")
    private String url = "";

    OrdersClient orders() {
        return new OrdersClient(url);
    }
}
