/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
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
 * Bounds the connections of a server, of all clients and of one. Jetty's own bounds stop accepting: whoever fills them
 * shuts all others out. Here a new connection takes the place of the one that has been without a request for longest, so
 * that a health check or an order comes through among any number of connections that send nothing. A request's header has
 * to arrive within a time: Jetty's idle time begins anew with each byte.
 */
public final class ClientConnections extends Handler.Wrapper implements Connection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnections.class);
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    private final AbstractConnector connector;
    private final Bounds bounds;
    private final long headerNanos;
    private final Map<Object, Open> open = new HashMap<>();
    private final Map<Object, Theirs> clients = new HashMap<>();
    /** Those without a request, the one that has had none for longest first. */
    private final Set<Open> idle = new LinkedHashSet<>();

    private final LongAdder displaced = new LongAdder();
    private Scheduler.Task nextLook = () -> true;

    /**
     * How many connections there may be at once.
     *
     * @param most of all clients together
     * @param mostOfClient of one client
     * @param client whose a connection from an address is, as something that can be a key; nobody's if empty: it counts for the first bound alone
     */
    public record Bounds(int most, int mostOfClient, Function<InetAddress, Optional<?>> client) {

        public Bounds {
            requireNonNull(client, "client");
        }

        /** With a bound an address, of IPv6 a network of 64 bits. */
        public static Bounds ofAddresses(int most, int mostOfAddress) {
            return new Bounds(most, mostOfAddress, address -> Optional.of(Subscribers.of(address)));
        }

        /** With none but that of all together. */
        public static Bounds ofAll(int most) {
            return new Bounds(most, most, address -> Optional.empty());
        }
    }

    /**
     * An open connection: how many requests it has in the works, and since when there is none. Over TLS there are two connections
     * in Jetty's sense, one in the other, and the inner one, once it is there, knows of requests.
     */
    private static final class Open {

        private final Optional<?> client;
        private Connection innermost;
        private int requests;
        private long idleSince = System.nanoTime();
        private long bytesBefore;
        /** Over HTTP/2 what comes between requests need not be one. */
        private boolean multiplexed;

        private Open(Optional<?> client, Connection innermost) {
            this.client = client;
            this.innermost = innermost;
        }
    }

    /** What one client has open. */
    private static final class Theirs {

        private final Set<Open> idle = new LinkedHashSet<>();
        private int count;
    }

    /**
     * @param connector whose connections they are
     * @param headerTime within which a request's header has to arrive
     */
    public ClientConnections(AbstractConnector connector, Bounds bounds, Duration headerTime) {
        this.connector = connector;
        this.bounds = bounds;
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
        Optional<Open> surplus;
        synchronized (this) {
            Open outer = open.get(transport(connection));
            if (outer != null) {
                outer.innermost = connection;
                if (outer.requests == 0) {
                    becomesIdle(outer);
                }
                return;
            }
            Open opened = new Open(client(connection), connection);
            open.put(transport(connection), opened);
            opened.client.ifPresent(client -> theirs(client).count++);
            surplus = surplus(opened);
            becomesIdle(opened);
            surplus.ifPresent(this::forget);
        }
        surplus.ifPresent(other -> {
            displaced.increment();
            drop(other.innermost);
        });
    }

    /** Which has to go because this one has come: the idlest, or itself where all others have a request in the works. */
    private Optional<Open> surplus(Open opened) {
        Optional<Theirs> theirs = opened.client.map(this::theirs);
        Set<Open> among = idle;
        if (theirs.isPresent() && theirs.get().count > bounds.mostOfClient()) {
            among = theirs.get().idle;
        } else if (open.size() <= bounds.most()) {
            return Optional.empty();
        }
        return Optional.of(among.isEmpty() ? opened : among.iterator().next());
    }

    private Theirs theirs(Object client) {
        return clients.computeIfAbsent(client, first -> new Theirs());
    }

    private void becomesIdle(Open one) {
        isNotIdle(one);
        one.idleSince = System.nanoTime();
        idle.add(one);
        one.client.ifPresent(client -> theirs(client).idle.add(one));
    }

    private void isNotIdle(Open one) {
        idle.remove(one);
        one.client.ifPresent(client -> theirs(client).idle.remove(one));
    }

    private void forget(Open gone) {
        open.remove(transport(gone.innermost));
        isNotIdle(gone);
        gone.client.ifPresent(client -> {
            if (--theirs(client).count == 0) {
                clients.remove(client);
            }
        });
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        Open closed = open.get(transport(connection));
        if (closed != null && closed.innermost == connection) {
            forget(closed);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        begun(connection, DeliveryDeadline.isMultiplexed(request));
        Request.addCompletionListener(request, fault -> ended(connection));
        return super.handle(request, response, callback);
    }

    private synchronized void begun(Connection connection, boolean multiplexed) {
        Open on = open.get(transport(connection));
        if (on != null) {
            on.requests++;
            on.multiplexed = multiplexed;
            isNotIdle(on);
        }
    }

    private synchronized void ended(Connection connection) {
        Open on = open.get(transport(connection));
        if (on != null && --on.requests == 0) {
            on.bytesBefore = connection.getBytesIn();
            becomesIdle(on);
        }
    }

    /** How many are open. */
    public synchronized int count() {
        return open.size();
    }

    /** How many were closed so far because others needed their place. */
    public long displaced() {
        return displaced.sum();
    }

    private synchronized void lookLater() {
        nextLook = connector.getScheduler().schedule(this::look, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        List<Connection> late;
        synchronized (this) {
            long now = System.nanoTime();
            late = idle.stream()
                    .takeWhile(on -> now - on.idleSince > headerNanos)
                    .filter(ClientConnections::hasBegun)
                    .map(on -> on.innermost)
                    .toList();
        }
        late.forEach(ClientConnections::drop);
        lookLater();
    }

    /** One that sends nothing is left to the idle timeout: it may be kept for later. */
    private static boolean hasBegun(Open on) {
        return !on.multiplexed && on.innermost.getBytesIn() > on.bytesBefore;
    }

    private static void drop(Connection connection) {
        LOG.debug("closing {}: it sends no request, or others need its place", connection);
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

    private Optional<?> client(Connection connection) {
        SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
        return remote instanceof InetSocketAddress internet && internet.getAddress() != null
                ? bounds.client().apply(internet.getAddress())
                : Optional.empty();
    }
}
