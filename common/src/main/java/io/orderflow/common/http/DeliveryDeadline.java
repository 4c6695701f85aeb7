/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Gives up a client that does not take its answer in time, so that what waits to be sent has an end: closes its connection or,
 * where there are other requests on that, ends this one alone.
 */
public final class DeliveryDeadline {

    private DeliveryDeadline() {}

    /** {@code callback} of a write to the client of {@code request}, which has to be done within {@code time}. */
    public static Callback within(Duration time, Request request, Callback callback) {
        Scheduler.Task late = request.getComponents()
                .getScheduler()
                .schedule(() -> giveUp(request), time.toMillis(), TimeUnit.MILLISECONDS);
        return Callback.from(late::cancel, callback);
    }

    private static void giveUp(Request request) {
        if (isMultiplexed(request)) {
            request.fail(new IOException("the client does not take its answer"));
        } else {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
        }
    }

    /** True over HTTP/2, where a connection has many requests at once. */
    public static boolean isMultiplexed(Request request) {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
    }
}
