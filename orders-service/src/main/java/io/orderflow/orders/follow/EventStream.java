/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One client of a feed: writes server-sent events as fast as it reads and no faster, without a thread. What it has not taken
 * waits in a queue; when that is full it is dropped, and may come back with the id of the last event that it got.
 */
final class EventStream implements Follower, WriteListener, AsyncListener {

    private static final int MOST_WAITING = 1_000;
    private static final int MOST_WAITING_BYTES = 1024 * 1024;
    private static final long ROOM_WAIT = TimeUnit.SECONDS.toNanos(10);
    private static final byte[] HEARTBEAT = ":\n".getBytes(UTF_8);

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final byte[] eventLine;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean open;
    private boolean unflushed;
    private boolean ending;
    private boolean gone;

    EventStream(AsyncContext context, ServletOutputStream out, String event) {
        this.context = context;
        this.out = out;
        this.eventLine = ("event: " + event + "\ndata: ").getBytes(UTF_8);
    }

    /** To be called once, when the response's headers are set. */
    void open() {
        context.addListener(this);
        out.setWriteListener(this);
    }

    @Override
    public synchronized boolean next(FeedRecord record, Offsets behind) {
        if (ending || isFull()) {
            return false;
        }
        add(eventLine, record.data().getBytes(UTF_8), ("\nid: " + behind + "\n\n").getBytes(UTF_8));
        return true;
    }

    /** A comment that keeps the connection, and an id that is remembered though no event comes with it. */
    @Override
    public synchronized void idle(Offsets place) {
        if (!ending && !isFull()) {
            add(HEARTBEAT, ("id: " + place + "\n\n").getBytes(UTF_8));
        }
    }

    @Override
    public synchronized boolean awaitRoom() {
        long deadline = System.nanoTime() + ROOM_WAIT;
        while (isFull() && !gone) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !gone;
    }

    @Override
    public synchronized boolean gone() {
        return gone;
    }

    @Override
    public synchronized void end() {
        ending = true;
        if (isFull()) {
            complete(); // it does not take what there is
        } else {
            write();
        }
    }

    private boolean isFull() {
        return waiting.size() >= MOST_WAITING || waitingBytes >= MOST_WAITING_BYTES;
    }

    private void add(byte[]... parts) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            frame.writeBytes(part);
        }
        waiting.add(frame.toByteArray());
        waitingBytes += frame.size();
        write();
    }

    @Override
    public synchronized void onWritePossible() {
        open = true;
        write();
    }

    private void write() {
        if (gone || !open) {
            return;
        }
        try {
            while (out.isReady()) {
                byte[] frame = waiting.poll();
                if (frame != null) {
                    waitingBytes -= frame.length;
                    out.write(frame);
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    if (ending) {
                        complete();
                    }
                    break;
                }
            }
        } catch (IOException | IllegalStateException e) { // it has gone
            complete();
        }
        notifyAll();
    }

    private void complete() {
        if (!gone) {
            gone = true;
            waiting.clear();
            waitingBytes = 0;
            notifyAll();
            try {
                context.complete();
            } catch (IllegalStateException e) { // it is already
                return;
            }
        }
    }

    @Override
    public synchronized void onError(Throwable fault) {
        complete();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        gone = true;
        notifyAll();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onError(new IOException("no answer can take that long"));
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(new IOException("the client is gone"));
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // once is enough
    }
}
