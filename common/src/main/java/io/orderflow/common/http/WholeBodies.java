/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests before anybody has to wait for them: a request goes on when all of its body is here, and until
 * then no thread has it. A body that is too long is refused with 413, one that takes too long with 408. (Jetty's
 * {@code EagerContentHandler} knows no such time, and keeps a network buffer for each byte that comes alone.)
 */
public final class WholeBodies extends Handler.Wrapper {

    /** So much of each body is taken whatever others send, as most bodies are no larger. */
    private static final int SMALL = 16 * 1024;

    /** A client in the middle of a body that is too long reads the answer only if some of the rest is taken off it. */
    private static final long MOST_SKIPPED = 2 * 1024 * 1024;

    private final int most;
    private final long mostTogether;
    private final Duration time;
    private final AtomicLong together = new AtomicLong();

    /**
     * @param most bytes of a body
     * @param mostTogether bytes of all bodies that are larger than {@value #SMALL}, until their requests are answered; a larger one
     *     is refused with 503 then
     * @param time within which all of a body has to arrive
     */
    public WholeBodies(int most, long mostTogether, Duration time) {
        this.most = most;
        this.mostTogether = mostTogether;
        this.time = time;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getLength() > most && request.getHeaders().contains(HttpHeader.EXPECT)) { // it asks before it sends
            Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
            return true;
        }
        return new Reading(request, response, callback).begin();
    }

    private final class Reading {

        private final Request request;
        private final Response response;
        private final Callback callback;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private Scheduler.@Nullable Task deadline;
        private long length;
        private final AtomicLong held = new AtomicLong();
        private boolean crowded;
        private boolean over;

        private Reading(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        /** Where all of the body is here already, as it mostly is, this thread goes on with the request. */
        private boolean begin() throws Exception {
            if (read()) {
                return !end() || next();
            }
            synchronized (this) {
                if (!over) {
                    deadline = request.getComponents()
                            .getScheduler()
                            .schedule(this::late, time.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
            return true;
        }

        private void more() {
            if (read() && end()) {
                request.getContext().execute(this::goOn);
            }
        }

        /** True when there is no more to come. */
        private boolean read() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this::more);
                    return false;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    failed(chunk.getFailure());
                    return true;
                }
                length += chunk.remaining();
                boolean kept = length <= most && hold();
                if (kept && chunk.hasRemaining()) {
                    byte[] bytes = new byte[chunk.remaining()];
                    chunk.getByteBuffer().get(bytes);
                    body.writeBytes(bytes);
                }
                boolean last = chunk.isLast();
                chunk.release();
                boolean noUse = !kept && (length <= most || length > most + MOST_SKIPPED);
                if (last || noUse) {
                    return true;
                }
            }
        }

        /** True if there is room for what has come. */
        private boolean hold() {
            long more = Math.max(0, length - SMALL) - held.get();
            if (more == 0) {
                return true;
            }
            if (together.addAndGet(more) > mostTogether) {
                together.addAndGet(-more);
                crowded = true;
                return false;
            }
            if (held.getAndAdd(more) == 0) {
                Request.addCompletionListener(request, fault -> together.addAndGet(-held.get()));
            }
            return true;
        }

        /** True if the request may go on. */
        private boolean end() {
            if (!finish()) {
                return false;
            }
            if (crowded) {
                String why = "too many large bodies come at once: try again";
                Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, why);
                return false;
            }
            if (length > most) {
                Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
                return false;
            }
            return true;
        }

        private void failed(@Nullable Throwable fault) {
            if (finish()) {
                int status = fault instanceof HttpException refused ? refused.getCode() : HttpStatus.BAD_REQUEST_400;
                Response.writeError(request, response, callback, status, "the body cannot be read to its end");
            }
        }

        private void late() {
            if (finish()) {
                Response.writeError(request, response, callback, HttpStatus.REQUEST_TIMEOUT_408);
            }
        }

        /** True for the first who asks: what comes of the request is decided once. */
        private synchronized boolean finish() {
            if (over) {
                return false;
            }
            over = true;
            if (deadline != null) {
                deadline.cancel();
            }
            return true;
        }

        private boolean next() throws Exception {
            return WholeBodies.super.handle(new WithBody(request, body.toByteArray()), response, callback);
        }

        private void goOn() {
            try {
                if (!next()) {
                    Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
                }
            } catch (Exception e) {
                Response.writeError(request, response, callback, e);
            }
        }
    }

    /** A request whose body is here: reading it never waits. */
    private static final class WithBody extends Request.Wrapper {

        private final Content.Source body;

        private WithBody(Request request, byte[] bytes) {
            super(request);
            this.body = Content.Source.from(ByteBuffer.wrap(bytes));
        }

        @Override
        public long getLength() {
            return body.getLength();
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable more) {
            body.demand(more);
        }

        @Override
        public void fail(Throwable fault) {
            body.fail(fault);
        }
    }
}
