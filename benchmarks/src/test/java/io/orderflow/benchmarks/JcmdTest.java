/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JcmdTest {

    @Test
    void theLiveHeapIsTheSumOfAllClasses() {
        assertThat(Jcmd.liveMegabytes("""
                        631:
                         num     #instances         #bytes  class name (module)
                        -------------------------------------------------------
                           1:         24031        2153720  [B (java.base@17.0.15)
                        Total        123456       30408704
                        """)).isEqualTo(29);
    }

    @Test
    void itIsAskedOfARunningJvm() throws InterruptedException {
        assertThat(new Jcmd(ProcessHandle.current().pid()).liveHeapMegabytes()).isPositive();
    }
}
