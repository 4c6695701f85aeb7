/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another address of this machine stands for what others could reach: 127.0.0.2, which Linux has without being told. */
class ListenAddressTest {

    private static final String OTHER = "127.0.0.2";

    @TempDir
    private Path folder;

    @Test
    void nothingListensForOthersUnlessToldTo() {
        try (EmbeddedKafka kafka = EmbeddedKafka.temporary();
                EmbeddedRegistry registry = EmbeddedRegistry.inMemory(0);
                EmbeddedMail mail = new EmbeddedMail(0, 0)) {
            int kafkaPort = URI.create("kafka://" + kafka.bootstrapServers()).getPort();
            for (int port : new int[] {
                kafkaPort, registry.address().getPort(), mail.page().getPort(), mail.smtpPort()
            }) {
                assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void everythingListensForOthersUnderTheNameThatIsGiven() throws IOException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux"), "127.0.0.2 is an address of this machine");
        ListenAddress open = ListenAddress.openAs(OTHER);
        try (EmbeddedKafka kafka = EmbeddedKafka.in(folder.resolve("kafka"), open, 0);
                EmbeddedRegistry registry = EmbeddedRegistry.keptIn(folder.resolve("schemas.json"), open, 0);
                EmbeddedMail mail = new EmbeddedMail(open, 0, 0)) {
            URI bootstrap = URI.create("kafka://" + kafka.bootstrapServers());
            for (URI address : new URI[] {bootstrap, registry.address(), mail.page()}) {
                assertThat(address.getHost()).isEqualTo(OTHER);
                connect(address.getPort());
            }
            connect(mail.smtpPort());
        }
    }

    @Test
    void aNameOfTheLoopbackOpensNothing() throws IOException {
        assertThat(ListenAddress.of("localhost")).isEqualTo(ListenAddress.LOCAL);
        assertThat(ListenAddress.of("127.0.0.1").bindAddress()).isEqualTo("127.0.0.1");
        assertThat(ListenAddress.of("192.0.2.1")).isEqualTo(ListenAddress.openAs("192.0.2.1"));
    }

    private static void connect(int port) throws IOException {
        new Socket(OTHER, port).close();
    }
}
