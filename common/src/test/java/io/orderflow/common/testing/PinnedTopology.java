/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;

/**
 * Holds a topology against the one it was, as text beside the test's resources: a renamed store or repartition topic loses
 * what was in it, and should be a decision. {@code mvn test -Dpin=true} writes the file anew.
 */
public final class PinnedTopology {

    /** A processor's stores come from a set, in whatever order it has in this JVM. */
    private static final Pattern STORES = Pattern.compile("\\(stores: \\[([^\\]]*)]\\)");

    private PinnedTopology() {}

    /** Compares with {@code src/test/resources/<package of test>/expected-topology.txt}. */
    public static void check(Topology topology, Class<?> test) {
        check(topology, test, "expected-topology.txt");
    }

    /** Compares with {@code src/test/resources/<package of test>/<name>}, for a service with several topologies. */
    public static void check(Topology topology, Class<?> test, String name) {
        Path file = Path.of("src", "test", "resources", test.getPackageName().replace('.', '/'), name);
        String actual = STORES.matcher(topology.describe().toString().strip() + "\n")
                .replaceAll(stores -> "(stores: [" + sorted(stores.group(1)) + "])");
        try {
            if (Boolean.getBoolean("pin")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
            }
            assertThat(actual)
                    .as("the topology differs from %s; if that is meant, run mvn test -Dpin=true", file)
                    .isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sorted(String names) {
        return Arrays.stream(names.split(", ")).sorted().collect(Collectors.joining(", "));
    }
}
