/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import io.orderflow.common.http.DeliveryDeadline;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that leave while they wait, and cancels what they wait for. Jetty does not read from an HTTP/1.1 connection
 * while its request is parked, so it learns of a closed one only when it answers. Here all connections with a parked request
 * are watched by one selector beside Jetty's own; nothing is read, so nothing can be taken away from Jetty: what is readable
 * and has no bytes is the end of the stream. Over TLS the end comes in bytes too: there Jetty is asked to decrypt what has come, and keeps
 * it for itself. An HTTP/2 connection Jetty reads from always, and it says what happened to a request.
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

    /** What is known of a client once something has come from it. */
    private enum Client {
        /** TLS alone has said something, perhaps that the end comes next. */
        THERE,
        GONE,
        /** It has sent more before it was answered, which is for Jetty to read: its end is behind that. */
        UNKNOWN
    }

    /**
     * A connection, and what its client waits for.
     *
     * @param end Jetty's end of the connection
     */
    private record Parked(SocketChannel connection, EndPoint end, CompletableFuture<?> work) {

        Client client() {
            try {
                int came = connection.socket().getInputStream().available();
                if (!(end instanceof EndPoint.Wrapper)) {
                    return came == 0 ? Client.GONE : Client.UNKNOWN;
                }
                if (end.fill(BufferUtil.EMPTY_BUFFER) < 0) {
                    return Client.GONE;
                }
                boolean allTaken = connection.socket().getInputStream().available() == 0;
                return came > 0 && allTaken ? Client.THERE : Client.UNKNOWN;
            } catch (IOException e) {
                return Client.GONE;
            }
        }
    }

    /** Cancels {@code work} if the client of {@code request} closes its connection before. */
    public void watch(HttpServletRequest request, CompletableFuture<?> work) {
        if (work.isDone()) {
            return;
        }
        Request asked = ServletContextRequest.getServletContextRequest(request);
        if (DeliveryDeadline.isMultiplexed(asked)) {
            asked.addFailureListener(fault -> work.cancel(false));
            return;
        }
        EndPoint end = asked.getConnectionMetaData().getConnection().getEndPoint();
        if (encrypted(end).getTransport() instanceof SocketChannel connection) {
            arrivals.add(new Parked(connection, end, work));
            selector.wakeup();
        }
    }

    private static EndPoint encrypted(EndPoint end) {
        return end instanceof EndPoint.Wrapper inner ? encrypted(inner.unwrap()) : end;
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
                next.connection.register(selector, SelectionKey.OP_READ, next);
            } else {
                known.attach(next);
                known.interestOps(SelectionKey.OP_READ);
            }
        } catch (ClosedChannelException | CancelledKeyException e) {
            next.work.cancel(false);
        }
    }

    private void look(SelectionKey key) {
        try {
            key.interestOps(0);
            if (key.attachment() instanceof Parked parked) {
                Client client = parked.client();
                if (client == Client.THERE) {
                    key.interestOps(SelectionKey.OP_READ);
                    return;
                }
                if (client == Client.GONE) {
                    parked.work.cancel(false);
                }
            }
            key.attach(null);
        } catch (CancelledKeyException e) {
            LOG.debug("Jetty has closed a connection meanwhile");
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
