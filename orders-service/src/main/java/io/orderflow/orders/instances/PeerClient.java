/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.tls.Tls;
import io.orderflow.orders.access.AccessFilter;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Sends requests to other instances, on their instances' listener. Any number may be open; none of them holds a thread. */
public final class PeerClient {

    private final Executor answers;
    private volatile HttpClient http;

    /**
     * @param connectTimeout after which an instance that does not accept the connection is taken for away
     * @param tls that the instances talk over, each with a certificate; empty where they talk in the clear
     * @param answers where the futures are completed
     */
    public PeerClient(Duration connectTimeout, Optional<Tls> tls, Executor answers) {
        this.answers = requireNonNull(answers, "answers");
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .executor(answers);
        tls.ifPresent(secure -> client.sslContext(secure.context()).sslParameters(secure.parameters()));
        http = client.build();
        tls.ifPresent(secure ->
                secure.onRenewal(context -> http = client.sslContext(context).build()));
    }

    /**
     * GETs {@code path} (encoded, from the root, with its query) of {@code instance}, as {@link #send}.
     *
     * @param authorization the client's, which that instance asks for too
     */
    public CompletableFuture<PeerAnswer> get(
            Instance instance, String path, Optional<String> authorization, Duration deadline) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(instance.resolve(path)).timeout(deadline);
        authorization.ifPresent(token -> request.header("Authorization", token));
        return send(request.build());
    }

    /**
     * Sends {@code request}. The future fails with an {@link java.io.IOException} when there is no answer within the request's
     * timeout; ending it earlier drops the request, which the other instance notices.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what comes is handed on
    CompletableFuture<PeerAnswer> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, BodyHandlers.ofByteArray());
        boolean withToken = request.headers().firstValue("Authorization").isPresent();
        CompletableFuture<PeerAnswer> answer =
                sent.thenApplyAsync(PeerClient::answer, answers).thenCompose(given -> checked(given, withToken));
        answer.whenComplete((done, fault) -> sent.cancel(true));
        return answer;
    }

    /** An instance that asks for no token would tell anybody anything: it is as good as away. */
    private static CompletableFuture<PeerAnswer> checked(PeerAnswer answer, boolean withToken) {
        boolean believed = !withToken
                || answer.status() == ForwardedRequest.MISDIRECTED
                || answer.headers().firstValue(AccessFilter.CHECKED).isPresent();
        return believed
                ? CompletableFuture.completedFuture(answer)
                : CompletableFuture.failedFuture(new IOException("the other instance asks for no tokens"));
    }

    private static PeerAnswer answer(HttpResponse<byte[]> response) {
        return new PeerAnswer(response.statusCode(), response.headers(), response.body());
    }
}
