/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded.processes;

import io.orderflow.common.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A built checkout of this project.
 *
 * @param name by which reports call it
 * @param home its folder
 */
public record Build(String name, Path home) {

    /** The modules that are services, in the order of an order's way. */
    public static final List<String> SERVICES =
            List.of("orders-service", "inventory-service", "fraud-service", "order-details-service", "email-service");

    /**
     * The build in {@code home}.
     *
     * @throws StartException if it is not built
     */
    public static Build of(String name, Path home) {
        Build build = new Build(name, home.toAbsolutePath().normalize());
        SERVICES.forEach(build::jar);
        build.jar("tools");
        return build;
    }

    /** The program of {@code module}. */
    public Path jar(String module) {
        Path jar = home.resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new StartException(
                    "%s is not there: build it first, with mvn -Pfast package in %s".formatted(jar, home));
        }
        return jar;
    }
}
