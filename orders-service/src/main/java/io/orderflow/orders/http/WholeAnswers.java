/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import io.orderflow.common.http.DeliveryDeadline;
import io.orderflow.common.http.SecurityHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Writes each answer once it is whole, in one go and without a thread that waits: a client that does not read holds its own
 * connection and what it was answered, for {@value #MOST_SECONDS} seconds at most. All that wait to be read together have a
 * bound; beyond it, a large answer is replaced by a 503. A stream of events is written as it comes, by its own rules.
 */
final class WholeAnswers extends Handler.Wrapper {

    private static final String EVENT_STREAM = "text/event-stream";
    private static final int MOST_SECONDS = 30;
    private static final long MOST_BYTES_UNREAD = 64L * 1024 * 1024;

    /**
     * What the sockets' buffers take anyway is not counted: such answers are given whatever others do. Over HTTP/2 they take
     * nothing that the client does not ask for, of any of a hundred requests at once.
     */
    private static final int SMALL = 16 * 1024;

    private final AtomicLong unread = new AtomicLong();

    WholeAnswers(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Answer answer = new Answer(request, response, callback);
        return super.handle(request, answer, answer);
    }

    /** One answer; also told when its handler is done, which may be without a last write. */
    private final class Answer extends Response.Wrapper implements Callback {

        private final Callback done;
        private ByteArrayOutputStream whole = new ByteArrayOutputStream();
        private boolean last;

        Answer(Request request, Response response, Callback done) {
            super(request, response);
            this.done = done;
        }

        @Override
        public void write(boolean isLast, ByteBuffer content, Callback callback) {
            if (isStream()) {
                last |= isLast;
                super.write(isLast, content, callback);
                return;
            }
            if (content != null && content.hasRemaining()) {
                whole.writeBytes(BufferUtil.toArray(content));
                content.position(content.limit());
            }
            if (isLast) {
                writeWhole(callback);
            } else {
                callback.succeeded();
            }
        }

        private boolean isStream() {
            return EVENT_STREAM.equals(getHeaders().get(HttpHeader.CONTENT_TYPE));
        }

        private void writeWhole(Callback written) {
            Callback callback = orClientIsGone(written);
            last = true;
            byte[] bytes = whole.toByteArray();
            whole = new ByteArrayOutputStream();
            if (bytes.length <= SMALL && !DeliveryDeadline.isMultiplexed(getRequest())) {
                super.write(true, ByteBuffer.wrap(bytes), callback);
                return;
            }
            if (unread.addAndGet(bytes.length) > MOST_BYTES_UNREAD) {
                unread.addAndGet(-bytes.length);
                getWrapped().reset();
                SecurityHeaders.addTo(getHeaders(), getRequest());
                setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
                getHeaders().put(new HttpField(HttpHeader.RETRY_AFTER, "1"));
                super.write(true, BufferUtil.EMPTY_BUFFER, callback);
                return;
            }
            super.write(
                    true,
                    ByteBuffer.wrap(bytes),
                    DeliveryDeadline.within(
                            Duration.ofSeconds(MOST_SECONDS),
                            getRequest(),
                            Callback.from(callback, () -> unread.addAndGet(-bytes.length))));
        }

        /** Jersey does not end a request whose client is gone when it is answered: so that it ends, it is told to fail. */
        private Callback orClientIsGone(Callback written) {
            return Callback.from(written::succeeded, fault -> {
                written.failed(fault);
                Runnable end = HttpChannel.from(getRequest()).onRemoteFailure(fault);
                if (end != null) {
                    getRequest().getContext().execute(end);
                }
            });
        }

        @Override
        public void reset() {
            whole = new ByteArrayOutputStream();
            super.reset();
            SecurityHeaders.addTo(getHeaders(), getRequest());
        }

        @Override
        public void succeeded() {
            if (last || whole.size() == 0) {
                done.succeeded();
            } else {
                writeWhole(done);
            }
        }

        @Override
        public void failed(Throwable fault) {
            done.failed(fault);
        }
    }
}
