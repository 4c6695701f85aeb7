/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that ask and do not read. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeliveryDeadlineTest {

    private static final int MORE_THAN_BUFFERS_TAKE = 64 * 1024 * 1024;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int END = 5; // END_STREAM and END_HEADERS

    private final CountDownLatch asked = new CountDownLatch(1);
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(
            server,
            new HttpConnectionFactory(new HttpConfiguration()),
            new HTTP2CServerConnectionFactory(new HttpConfiguration()));

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                asked.countDown();
                response.write(
                        true,
                        ByteBuffer.allocate(MORE_THAN_BUFFERS_TAKE),
                        DeliveryDeadline.within(Duration.ofMillis(200), request, callback));
                return true;
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void itsConnectionIsClosed() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(US_ASCII));
            asked.await();

            await().until(() -> connector.getConnectedEndPoints().isEmpty());
        }
    }

    @Test
    void oneOfSeveralRequestsIsEndedAndTheConnectionKept() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            byte[] noWindow = {0, 4, 0, 0, 0, 0};
            frame(client, SETTINGS, 0, 0, noWindow);
            byte[] get = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x01, 1, 'h'}; // GET http / of h
            frame(client, HEADERS, END, 1, get);

            assertThat(next(client, RST_STREAM)).as("the request").isEqualTo(1);

            frame(client, PING, 0, 0, new byte[8]);
            assertThat(next(client, PING)).as("the connection").isZero();
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }

    /** Sends a frame (RFC 9113, 4.1). */
    private static void frame(Socket client, int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) 0).putShort((short) payload.length).put((byte) type).put((byte) flags);
        frame.putInt(stream).put(payload);
        client.getOutputStream().write(frame.array());
    }

    /** The stream of the next frame of {@code type}. */
    private static int next(Socket client, int type) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        while (true) {
            int length = (in.readUnsignedByte() << 16) + in.readUnsignedShort();
            int found = in.readUnsignedByte();
            in.readUnsignedByte();
            int stream = in.readInt();
            in.readFully(new byte[length]);
            if (found == type) {
                return stream;
            }
        }
    }
}
