/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the connections of a server, of all clients and of one address. Jetty's own bounds stop accepting: whoever fills them
 * shuts all others out. Here a new connection takes the place of the one that has been without a request for longest, so
 * that a health check or an order comes through among any number of connections that send nothing. A request's header has
 * to arrive within a time: Jetty's idle time begins anew with each byte.
 */
public final class ClientConnections extends Handler.Wrapper implements Connection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnections.class);
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    private final AbstractConnector connector;
    private final int most;
    private final int mostOfAddress;
    private final long headerNanos;
    private final Map<Object, Open> open = new HashMap<>();
    private final Map<InetAddress, Integer> ofAddress = new HashMap<>();
    private Scheduler.Task nextLook = () -> true;

    /**
     * An open connection: how many requests it has in the works, and since when there is none. Over TLS there are two connections
     * in Jetty's sense, one in the other, and the inner one, once it is there, knows of requests.
     */
    private static final class Open {

        private final Optional<InetAddress> address;
        private Connection innermost;
        private int requests;
        private long idleSince = System.nanoTime();
        private long bytesBefore;

        private Open(Optional<InetAddress> address, Connection innermost) {
            this.address = address;
            this.innermost = innermost;
        }
    }

    /**
     * @param connector whose connections they are
     * @param most of all clients together
     * @param mostOfAddress of one address
     * @param headerTime within which a request's header has to arrive
     */
    public ClientConnections(AbstractConnector connector, int most, int mostOfAddress, Duration headerTime) {
        this.connector = connector;
        this.most = most;
        this.mostOfAddress = mostOfAddress;
        this.headerNanos = headerTime.toNanos();
        connector.addBean(this, false);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        lookLater();
    }

    @Override
    protected void doStop() throws Exception {
        synchronized (this) {
            nextLook.cancel();
        }
        super.doStop();
    }

    @Override
    public void onOpened(Connection connection) {
        Optional<InetAddress> address = address(connection);
        Optional<Connection> surplus = Optional.empty();
        synchronized (this) {
            Open outer = open.get(transport(connection));
            if (outer != null) {
                outer.innermost = connection;
                outer.idleSince = System.nanoTime();
                return;
            }
            open.put(transport(connection), new Open(address, connection));
            int same =
                    address.map(from -> ofAddress.merge(from, 1, Integer::sum)).orElse(1);
            if (same > mostOfAddress) {
                surplus = Optional.of(idlest(other -> other.address.equals(address), connection));
            } else if (open.size() > most) {
                surplus = Optional.of(idlest(other -> true, connection));
            }
        }
        surplus.ifPresent(this::drop);
    }

    /** The one that has waited for its next request for longest; {@code otherwise} if all have one in the works. */
    private Connection idlest(Predicate<Open> among, Connection otherwise) {
        long now = System.nanoTime();
        return open.values().stream()
                .filter(other -> other.innermost != otherwise)
                .filter(other -> other.requests == 0 && among.test(other))
                .max(Comparator.comparingLong(other -> now - other.idleSince))
                .map(other -> other.innermost)
                .orElse(otherwise);
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        Open closed = open.get(transport(connection));
        if (closed != null && closed.innermost == connection) {
            open.remove(transport(connection));
            closed.address.ifPresent(
                    address -> ofAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1));
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        begun(connection);
        Request.addCompletionListener(request, fault -> ended(connection));
        return super.handle(request, response, callback);
    }

    private synchronized void begun(Connection connection) {
        Open on = open.get(transport(connection));
        if (on != null) {
            on.requests++;
        }
    }

    private synchronized void ended(Connection connection) {
        Open on = open.get(transport(connection));
        if (on != null) {
            on.requests--;
            on.idleSince = System.nanoTime();
            on.bytesBefore = connection.getBytesIn();
        }
    }

    /** How many are open. */
    public synchronized int count() {
        return open.size();
    }

    private synchronized void lookLater() {
        nextLook = connector.getScheduler().schedule(this::look, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Connection[] late;
        synchronized (this) {
            long now = System.nanoTime();
            late = open.values().stream()
                    .filter(on -> isLate(on, now))
                    .map(on -> on.innermost)
                    .toArray(Connection[]::new);
        }
        for (Connection connection : late) {
            drop(connection);
        }
        lookLater();
    }

    /** One that sends nothing is left to the idle timeout: it may be kept for later. */
    private boolean isLate(Open on, long now) {
        return on.requests == 0 && now - on.idleSince > headerNanos && on.innermost.getBytesIn() > on.bytesBefore;
    }

    private void drop(Connection connection) {
        LOG.debug("closing {}: it sends no request, and others need its place", connection);
        connection.getEndPoint().close();
    }

    /** What the connection and those around it have in common. */
    private static Object transport(Connection connection) {
        EndPoint end = connection.getEndPoint();
        while (end instanceof EndPoint.Wrapper inner) {
            end = inner.unwrap();
        }
        return end;
    }

    private static Optional<InetAddress> address(Connection connection) {
        SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
        return remote instanceof InetSocketAddress internet
                ? Optional.ofNullable(internet.getAddress())
                : Optional.empty();
    }
}
