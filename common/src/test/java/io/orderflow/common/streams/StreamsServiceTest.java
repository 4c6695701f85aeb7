/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.Health;
import io.orderflow.common.StartException;
import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of it without a broker; the rest is in integration-tests. */
class StreamsServiceTest {

    @TempDir
    private Path folder;

    @Test
    void isNotReadyBeforeItIsStarted() throws IOException {
        try (StreamsService service = service(freePort())) {
            assertThat(service.health()).isEqualTo(Health.notReady("not started"));
            assertThat(service.topology())
                    .hasValueSatisfying(text -> assertThat(text).contains("orders"));
            assertThatThrownBy(service::streams).hasMessage("fraud-service has not been started");
        }
    }

    @Test
    void saysInALineThatTheBrokerIsAway() throws IOException {
        try (StreamsService service = service(freePort())) {
            assertThatThrownBy(service::start)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("localhost:")
                    .hasMessageContaining("waited 1 s");
            assertThat(service.health().ready()).isFalse();
        }
    }

    @Test
    void servicesThatStartTogetherMayMakeTheSameStateFolder() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            for (int round = 0; round < 200; round++) {
                Path state = folder.resolve("round-" + round).resolve("state");
                CyclicBarrier together = new CyclicBarrier(5);
                List<Callable<Boolean>> starts = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    starts.add(() -> {
                        together.await();
                        StreamsService.makeStateFolder(state);
                        return Files.isDirectory(state);
                    });
                }
                for (Future<Boolean> made : threads.invokeAll(starts)) {
                    assertThat(made.get()).isTrue();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aStateFolderThatIsAFileIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("state"));

        assertThatThrownBy(() -> StreamsService.makeStateFolder(file))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("state.dir=" + file + ": cannot be made or is no folder");
    }

    private StreamsService service(int port) {
        Topology topology = new Topology().addSource("read", "orders");
        Settings settings = Settings.of(
                Map.of("bootstrap.servers", "localhost:" + port, "start.timeout", "1s", "state.dir", folder.toString()),
                CommonSettings.and(List.of()));
        return new StreamsService("fraud-service", topology, settings);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
