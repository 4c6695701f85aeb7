/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** An SMTP server that answers as told: a command's first word, or {@code .} for the end of the mail, to the answer. */
final class ScriptedSmtpServer implements AutoCloseable {

    /** An answer that is none: the server hangs up. */
    static final String HANG_UP = "";

    /** An answer that never comes: the server stays on the line and says nothing. */
    static final String HANG = "hang";

    private final Map<String, String> answers = new ConcurrentHashMap<>(Map.of("DATA", "354 go on"));
    private final List<String> messageIds = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private volatile Optional<SSLSocketFactory> tls = Optional.empty();
    private volatile boolean fromTheStart;

    ScriptedSmtpServer() {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    ScriptedSmtpServer answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /** Encrypts from the first byte. */
    ScriptedSmtpServer encrypting(SSLSocketFactory factory) {
        fromTheStart = true;
        tls = Optional.of(factory);
        return this;
    }

    /** Encrypts what comes after {@code STARTTLS}. */
    ScriptedSmtpServer startingTls(SSLSocketFactory factory) {
        tls = Optional.of(factory);
        return answering("STARTTLS", "220 go on");
    }

    /** The Message-ID of each mail that came whole, taken or not. */
    List<String> messageIds() {
        return messageIds;
    }

    /** What clients said, mails left out. */
    List<String> commands() {
        return commands;
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                talk(fromTheStart ? encrypted(client, tls.orElseThrow()) : client);
            } catch (IOException e) {
                // the client, or the test, hung up
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = reader(client);
        OutputStream out = client.getOutputStream();
        boolean open = say(in, out, answers.getOrDefault("CONNECT", "220 scripted"));
        String messageId = "";
        boolean inMail = false;
        while (open) {
            Optional<String> line = Optional.ofNullable(in.readLine());
            if (line.isEmpty()) {
                return;
            }
            if (inMail && !line.get().equals(".")) {
                messageId = line.get().startsWith("Message-ID: ") ? line.get().substring(12) : messageId;
                continue;
            }
            if (inMail) {
                messageIds.add(messageId);
            } else {
                commands.add(line.get());
            }
            String command = line.get().split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            String answer = answers.getOrDefault(command, "250 ok");
            inMail = answer.startsWith("354");
            open = say(in, out, answer);
            if (command.equals("STARTTLS") && tls.isPresent()) {
                Socket encrypted = encrypted(client, tls.get());
                in = reader(encrypted);
                out = encrypted.getOutputStream();
            }
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    private static Socket encrypted(Socket client, SSLSocketFactory tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(client, "localhost", client.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    private static boolean say(BufferedReader in, OutputStream out, String answer) throws IOException {
        if (answer.equals(HANG_UP)) {
            return false;
        }
        if (answer.equals(HANG)) {
            while (in.readLine() != null) {} // until the client has had enough
            return false;
        }
        out.write((answer + "\r\n").getBytes(US_ASCII));
        out.flush();
        return true;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
