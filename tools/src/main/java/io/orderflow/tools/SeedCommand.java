/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.kafka.TopicAdmin;
import io.orderflow.client.kafka.Warehouse;
import io.orderflow.client.seed.SeedData;
import io.orderflow.client.show.AvroJson;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes reference data. */
@Command(
        name = "seed",
        description = {
            "Write customers, products and stock from CSV files.",
            "Each starts with a header line: customers.csv (id,name,email,level), products.csv"
                    + " (product,name,unitPrice,currency), stock.csv (product,received).",
            "All files are read, and must be right, before anything is written. Doing it again writes the same customers"
                    + " and products again; stock is only written for products that have none yet, so that units that were"
                    + " added or corrected since are not undone."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow seed                            # what is shipped",
            "  orderflow seed --dir my-shop              # my-shop/customers.csv, products.csv, stock.csv",
            "  orderflow seed --products new.csv         # these only"
        })
final class SeedCommand implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder with all three files; else those that are shipped.")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--customers", paramLabel = "FILE", description = "Customers from this file.")
    private Optional<Path> customers = Optional.empty();

    @Option(names = "--products", paramLabel = "FILE", description = "Products from this file.")
    private Optional<Path> products = Optional.empty();

    @Option(names = "--stock", paramLabel = "FILE", description = "Units received to date from this file.")
    private Optional<Path> stock = Optional.empty();

    @Option(
            names = "--unless-topic",
            paramLabel = "TOPIC",
            description =
                    "Write nothing if the broker has this topic: then somebody else writes the shop, such as a capture of"
                            + " changes in its database.")
    private Optional<String> unlessTopic = Optional.empty();

    @Override
    public Integer call() {
        SeedData seed = seed();
        Cluster cluster = options.cluster();
        if (unlessTopic.isPresent() && isThere(cluster, unlessTopic.get())) {
            output.note("nothing written: there is a topic %s, so somebody else writes the shop"
                    .formatted(unlessTopic.get()));
            return ExitCode.OK;
        }
        try (EventWriter writer = cluster.writer(Topics.CUSTOMERS, Topics.PRODUCTS, Topics.WAREHOUSE_INVENTORY)) {
            seed.customers().forEach(customer -> writer.write(Topics.CUSTOMERS, customer.getId(), customer));
            seed.products().forEach(product -> writer.write(Topics.PRODUCTS, product.getProduct(), product));
            writer.flush();
        }
        List<WarehouseStock> added = seed.stock().isEmpty() ? List.of() : new Warehouse(cluster).addNew(seed.stock());
        say(seed, added.size());
        return ExitCode.OK;
    }

    private static boolean isThere(Cluster cluster, String topic) {
        try (TopicAdmin admin = cluster.admin()) {
            return admin.describe(List.of(topic)).containsKey(topic);
        }
    }

    private SeedData seed() {
        if (folder.isPresent()) {
            if (customers.isPresent() || products.isPresent() || stock.isPresent()) {
                throw output.wrong("--dir gives all three files: leave out --customers, --products and --stock");
            }
            return SeedData.in(folder.get());
        }
        if (customers.isPresent() || products.isPresent() || stock.isPresent()) {
            return new SeedData(
                    customers.map(SeedData::customers).orElse(List.of()),
                    products.map(SeedData::products).orElse(List.of()),
                    stock.map(SeedData::stock).orElse(List.of()));
        }
        return SeedData.shipped();
    }

    private void say(SeedData seed, int added) {
        if (json.wanted()) {
            output.json(AvroJson.MAPPER
                    .createObjectNode()
                    .put("customers", seed.customers().size())
                    .put("products", seed.products().size())
                    .put("stock", added)
                    .put("stockLeft", seed.stock().size() - added));
            return;
        }
        int left = seed.stock().size() - added;
        output.line("%s customers, %s products and the stock of %s products written%s"
                .formatted(
                        seed.customers().size(),
                        seed.products().size(),
                        added,
                        left == 0 ? "" : "; %s products had stock already and keep it".formatted(left)));
    }
}
