/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Places orders and waits for their decisions, as many clients would: POST, then GET .../validated on the same connection. One
 * thread and non-blocking sockets, so that on a small machine it is the system that is measured. In an open loop latencies run
 * from when an order was due, not from when there was time to send it (no <em>coordinated omission</em>).
 */
final class LoadGenerator {

    /** A request or an answer is at most so long. */
    static final int MOST_BYTES = 8 * 1024;

    private static final int MOST_CONNECTIONS = 4_000;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LATE = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_MICROS = TimeUnit.SECONDS.toMicros(60);

    private final List<InetSocketAddress> servers;
    private final Load load;
    private final OrderRequests requests;
    private final Selector selector;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Queue<Long> pausing = new ArrayDeque<>();
    private final Histogram posted = new Histogram(MOST_MICROS, 3);
    private final Histogram decided = new Histogram(MOST_MICROS, 3);
    private final Histogram accepted = new Histogram(MOST_MICROS, 3);
    private final Histogram refused = new Histogram(MOST_MICROS, 3);
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final long began = System.nanoTime();
    private final long ends;
    private int connections;
    private int open;
    private int underWay;
    private long orders;
    private long decisions;
    private long decidedInTime;
    private long firstDecided;
    private long lastLate;

    private LoadGenerator(List<InetSocketAddress> servers, int customers, Tokens tokens, Load load) throws IOException {
        this.servers = servers;
        this.load = load;
        this.requests = new OrderRequests(load, customers, tokens, "b" + Long.toString(System.currentTimeMillis(), 36));
        this.ends = began + load.duration().toNanos();
        this.selector = Selector.open();
    }

    /**
     * Loads {@code servers} evenly, and returns when all orders are decided or given up.
     *
     * @param customers that place orders, numbered from 1
     * @param tokens by which each of them is known
     */
    static LoadResult run(List<InetSocketAddress> servers, int customers, Tokens tokens, Load load) throws IOException {
        LoadGenerator generator = new LoadGenerator(servers, customers, tokens, load);
        try (generator.selector) {
            return generator.run();
        }
    }

    private LoadResult run() throws IOException {
        long cpu = cpuNanos();
        for (int client = 0; client < load.clients(); client++) {
            begin(System.nanoTime());
        }
        for (long now = System.nanoTime();
                mayBegin(now) || (underWay > 0 && now < ends + PATIENCE);
                now = System.nanoTime()) {
            beginWhatIsDue(now);
            selector.select(this::ready, untilNext(now));
        }
        double seconds = (Math.min(ends, System.nanoTime()) - began) / 1e9;
        double cpuMillis = (cpuNanos() - cpu) / 1e6;
        new ArrayList<>(selector.keys()).forEach(key -> ((Connection) key.attachment()).giveUp());
        return new LoadResult(
                posted,
                decided,
                accepted,
                refused,
                firstDecided,
                lastLate,
                decidedInTime / seconds,
                orders,
                outcomes,
                cpuMillis);
    }

    /** Of this process, compilation and garbage collection too: what the system does not get. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** What was refused does not count as one of the most that are wanted. */
    private boolean mayBegin(long now) {
        return now < ends && decisions + underWay < load.most();
    }

    private void beginWhatIsDue(long now) throws IOException {
        while (load.rate() > 0 && began + load.due(orders) <= now && mayBegin(began + load.due(orders))) {
            begin(began + load.due(orders));
        }
        while (!pausing.isEmpty() && pausing.peek() <= now && mayBegin(now)) {
            pausing.remove();
            begin(now);
        }
    }

    private long untilNext(long now) {
        long next = load.rate() > 0 && began + load.due(orders) < ends ? began + load.due(orders) : now + 50_000_000;
        return Math.max(1, Math.min(50, (next - now) / 1_000_000));
    }

    private void begin(long due) throws IOException {
        long number = orders++;
        Connection connection = idle.poll();
        if (connection == null && open == MOST_CONNECTIONS) {
            undecided("not sent");
            return;
        }
        underWay++;
        if (connection == null) {
            open++;
            connection = new Connection(servers.get(connections++ % servers.size()));
        }
        connection.post(number, due);
    }

    private void undecided(String outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
        decided.recordValue(TimeUnit.NANOSECONDS.toMicros(PATIENCE));
    }

