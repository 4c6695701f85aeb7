/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Lets an answer wait for work that is done elsewhere. */
public final class AsyncAnswers {

    private AsyncAnswers() {}

    /** Answers when {@code work} is done; what is logged by then says which request it is about. */
    @SuppressWarnings("FutureReturnValueIgnored") // the response is its end
    public static void answer(AsyncResponse response, CompletableFuture<Response> work) {
        RequestId request = RequestId.current();
        work.whenComplete((answer, fault) -> {
            RequestId.Said said = request.say();
            try {
                if (isCancelled(fault)) {
                    response.resume(Answers.clientLeft());
                } else if (fault == null) {
                    response.resume(answer);
                } else {
                    response.resume(fault);
                }
            } finally {
                said.close();
            }
        });
    }

    private static boolean isCancelled(@Nullable Throwable fault) {
        Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
        return cause instanceof CancellationException;
    }
}
