/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Places orders and waits for their decisions, as many clients would: POST, then GET .../validated on the same connection. One
 * thread and non-blocking sockets, so that on a small machine it is the system that is measured. In an open loop latencies run
 * from when an order was due, not from when there was time to send it (no <em>coordinated omission</em>).
 */
final class LoadGenerator {

    private static final int MOST_CONNECTIONS = 4_000;
    private static final int MOST_BYTES = 64 * 1024;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long MOST_MICROS = TimeUnit.SECONDS.toMicros(60);

    private final InetSocketAddress server;
    private final int customers;
    private final Load load;
    private final Selector selector;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Histogram posted = new Histogram(MOST_MICROS, 3);
    private final Histogram decided = new Histogram(MOST_MICROS, 3);
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final long began = System.nanoTime();
    private final long ends;
    private int open;
    private int underWay;
    private long orders;
    private long decidedInTime;

    private LoadGenerator(InetSocketAddress server, int customers, Load load) throws IOException {
        this.server = server;
        this.customers = customers;
        this.load = load;
        this.ends = began + load.duration().toNanos();
        this.selector = Selector.open();
    }

    /**
     * Loads {@code server}, and returns when all orders are decided or given up.
     *
     * @param customers that place orders, numbered from 1
     */
    static LoadResult run(InetSocketAddress server, int customers, Load load) throws IOException {
        LoadGenerator generator = new LoadGenerator(server, customers, load);
        try (generator.selector) {
            return generator.run();
        }
    }

    private LoadResult run() throws IOException {
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int client = 0; client < load.clients(); client++) {
            begin(System.nanoTime());
        }
        for (long now = System.nanoTime();
                now < ends || (underWay > 0 && now < ends + PATIENCE);
                now = System.nanoTime()) {
            beginWhatIsDue(now);
            selector.select(this::ready, untilNext(now));
        }
        selector.keys().forEach(key -> ((Connection) key.attachment()).giveUp());
        double seconds = load.duration().toNanos() / 1e9;
        double cpuMillis = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6;
        return new LoadResult(posted, decided, decidedInTime / seconds, orders, outcomes, cpuMillis);
    }

    private void beginWhatIsDue(long now) throws IOException {
        while (load.rate() > 0 && began + load.due(orders) <= now && began + load.due(orders) < ends) {
            begin(began + load.due(orders));
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
            end("not sent", due, false);
            return;
        }
        underWay++;
        if (connection == null) {
            open++;
            connection = new Connection();
        }
        connection.post(number, due);
    }

    private void end(String outcome, long due, boolean isDecided) {
        outcomes.merge(outcome, 1L, Long::sum);
        long now = System.nanoTime();
        decided.recordValue(isDecided ? micros(due, now) : TimeUnit.NANOSECONDS.toMicros(PATIENCE));
        if (isDecided && now < ends) {
            decidedInTime++;
        }
    }

    private static long micros(long from, long to) {
        return Math.min(MOST_MICROS, Math.max(0, (to - from) / 1_000));
    }

    private void ready(SelectionKey key) {
        ((Connection) key.attachment()).ready(key);
    }

    private String order(long number) {
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < load.lines(); line++) {
            String product = "p" + ((number + line) % Shop.PRODUCTS + 1);
            lines.append(line == 0 ? "" : ",")
                    .append("{\"product\":\"")
                    .append(product)
                    .append("\",\"quantity\":1,\"unitPrice\":")
                    .append(Shop.PRICE)
                    .append('}');
        }
        return "{\"customerId\":" + (number % customers + 1) + ",\"currency\":\"EUR\",\"lines\":[" + lines + "]}";
    }

    /** One connection, with one order under way at a time. */
    private final class Connection {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer in = ByteBuffer.allocate(MOST_BYTES);
        private ByteBuffer out = ByteBuffer.allocate(0);
        private long due;
        private boolean posting;
        private boolean waiting;

        Connection() throws IOException {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(server);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        }

        void post(long number, long dueAt) {
            due = dueAt;
            posting = true;
            byte[] body = order(number).getBytes(UTF_8);
            send(
                    "POST /v1/orders HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s"
                            .formatted(server.getHostString(), body.length, new String(body, UTF_8)));
        }

        private void send(String request) {
            waiting = true;
            in.clear();
            out = ByteBuffer.wrap(request.getBytes(UTF_8));
            if (channel.isConnected()) {
                write();
            }
        }

        private void write() {
            try {
                channel.write(out);
                key.interestOps(
                        out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
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
                send("GET /v1/orders/%s/validated?timeout=25000 HTTP/1.1\r\nHost: %s\r\n\r\n"
                        .formatted(answer.text("id").orElseThrow(), server.getHostString()));
                return;
            }
            boolean isDecided = !posting && answer.status() == 200;
            String outcome = isDecided
                    ? answer.text("state").orElse("?")
                    : String.format(Locale.ROOT, "%s %d", posting ? "POST" : "GET", answer.status());
            end(outcome, due, isDecided);
            underWay--;
            idle.push(this);
            if (load.clients() > 0 && System.nanoTime() < ends) {
                begin(System.nanoTime());
            }
        }

        private void lost() {
            if (waiting) {
                end("connection lost", due, false);
                underWay--;
            }
            close();
        }

        void giveUp() {
            if (waiting) {
                end("undecided", due, false);
            }
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