    private void decided(String state, long due) {
        long now = System.nanoTime();
        decisions++;
        outcomes.merge(state, 1L, Long::sum);
        decided.recordValue(micros(due, now));
        accepted.recordValue(micros(due, now));
        if (now - due > LATE) {
            late(due);
        }
        if (now < ends) {
            decidedInTime++;
        }
        if (firstDecided == 0) {
            firstDecided = now;
        }
    }

    private void late(long due) {
        lastLate = lastLate == 0 ? due : Math.max(lastLate, due);
    }

    private static long micros(long from, long to) {
        return Math.min(MOST_MICROS, Math.max(0, (to - from) / 1_000));
    }

    private void ready(SelectionKey key) {
        ((Connection) key.attachment()).ready(key);
    }

    /** One connection, with one order under way at a time. */
    private final class Connection {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer in = ByteBuffer.allocateDirect(MOST_BYTES);
        private final ByteBuffer out = ByteBuffer.allocateDirect(MOST_BYTES);
        private long number;
        private long due;
        private boolean posting;
        private boolean waiting;

        Connection(InetSocketAddress server) throws IOException {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(server);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        }

        void post(long next, long dueAt) {
            number = next;
            due = dueAt;
            posting = true;
            out.clear();
            requests.post(next, out);
            send();
        }

        private void send() {
            waiting = true;
            in.clear();
            out.flip();
            if (channel.isConnected()) {
                write();
            }
        }

        private void write() {
            try {
                channel.write(out);
                int wanted = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
                if (key.interestOps() != wanted) {
                    key.interestOps(wanted);
                }
            } catch (IOException e) {
                lost();
            }
        }

        void ready(SelectionKey selected) {
            try {
                if (selected.isConnectable()) {
                    channel.finishConnect();
                    write();
                } else if (selected.isReadable()) {
                    read();
                } else if (selected.isWritable()) {
                    write();
                }
            } catch (IOException | IllegalArgumentException e) {
                lost();
            }
        }

        private void read() throws IOException {
            if (channel.read(in) < 0 || !in.hasRemaining()) {
                lost();
                return;
            }
            Optional<HttpAnswer> answer = HttpAnswer.of(in);
            if (answer.isPresent()) {
                waiting = false;
                answered(answer.get());
            }
        }

        private void answered(HttpAnswer answer) throws IOException {
            if (posting && answer.status() == 201) {
                posting = false;
                posted.recordValue(micros(due, System.nanoTime()));
                out.clear();
                requests.get(number, answer.text("id").orElseThrow(), out);
                send();
                return;
            }
            if (posting) {
                if (answer.status() == 503) {
                    refused.recordValue(micros(due, System.nanoTime()));
                }
                undecided("POST " + answer.status());
            } else if (answer.status() == 200) {
                decided(answer.text("state").orElse("?"), due);
            } else {
                undecidedThoughAccepted("GET " + answer.status());
            }
            boolean isRefused = posting;
            underWay--;
            idle.push(this);
            if (load.clients() > 0) {
                next(isRefused);
            }
        }

        /** A client goes on with its next order; after a refusal, in a while. */
        private void next(boolean isRefused) throws IOException {
            long now = System.nanoTime();
            if (isRefused) {
                pausing.add(now + PAUSE);
            } else if (mayBegin(now)) {
                begin(now);
            }
        }

        private void undecidedThoughAccepted(String outcome) {
            undecided(outcome);
            accepted.recordValue(TimeUnit.NANOSECONDS.toMicros(PATIENCE));
            late(due);
        }

        private void fail(String outcome) {
            if (waiting && posting) {
                undecided(outcome);
            } else if (waiting) {
                undecidedThoughAccepted(outcome);
            }
        }

        private void lost() {
            fail("connection lost");
            if (waiting) {
                underWay--;
                if (load.clients() > 0) {
                    pausing.add(System.nanoTime() + PAUSE);
                }
            }
            close();
        }

        void giveUp() {
            fail("undecided");
            close();
        }

        private void close() {
            waiting = false;
            open--;
            idle.remove(this);
            key.cancel();
            try {
                channel.close();
            } catch (IOException e) {
                // it is of no use any more either way
            }
        }
    }
}
