/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Asks other instances over HTTP. Any number of questions may be open; none of them holds a thread. */
public final class PeerClient {

    /** Marks what one instance asks another: it is answered from what that one has, and never asked on. */
    public static final String HOP = "Orderflow-Hop";

    private final HttpClient http;
    private final Executor answers;

    /**
     * @param connectTimeout after which an instance that does not accept the connection is taken for away
     * @param answers where the futures are completed
     */
    public PeerClient(Duration connectTimeout, Executor answers) {
        this.answers = requireNonNull(answers, "answers");
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .executor(answers)
                .build();
    }

    /**
     * GETs {@code path} (encoded, from the root, with its query) of {@code instance}. The future fails with an
     * {@link java.io.IOException} when there is no answer within {@code deadline}; cancelling it drops the question, which
     * the other instance notices.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what comes is handed on
    public CompletableFuture<PeerAnswer> get(Instance instance, String path, Duration deadline) {
        HttpRequest request = HttpRequest.newBuilder(instance.resolve(path))
                .header(HOP, "1")
                .timeout(deadline)
                .build();
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, BodyHandlers.ofByteArray());
        CompletableFuture<PeerAnswer> answer = sent.thenApplyAsync(PeerClient::answer, answers);
        answer.whenComplete((done, error) -> {
            if (answer.isCancelled()) {
                sent.cancel(true);
            }
        });
        return answer;
    }

    private static PeerAnswer answer(HttpResponse<byte[]> response) {
        return new PeerAnswer(
                response.statusCode(), response.body(), response.headers().firstValue("ETag"));
    }
}
