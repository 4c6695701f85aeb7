/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.show.AvroJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An engine beside Orderflow that is asked in JSON over HTTP. No answer is read beyond a bound, and none is waited for for ever. */
public final class JsonService {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final String what;
    private final String flag;
    private final String url;
    private final Duration patience;
    private final int longestAnswer;
    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /**
     * Asks nothing yet.
     *
     * @param what is there, for errors: Kafka Connect
     * @param flag that gave its address, for errors: {@code --connect}
     * @param patience how long an answer may take, to its last byte
     * @param longestAnswer in bytes
     * @throws ClientException if {@code url} is none
     */
    public JsonService(String what, String flag, String url, Duration patience, int longestAnswer) {
        this.what = what;
        this.flag = flag;
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.patience = patience;
        this.longestAnswer = longestAnswer;
        if (!url.matches("https?://[^\\s/@]+(/.*)?")) { // no user:password@, which errors would show
            throw new ClientException(Kind.INVALID, flag + ": must be a URL such as http://localhost:8083");
        }
    }

    /** Without a body. */
    public Reply ask(String method, String path) {
        return ask(method, path, "application/json", "");
    }

    /**
     * What it answers, whatever status that has.
     *
     * @throws ClientException {@link Kind#AWAY} if no answer comes, or one that is no JSON
     */
    public Reply ask(String method, String path, String contentType, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(patience)
                .header("Content-Type", contentType)
                .header("Accept", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return reply(client.sendAsync(request, BoundedText.atMost(longestAnswer))
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join());
        } catch (CompletionException e) {
            throw away(e.getCause() == null ? e : e.getCause());
        }
    }

    private Reply reply(HttpResponse<String> response) {
        String body = response.body();
        try {
            return new Reply(
                    response.statusCode(),
                    "",
                    body.isBlank() ? MissingNode.getInstance() : AvroJson.MAPPER.readTree(body));
        } catch (JsonProcessingException e) {
            throw new ClientException(
                    Kind.AWAY,
                    "what answers at %s (HTTP %s) is no %s: check %s".formatted(url, response.statusCode(), what, flag),
                    e);
        }
    }

    private ClientException away(Throwable fault) {
        if (!(fault instanceof IOException) && !(fault instanceof TimeoutException)) {
            throw new IllegalStateException(fault);
        }
        String why = fault instanceof TimeoutException
                ? "no answer in time"
                : fault.getMessage() == null ? "connection refused" : fault.getMessage();
        return new ClientException(
                Kind.AWAY,
                "no %s at %s (%s): is it running? If it is elsewhere, give %s".formatted(what, url, why, flag),
                fault);
    }
}
