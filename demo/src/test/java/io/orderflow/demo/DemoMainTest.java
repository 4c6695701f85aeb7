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
import java.util.Map;
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
                "--host no.such.host.invalid | --host=no.such.host.invalid: must be a name that this machine knows, or its IPv4 address",
                "--host 0.0.0.0 | --host=0.0.0.0: must be a name that this machine knows, or its IPv4 address",
                "--host [::1] | --host=[::1]: must be a name that this machine knows, or its IPv4 address",
                "--orders -1 | --orders=-1: must be at least 0",
                "--rate 0 | --rate=0.0: must be from 0.1 to 10000 orders a second",
                "--rate NaN | --rate=NaN: must be from 0.1 to 10000 orders a second",
                "--once --rate 5 | --once with --rate never ends: say how many with --orders",
                "--bootstrap-servers kafka | --bootstrap-servers=kafka: must be host:port, or several with commas between",
                "--orders many | Invalid value for option '--orders': 'many' is not an int",
                "--nonsense | Unknown option: '--nonsense'",
            })
    void saysWhatIsWrongWithAFlagInOneLine(String flags, String line) {
        int code = demo.run(Map.of(), flags.split(" ", -1));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("demo: " + line + " (--help lists the flags)");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ORDERS_CHECKS | inventory,,fraud | orders.checks=inventory,,fraud (from ORDERS_CHECKS): must name at least one check, such as inventory",
                "ORDERS_CHECKS_SHADOW | fraud | orders.checks.shadow: a check either decides or does not, but fraud is in orders.checks too",
                "FRAUD_WINDOW | soon | fraud.window=soon (from FRAUD_WINDOW): must be a time such as 20ms, 10s, 5m, 24h or 7d",
            })
    void saysWhatIsWrongInTheEnvironmentInOneLine(String name, String value, String line) {
        int code = demo.run(Map.of(name, value));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8)).isEqualToIgnoringNewLines("demo: " + line);
    }

    @ParameterizedTest
    @CsvSource({"--once, --once", "--orders 3, --orders", "--once --orders 3, --orders"})
    void refusesSamplesThatCannotEndAsTheyMust(String flags, String leftOut) {
        int code = demo.run(Map.of("ORDERS_CHECKS", "inventory,fraud"), flags.split(" ", -1));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .isEqualToIgnoringNewLines(
                        "demo: the samples expect the checks inventory,fraud,order-details, and orders.checks is"
                                + " inventory,fraud: leave out %s (--help lists the flags)".formatted(leftOut));
    }

    @Test
    void helpsWithExamples() {
        assertThat(demo.run(Map.of(), "--help")).isZero();

        assertThat(out.toString(UTF_8)).contains("--kafka-port", "Examples:", "bin/demo --once", "Exit codes");
    }

    @Test
    void namesADataFolderThatCannotBeUsed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(demo.run(Map.of(), "--data-dir", file.toString())).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .isEqualToIgnoringNewLines(
                        "demo: cannot keep data in %s: it is a file; choose another folder with --data-dir"
                                .formatted(file));
    }
}
