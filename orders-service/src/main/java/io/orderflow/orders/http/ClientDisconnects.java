/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that leave while they wait, and cancels what they wait for. Jetty does not read from an HTTP/1.1 connection
 * while its request is parked, so it learns of a closed one only when it answers. Here all connections with a parked request
 * are watched by one selector beside Jetty's own; nothing is read, so nothing can be taken away from Jetty: what is readable
 * and has no bytes is the end of the stream.
 */
public final class ClientDisconnects implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClientDisconnects.class);
    /** A channel's file is closed once each selector has run since: not to keep closed ones, this one runs now and then. */
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    private final Queue<Parked> arrivals = new ConcurrentLinkedQueue<>();
    private final Selector selector;

    public ClientDisconnects() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread watcher = new Thread(this::watchAll, "orders-disconnects");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** A connection, and what its client waits for. */
    private record Parked(SocketChannel connection, CompletableFuture<?> work) {}

    /** Cancels {@code work} if the client of {@code request} closes its connection before. */
    public void watch(HttpServletRequest request, CompletableFuture<?> work) {
        if (!work.isDone()) {
            connection(request).ifPresent(connection -> {
                arrivals.add(new Parked(connection, work));
                selector.wakeup();
            });
        }
    }

    private static Optional<SocketChannel> connection(HttpServletRequest request) {
        Object transport = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .getTransport();
        return transport instanceof SocketChannel channel ? Optional.of(channel) : Optional.empty();
    }

    private void watchAll() {
        while (selector.isOpen()) {
            try {
                selector.select(this::look, MILLIS_BETWEEN_LOOKS);
                for (Parked next = arrivals.poll(); next != null; next = arrivals.poll()) {
                    enter(next);
                }
            } catch (ClosedSelectorException e) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("Clients that leave are not noticed now: {}", e.toString());
            }
        }
    }

    private void enter(Parked next) {
        try {
            SelectionKey known = next.connection.keyFor(selector);
            if (known == null) {
                next.connection.register(selector, SelectionKey.OP_READ, next.work);
            } else {
                known.attach(next.work);
                known.interestOps(SelectionKey.OP_READ);
            }
        } catch (ClosedChannelException | CancelledKeyException e) {
            next.work.cancel(false);
        }
    }

    private void look(SelectionKey key) {
        try {
            key.interestOps(0); // it has left, or sends more before it is answered: from then on that cannot be told
        } catch (CancelledKeyException e) { // Jetty has closed the connection meanwhile
            return;
        }
        if (key.attachment() instanceof CompletableFuture<?> work && hasEnded((SocketChannel) key.channel())) {
            work.cancel(false);
        }
        key.attach(null);
    }

    private static boolean hasEnded(SocketChannel connection) {
        try {
            return connection.socket().getInputStream().available() == 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("on the way out", e);
        }
    }
}
