/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** Closes the connection of a client that does not take its answer in time, so that what waits to be sent has an end. */
public final class DeliveryDeadline {

    private DeliveryDeadline() {}

    /** {@code callback} of a write to the client of {@code request}, which has to be done within {@code time}. */
    public static Callback within(Duration time, Request request, Callback callback) {
        EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
        Scheduler.Task late =
                request.getComponents().getScheduler().schedule(client::close, time.toMillis(), TimeUnit.MILLISECONDS);
        return Callback.from(late::cancel, callback);
    }
}
