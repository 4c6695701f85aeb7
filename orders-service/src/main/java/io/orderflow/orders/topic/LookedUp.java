/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.topic;

import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.Problem;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Answers with what is looked up in Kafka, or after a while with why it is not there. */
public final class LookedUp {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private LookedUp() {}

    /**
     * Answers 200 with what is {@code found}, or 503.
     *
     * @param what is asked for, such as {@code the products}
     */
    public static void answer(AsyncResponse response, String what, CompletableFuture<?> found) {
        AsyncAnswers.answer(
                response,
                found.copy()
                        .orTimeout(WAIT.toMillis(), TimeUnit.MILLISECONDS)
                        .handle((answer, fault) ->
                                fault == null ? Response.ok(answer).build() : refused(what, fault)));
    }

    private static Response refused(String what, Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof KafkaException || cause instanceof TimeoutException) {
            String why = cause instanceof TimeoutException ? "Kafka has not answered yet" : cause.getMessage();
            return Answers.unavailable(Problem.unavailable("%s cannot be read now: %s".formatted(what, why)));
        }
        throw new CompletionException(cause);
    }
}
