/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.common.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between clients and one server on this machine, which can be cut and slowed. Cut, it is silent: connections stay, and what was
 * sent arrives when it is whole again, as TCP sends again what got lost.
 */
final class TcpProxy implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int STACK = 128 * 1024;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile long delayMillis;

    private TcpProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** Takes any free port. */
    static TcpProxy to(int target) {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(0, 200, InetAddress.getByName("localhost")), target);
            start("proxy-" + target, proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new StartException("no port for a proxy: " + e.getMessage(), e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    void cut() {
        cut = true;
    }

    /** Every piece of data takes so much longer. */
    void slow(long millis) {
        delayMillis = millis;
    }

    synchronized void heal() {
        cut = false;
        delayMillis = 0;
        notifyAll();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                start("proxy-" + target + "-connection", () -> connect(client));
            } catch (IOException e) {
                // closed, or the client has left
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        try {
            awaitWhole();
            Socket server = new Socket("localhost", target);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            start("proxy-" + target + "-answers", () -> copy(server, client));
            copy(client, server);
        } catch (IOException e) {
            close(client);
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitWhole();
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one side has left: so does the other
        } finally {
            close(from);
            close(to);
        }
    }

    private void awaitWhole() throws IOException {
        try {
            synchronized (this) {
                while (cut) {
                    wait();
                }
            }
            if (delayMillis > 0) {
                Thread.sleep(delayMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no use any more either way
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, STACK);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // it ends with the process
        }
        heal();
        Set.copyOf(sockets).forEach(this::close);
    }
}
