/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.management;

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
import io.orderflow.common.http.PageServer;
import io.orderflow.common.http.PageServer.Asked;
import io.orderflow.common.http.PageServer.Page;
import io.orderflow.common.tls.Tls;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Serves {@code /health/live}, {@code /health/ready} (200 or 503, and why), {@code /metrics} (Prometheus) and
 * {@code /topology} for the services of this process. The services must have been started.
 */
public final class ManagementServer implements AutoCloseable {

    private final PageServer server;
    private final Optional<Tls> tls;
    private final List<Service> services;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /**
     * Opens the port at once.
     *
     * @param bindAddress to listen on; empty for all of this machine
     * @param port 0 stands for any free one, see {@link #address()}
     * @param tls that it speaks, which whoever made it closes after it; empty for none
     * @throws StartException if the port is taken
     */
    public ManagementServer(Optional<String> bindAddress, int port, Optional<Tls> tls, List<Service> services) {
        this.tls = tls;
        this.services = List.copyOf(services);
        bindMetrics();
        try {
            server = new PageServer("management", bindAddress, port, tls, this::answer);
        } catch (StartException e) {
            metrics.close();
            throw new StartException(
                    e.getMessage() + "; choose others with --management-port and --management-bind-address", e);
        }
    }

    private Page answer(Asked asked) {
        return switch (asked.path()) {
            case "/health/live" -> health(Health::live);
            case "/health/ready" -> health(Health::ready);
            case "/metrics" -> new Page(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
            case "/topology" -> Page.text(200, topologies());
            default -> Page.text(404, "/health/live\n/health/ready\n/metrics\n/topology\n");
        };
    }

    private void bindMetrics() {
        new ClassLoaderMetrics().bindTo(metrics);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        services.forEach(service -> service.bindTo(metrics));
        tls.ifPresent(shown -> shown.bindTo(metrics));
    }

    /** Where it listens. */
    public URI address() {
        return server.address();
    }

    private Page health(Predicate<Health> good) {
        StringBuilder body = new StringBuilder();
        boolean all = true;
        for (Service service : services) {
            Health health = service.health();
            all &= good.test(health);
            body.append("%s: %s%n".formatted(service.name(), health.detail()));
        }
        if (tls.isPresent()) {
            Health health = tls.get().health();
            all &= good.test(health);
            body.append("management: %s%n".formatted(health.detail()));
        }
        return Page.text(all ? 200 : 503, body.toString());
    }

    private String topologies() {
        StringBuilder body = new StringBuilder();
        for (Service service : services) {
            service.topology().ifPresent(text -> body.append("%s%n%s%n".formatted(service.name(), text)));
        }
        return body.toString();
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
    }
}
