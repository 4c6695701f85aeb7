/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients who are there while others place orders: some wait for an order that nobody places, and ask again when they are told that there
 * is none; some follow the feed of all orders. One thread, apart from the load's, and one connection each.
 */
final class Onlookers implements AutoCloseable {

    /** Whoever connects while so many wait to be accepted waits a second longer. */
    private static final int BACKLOG = 25;

    private final Selector selector;
    private final Thread thread = new Thread(this::listen, "onlookers");
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private volatile boolean isOver;
    private int asked;
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    private Onlookers() throws IOException {
        selector = Selector.open();
    }

    /** Returns when all have asked. */
    static Onlookers of(List<InetSocketAddress> servers, int parked, int followers) throws IOException {
        Onlookers onlookers = new Onlookers();
        for (int i = 0; i < parked; i++) {
            onlookers.ask(servers.get(i % servers.size()), "/v1/orders/nobody-" + i + "?timeout=60000");
        }
        for (int i = 0; i < followers; i++) {
            onlookers.ask(servers.get(i % servers.size()), "/v1/orders/events");
        }
        onlookers.thread.start();
        return onlookers;
    }

    private void ask(InetSocketAddress server, String path) throws IOException {
        if (++asked % BACKLOG == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        SocketChannel channel = SocketChannel.open(server);
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(ISO_8859_1);
        channel.write(ByteBuffer.wrap(request));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, request);
    }

    private void listen() {
        try {
            while (!isOver) {
                selector.select(this::ready);
            }
            for (SelectionKey key : new ArrayList<>(selector.keys())) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            int count = channel.read(in.clear());
            if (count < 0) {
                throw new IOException("closed");
            }
            bytes.addAndGet(count);
            if (isAnswered()) {
                channel.write(ByteBuffer.wrap((byte[]) key.attachment()));
            }
        } catch (IOException e) {
            lost.incrementAndGet();
            key.cancel();
        }
    }

    /** An answer to a parked request is small and comes at once; a feed's has no length and never ends. */
    private boolean isAnswered() {
        try {
            return HttpAnswer.of(in).isPresent();
        } catch (IllegalArgumentException e) {
            return false; // part of a feed
        }
    }

    /** How many the service has hung up on. */
    int lost() {
        return lost.get();
    }

    /** What they were told so far, together. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        isOver = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
