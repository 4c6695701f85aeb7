/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of single parts: time and allocation of each operation, as JMH tells them. */
final class MicroBenchmarks {

    private MicroBenchmarks() {}

    /**
     * Prints as it goes.
     *
     * @param which of them: a part of their names, as a regular expression
     * @param out folder that gets {@code micro.json}
     * @param isQuick for a look only
     */
    static void run(String which, Optional<Path> out, boolean isQuick) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(MicroBenchmarks.class.getPackageName().replace(".", "\\.") + "\\.micro\\..*" + which)
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(isQuick ? 1 : 3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(isQuick ? 1 : 5)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class);
        out.ifPresent(folder -> options.resultFormat(ResultFormatType.JSON)
                .result(folder.resolve("micro.json").toString()));
        try {
            new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new BenchmarkException("JMH cannot go on: " + e.getMessage(), e);
        }
    }
}
