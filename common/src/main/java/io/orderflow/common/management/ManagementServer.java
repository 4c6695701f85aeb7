/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.orderflow.common.Health;
import io.orderflow.common.Service;
import io.orderflow.common.StartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Serves {@code /health/live}, {@code /health/ready} (200 or 503, and why), {@code /metrics} (Prometheus) and
 * {@code /topology} for the services of this process. The services must have been started.
 */
public final class ManagementServer implements AutoCloseable {

    private record Answer(int status, String contentType, String body) {
        static Answer text(int status, String body) {
            return new Answer(status, "text/plain; charset=utf-8", body);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final List<Service> services;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /**
     * Opens the port at once.
     *
     * @param port 0 stands for any free one, see {@link #address()}
     * @throws StartException if the port is taken
     */
    public ManagementServer(int port, List<Service> services) {
        this.services = List.copyOf(services);
        try {
            server = HttpServer.create(new InetSocketAddress(port), 0);
        } catch (IOException e) {
            throw new StartException("cannot listen on port %d: %s; choose another with --management-port"
                    .formatted(port, e.getMessage()));
        }
        bindMetrics();
        serve("/health/live", () -> health(Health::live));
        serve("/health/ready", () -> health(Health::ready));
        serve("/metrics", () -> new Answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
        serve("/topology", () -> Answer.text(200, topologies()));
        serve("/", () -> Answer.text(404, "/health/live\n/health/ready\n/metrics\n/topology\n"));
        threads = Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "management");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.start();
    }

    private void bindMetrics() {
        new ClassLoaderMetrics().bindTo(metrics);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        services.forEach(service -> service.bindTo(metrics));
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private Answer health(Predicate<Health> good) {
        StringBuilder body = new StringBuilder();
        boolean all = true;
        for (Service service : services) {
            Health health = service.health();
            all &= good.test(health);
            body.append("%s: %s%n".formatted(service.name(), health.detail()));
        }
        return Answer.text(all ? 200 : 503, body.toString());
    }

    private String topologies() {
        StringBuilder body = new StringBuilder();
        for (Service service : services) {
            service.topology().ifPresent(text -> body.append("%s%n%s%n".formatted(service.name(), text)));
        }
        return body.toString();
    }

    private void serve(String path, Supplier<Answer> answers) {
        server.createContext(path, exchange -> {
            try (exchange) {
                boolean exact =
                        path.equals("/") || exchange.getRequestURI().getPath().equals(path);
                send(exchange, exact ? answers.get() : Answer.text(404, "no such page: " + exchange.getRequestURI()));
            }
        });
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        metrics.close();
    }
}
