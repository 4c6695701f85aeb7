/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {

    @Test
    void aRecordingTellsThreadsMethodsAndClasses(@TempDir Path folder) throws Exception {
        Jcmd thisJvm = new Jcmd(ProcessHandle.current().pid());
        FlightRecording.start(thisJvm);

        FlightRecording recording = FlightRecording.stop(thisJvm, folder.resolve("this.jfr"));

        assertThat(recording.text())
                .contains("threads, % of a core", "own time, % of samples", "on behalf of, % of samples", "allocated");
    }

    @Test
    void threadsThatDifferOnlyByNumbersAreOne() {
        assertThat(FlightRecording.withoutNumbers("orders-service-1c58f2b6-21f4-4e92-8b5c-6b2a3c1d9e0f-StreamThread-1"))
                .isEqualTo("orders-service-#-StreamThread-#");
        assertThat(FlightRecording.withoutNumbers("qtp1234-56")).isEqualTo("qtp#-#");
    }

    @Test
    void lambdasAreToldWithoutTheirAddress() {
        assertThat(FlightRecording.withoutAddress("kafka.server.KafkaApis$$Lambda$1794+0x00007f782169e1f8.896370614"))
                .isEqualTo("kafka.server.KafkaApis$$Lambda");
        assertThat(FlightRecording.withoutAddress("java.lang.String")).isEqualTo("java.lang.String");
    }
}
