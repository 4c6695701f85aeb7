/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.kafka.Warehouse;
import io.orderflow.client.show.AvroJson;
import io.orderflow.tools.ending.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What was received. */
@Command(
        name = "list",
        description = "List the units received to date of each product. What is reserved or shipped is the inventory"
                + " service's to say.",
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow stock list"})
final class StockList implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        new Warehouse(options.cluster()).stock().values().forEach(stock -> {
            if (json.wanted()) {
                output.json(AvroJson.of(stock));
            } else {
                output.line("%-24s %10s".formatted(stock.getProduct(), stock.getReceived()));
            }
        });
        return ExitCode.OK;
    }
}
