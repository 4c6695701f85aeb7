/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JcmdTest {

    @Test
    void allGenerationsOfTheSerialCollectorAreUsedHeap() {
        assertThat(Jcmd.usedMegabytes("""
                        631:
                         def new generation   total 15360K, used 2048K [0x1, 0x2, 0x3)
                          eden space 13696K, 100% used [0x1, 0x2, 0x3)
                          from space 1664K,   0% used [0x1, 0x2, 0x3)
                         tenured generation   total 34176K, used 4096K [0x1, 0x2, 0x3)
                           the space 34176K,   0% used [0x1, 0x2, 0x3, 0x4)
                         Metaspace       used 8892K, committed 9088K, reserved 1114112K
                          class space    used 1062K, committed 1152K, reserved 1048576K
                        """)).isEqualTo(6);
    }

    @Test
    void soIsTheHeapOfRegions() {
        assertThat(Jcmd.usedMegabytes("""
                        631:
                         garbage-first heap   total 65536K, used 3072K [0x1, 0x2)
                          region size 1024K, 3 young (3072K), 0 survivors (0K)
                         Metaspace       used 8892K, committed 9088K, reserved 1114112K
                        """)).isEqualTo(3);
    }
}
