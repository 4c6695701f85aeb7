/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A minute of what chance brings; the first line it prints has the seed. */
class RingIT {

    @Test
    void whateverFailsAllPromisesAreKept() {
        int code = RingMain.run(
                System.out, System.err, "--home", Path.of("..").toString(), "--minutes", "1", "--rate", "10");

        assertThat(code)
                .as("exit code; the lines above say what was broken and how to replay it")
                .isZero();
    }
}
