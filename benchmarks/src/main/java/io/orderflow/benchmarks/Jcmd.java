/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a running JVM about itself, by the JDK's {@code jcmd}. */
record Jcmd(long pid) {

    private static final Path PROGRAM = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /**
     * What it answers.
     *
     * @throws BenchmarkException if there is no {@code jcmd}, or it fails
     */
    String ask(String... what) throws InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            throw new BenchmarkException(PROGRAM + " is not there: the benchmark needs a whole JDK, not only a JRE");
        }
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), Long.toString(pid)));
        command.addAll(List.of(what));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new BenchmarkException(String.join(" ", command) + " failed:\n" + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new BenchmarkException(String.join(" ", command) + " failed: " + e.getMessage(), e);
        }
    }

    /** Heap that is in use after a full collection, which this asks for, in megabytes. */
    long liveHeapMegabytes() throws InterruptedException {
        return liveMegabytes(ask("GC.class_histogram"));
    }

    /** What the last line of {@code GC.class_histogram}, its sum, says. */
    static long liveMegabytes(String histogram) {
        Matcher total = TOTAL.matcher(histogram);
        return total.find() ? Long.parseLong(total.group(1)) / (1024 * 1024) : 0;
    }
}
