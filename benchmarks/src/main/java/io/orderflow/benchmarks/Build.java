/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A built checkout of this project.
 *
 * @param name by which reports call it
 * @param home its folder
 */
record Build(String name, Path home) {

    static final List<String> SERVICES =
            List.of("orders-service", "inventory-service", "fraud-service", "order-details-service", "email-service");

    /** @throws BenchmarkException if it is not built */
    static Build of(String name, Path home) {
        Build build = new Build(name, home.toAbsolutePath().normalize());
        SERVICES.forEach(build::jar);
        build.jar("tools");
        return build;
    }

    /** The program of {@code module}. */
    Path jar(String module) {
        Path jar = home.resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new BenchmarkException(
                    "%s is not there: build it first, with mvn -Pfast package in %s".formatted(jar, home));
        }
        return jar;
    }
}
