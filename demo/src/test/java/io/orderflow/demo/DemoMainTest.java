/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final DemoMain demo = new DemoMain(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, new CountDownLatch(1));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 99999 | --port=99999: must be a port, 0 to 65535",
                "--mail-port -1 | --mail-port=-1: must be a port, 0 to 65535",
                "--orders -1 | --orders=-1: must be at least 0",
                "--rate 0 | --rate=0.0: must be from 0.1 to 10000 orders a second",
                "--rate NaN | --rate=NaN: must be from 0.1 to 10000 orders a second",
                "--once --rate 5 | --once with --rate never ends: say how many with --orders",
                "--bootstrap-servers kafka | --bootstrap-servers=kafka: must be host:port, or several with commas between",
                "--orders many | Invalid value for option '--orders': 'many' is not an int",
                "--nonsense | Unknown option: '--nonsense'",
            })
    void saysWhatIsWrongWithAFlagInOneLine(String flags, String line) {
        int code = demo.run(flags.split(" ", -1));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("demo: " + line + " (--help lists the flags)");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void helpsWithExamples() {
        assertThat(demo.run("--help")).isZero();

        assertThat(out.toString(UTF_8)).contains("--kafka-port", "Examples:", "bin/demo --once", "Exit codes");
    }

    @Test
    void namesADataFolderThatCannotBeUsed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(demo.run("--data-dir", file.toString())).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .isEqualToIgnoringNewLines(
                        "demo: cannot keep data in %s: it is a file; choose another folder with --data-dir"
                                .formatted(file));
    }
}
