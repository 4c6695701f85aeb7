/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The shop that is measured: so much stock that nothing is refused for the want of it. */
final class Shop {

    static final int PRODUCTS = 20;
    static final String PRICE = "24.90";

    private static final List<String> LEVELS = List.of("platinum", "gold", "silver", "bronze");

    private Shop() {}

    /** Writes it, with customers 1 to {@code customers}, as {@code orderflow seed} reads it. */
    static void writeTo(Path folder, int customers) throws IOException {
        Files.createDirectories(folder);
        write(
                folder.resolve("customers.csv"),
                "id,name,email,level",
                IntStream.rangeClosed(1, customers)
                        .mapToObj(i -> "%s,Customer %s,c%s@example.com,%s".formatted(i, i, i, LEVELS.get(i % 4))));
        write(
                folder.resolve("products.csv"),
                "product,name,unitPrice,currency",
                IntStream.rangeClosed(1, PRODUCTS).mapToObj(i -> "p%s,Product %s,%s,EUR".formatted(i, i, PRICE)));
        write(
                folder.resolve("stock.csv"),
                "product,received",
                IntStream.rangeClosed(1, PRODUCTS).mapToObj(i -> "p%s,1000000000".formatted(i)));
    }

    private static void write(Path file, String head, Stream<String> lines) throws IOException {
        Files.write(file, Stream.concat(Stream.of(head), lines).toList());
    }
}
