/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.WholeSystem.PATIENCE;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of several processes of the orders service, and a client of it that can ask any number of things at once. */
final class OrdersInstance implements AutoCloseable {

    private static final String TOKEN = "Consistency-Token";
    private static final Pattern REST = Pattern.compile("serves at http://localhost:(\\d+)");
    private static final Pattern MANAGEMENT = Pattern.compile("metrics and topology at (http://\\S+)");
    private static final Duration GIVE_UP = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServiceProcess process;

    /** Starts one. */
    OrdersInstance(WholeSystem system, Path folder, String name, String... flags) {
        List<String> all = new ArrayList<>(List.of(
                "--port",
                "0",
                "--bootstrap-servers",
                system.clientProperties().getOrDefault("bootstrap.servers", ""),
                "--schema-registry",
                system.registryAddress(),
                "--orders-client-unbounded", // all that tests ask comes from one address
                "127.0.0.1,::1",
                "--state-dir",
                folder.resolve(name).toString()));
        all.addAll(List.of(flags));
        process = new ServiceProcess("orders-service", folder, all);
    }

    OrdersInstance awaitReady() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> management("/health/ready").statusCode() == 200);
        return this;
    }

    CompletableFuture<HttpResponse<String>> get(String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(rest(path)).timeout(GIVE_UP).build(), BodyHandlers.ofString());
    }

    /** As {@link #get}, once what was {@code written} can be seen. */
    CompletableFuture<HttpResponse<String>> getAfter(HttpResponse<String> written, String path) {
        HttpRequest request = HttpRequest.newBuilder(rest(path))
                .timeout(GIVE_UP)
                .header(TOKEN, written.headers().firstValue(TOKEN).orElseThrow())
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    /** The lines of an answer that goes on for ever. */
    CompletableFuture<HttpResponse<Stream<String>>> follow(String path) {
        HttpRequest request = HttpRequest.newBuilder(rest(path))
                .header("Accept", "text/event-stream")
                .build();
        return http.sendAsync(request, BodyHandlers.ofLines());
    }

    CompletableFuture<HttpResponse<String>> post(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(rest(path))
                .timeout(GIVE_UP)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    URI rest(String path) {
        return URI.create("http://localhost:" + told(REST)).resolve(path);
    }

    /** The value of a metric that has no labels. */
    double metric(String name) {
        Matcher value = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)$")
                .matcher(management("/metrics").body());
        if (!value.find()) {
            throw new IllegalStateException("no metric " + name);
        }
        return Double.parseDouble(value.group(1));
    }

    int waiting() {
        return (int) metric("orderflow_orders_waiting");
    }

    private HttpResponse<String> management(String path) {
        URI uri = URI.create(told(MANAGEMENT)).resolve(path);
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String told(Pattern what) {
        Matcher told = what.matcher(process.output());
        if (!told.find()) {
            throw new IllegalStateException("not yet told: " + what);
        }
        return told.group(1);
    }

    ServiceProcess process() {
        return process;
    }

    /** {@code kill -9}. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
