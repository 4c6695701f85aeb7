/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.kafka.Warehouse;
import io.orderflow.client.show.AvroJson;
import io.orderflow.events.WarehouseStock;
import io.orderflow.tools.ending.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Adds to what was received. */
@Command(
        name = "add",
        description = {
            "Add units of a product to what the topic warehouse-inventory says was received to date; a negative number"
                    + " corrects it.",
            "Safe against a second 'stock add' at the same time: one of both is refused and wrote nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow stock add kettle 100", "  orderflow stock add kettle -3      # three were broken"})
final class StockAdd implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "PRODUCT", description = "The product's key, such as kettle.")
    private String product = "";

    @Parameters(index = "1", paramLabel = "UNITS", description = "How many came; negative takes off.")
    private long units;

    @Override
    public Integer call() {
        if (product.isBlank() || units == 0) {
            throw output.wrong("PRODUCT must be given and UNITS must not be 0");
        }
        long sum = new Warehouse(options.cluster()).add(product, units);
        if (json.wanted()) {
            output.json(AvroJson.of(new WarehouseStock(product, sum)));
        } else {
            output.line(product + ": " + sum + " received to date (" + (units > 0 ? "+" : "") + units + ")");
        }
        return ExitCode.OK;
    }
}
