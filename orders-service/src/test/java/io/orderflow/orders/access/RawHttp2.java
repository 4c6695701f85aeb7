/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client that speaks HTTP/2 frame by frame (RFC 9113), as no library would. */
final class RawHttp2 implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final int PATIENCE_MILLIS = 30_000;

    private final SSLSocket socket;
    private final OutputStream out;
    private final DataInputStream in;

    /** A frame: its payload is told where it matters. */
    record Frame(int type, int flags, int stream, ByteBuffer payload) {

        int number(int at) {
            return payload.getInt(at);
        }

        /** Whether these are the headers of a 200: its number in HPACK's static table, maybe after the size of the other one. */
        boolean isOk() {
            int at = 0;
            if ((payload.get(at) & 0xE0) == 0x20) {
                at++;
                while ((payload.get(at) & 0x80) != 0) {
                    at++;
                }
                at++;
            }
            return payload.get(at) == (byte) 0x88;
        }
    }

    RawHttp2(URI server, SSLContext tls) throws IOException {
        socket = (SSLSocket) tls.getSocketFactory().createSocket("localhost", server.getPort());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(PATIENCE_MILLIS);
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        send(frame(SETTINGS, 0, 0));
    }

    /** Sends them at once, as one write. */
    void send(byte[]... frames) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        out.write(all.toByteArray());
        out.flush();
    }

    /** Sends it again and again, until the server has closed the connection; this often at most. */
    void flood(int times, FrameOf frames) {
        try {
            for (int i = 0; i < times; i++) {
                send(frames.ofStream(2 * i + 1));
            }
        } catch (IOException closed) {
            // what follows reads why
        }
    }

    /** What is sent the n-th time, on the n-th stream of a client. */
    interface FrameOf {
        byte[] ofStream(int stream);
    }

    /** What the server sends until it closes the connection, or one of these has come. */
    List<Frame> until(Predicate<Frame> last) {
        List<Frame> got = new ArrayList<>();
        try {
            while (got.isEmpty() || !last.test(got.get(got.size() - 1))) {
                int lengthAndType = in.readInt();
                byte[] payload = new byte[lengthAndType >>> 8];
                int flags = in.readByte();
                int stream = in.readInt();
                in.readFully(payload);
                got.add(new Frame(lengthAndType & 0xFF, flags, stream, ByteBuffer.wrap(payload)));
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open, and nothing comes; before came " + got, e);
        } catch (IOException closed) {
            // so it has
        }
        return got;
    }

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** A whole request to read something. */
    static byte[] get(int stream, String path, String token) {
        return frame(HEADERS, END_STREAM | END_HEADERS, stream, fields(path, token));
    }

    /** The fields of a request as HPACK writes them without Huffman code or tables of its own (RFC 7541, 6.2.2). */
    static byte[] fields(String path, String token) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.write(0x82); // GET
        fields.write(0x87); // https
        fields.writeBytes(field(1, "localhost"));
        fields.writeBytes(field(4, path));
        fields.writeBytes(field(23, "Bearer " + token));
        return fields.toByteArray();
    }

    /** A field whose name has this number in HPACK's static table. */
    private static byte[] field(int name, String value) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        number(field, 0, 15, name);
        number(field, 0, 127, value.length());
        field.writeBytes(value.getBytes(US_ASCII));
        return field.toByteArray();
    }

    /** A field that is put into the server's table: {@code x: aaa...}, of this length. */
    static byte[] remembered(int length) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.write(0x40);
        number(field, 0, 127, 1);
        field.write('x');
        number(field, 0, 127, length);
        field.writeBytes("a".repeat(length).getBytes(US_ASCII));
        return field.toByteArray();
    }

    private static void number(ByteArrayOutputStream to, int pattern, int prefix, int number) {
        if (number < prefix) {
            to.write(pattern | number);
            return;
        }
        to.write(pattern | prefix);
        int rest = number - prefix;
        while (rest >= 128) {
            to.write(rest % 128 + 128);
            rest /= 128;
        }
        to.write(rest);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
