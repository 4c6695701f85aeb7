/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class RingMainTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ByteArrayOutputStream problems = new ByteArrayOutputStream();

    private int run(String... args) {
        return RingMain.run(new PrintStream(written, true, UTF_8), new PrintStream(problems, true, UTF_8), args);
    }

    private String written() {
        return written.toString(UTF_8);
    }

    @Test
    void theScheduleOfASeedIsShownWithoutStartingAnything() {
        int code = run("--schedule", "--seed", "1", "--minutes", "5", "--faults", "kill");

        assertThat(code).isZero();
        assertThat(written().lines().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.matches(" *\\d+ s  kill [a-z-]+-[12], \\d+ s"));
    }

    @Test
    void theSeedChoosesWhatIsNotGiven() {
        run("--schedule", "--seed", "1", "--guarantee", "at_least_once", "--protocol", "streams");

        assertThat(written())
                .startsWith("seed 1: at_least_once, group protocol streams, brokers 1, 25 orders a second for 120 s");
    }

    @Test
    void aWrongFlagIsToldWithWhatWouldBeRight() {
        for (String[] wrong : new String[][] {
            {"--minutes", "0"},
            {"--rate", "0"},
            {"--brokers", "2"},
            {"--rounds", "0"},
            {"--faults", "rain"},
            {"--guarantee", "most"},
            {"--protocol", "none"}
        }) {
            problems.reset();

            assertThat(run(wrong)).isEqualTo(2);

            assertThat(problems.toString(UTF_8))
                    .startsWith("ring: " + wrong[0] + "=")
                    .contains("must be");
        }
    }
}
