/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for the decision. */
@Command(
        name = "wait",
        description = "Wait until an order is decided, and show it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:VALIDATED (or SHIPPED since)",
            "1:FAILED or CANCELLED",
            "3:not decided in time",
            "4:no such order"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow order wait A-1 && orderflow pay A-1 24.90 EUR", "  orderflow order wait A-1 --timeout 5m"
        })
final class OrderWait implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "ORDER", description = "Id of the order.")
    private String id = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait, such as 5m (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Override
    public Integer call() {
        return new OrderShow(output, json.wanted()).decided(service.orders(), id, timeout);
    }
}
