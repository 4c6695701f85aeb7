/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.common.Health;
import io.orderflow.common.Service;
import io.orderflow.common.StartException;
import io.orderflow.email.EmailConfig;
import io.orderflow.email.EmailMain;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.fraud.FraudMain;
import io.orderflow.inventory.InventoryConfig;
import io.orderflow.inventory.InventoryMain;
import io.orderflow.orderdetails.OrderDetailsConfig;
import io.orderflow.orderdetails.OrderDetailsMain;
import io.orderflow.orders.OrdersConfig;
import io.orderflow.orders.OrdersMain;
import io.orderflow.orders.OrdersService;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The five services, each as it runs alone, here in one process. */
final class Services implements AutoCloseable {

    private static final long READY_WITHIN_SECONDS = 60;

    private final OrdersService orders;
    private final List<Service> services;

    /** Makes them; {@code common} is what all are told. */
    Services(ServiceRules rules, Map<String, String> common, int port, int smtpPort) {
        Map<String, String> rest = with(common, Map.of("port", Integer.toString(port)));
        Map<String, String> email =
                with(common, Map.of("smtp.host", "localhost", "smtp.port", Integer.toString(smtpPort)));
        orders = OrdersMain.service(rules.settings(rest, OrdersConfig.SETTINGS));
        services = List.of(
                orders,
                InventoryMain.service(rules.settings(common, InventoryConfig.SETTINGS)),
                FraudMain.service(rules.settings(common, FraudConfig.SETTINGS)),
                OrderDetailsMain.service(rules.settings(common, OrderDetailsConfig.SETTINGS)),
                EmailMain.service(rules.settings(email, EmailConfig.SETTINGS)));
    }

    private static Map<String, String> with(Map<String, String> common, Map<String, String> own) {
        Map<String, String> all = new HashMap<>(common);
        all.putAll(own);
        return all;
    }

    List<Service> all() {
        return services;
    }

    /** Where REST is, once started. */
    URI rest() {
        return orders.address();
    }

    /** Starts all at the same time. */
    void start() {
        Parallel.forEach(services, Service::start);
    }

    /**
     * Returns when all are ready, or as soon as the demo is told to stop.
     *
     * @throws StartException if one died or takes too long
     */
    void awaitReady(CountDownLatch stop) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        for (Service service : services) {
            while (!isReady(service)) {
                if (System.nanoTime() > deadline) {
                    throw new StartException("%s is not ready after %d s: %s"
                            .formatted(
                                    service.name(),
                                    READY_WITHIN_SECONDS,
                                    service.health().detail()));
                }
                if (stop.await(10, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }
    }

    private static boolean isReady(Service service) {
        requireAlive(service);
        return service.health().ready();
    }

    /** Throws if a service has died, saying why. */
    void requireAlive() {
        services.forEach(Services::requireAlive);
    }

    private static void requireAlive(Service service) {
        Health health = service.health();
        if (!health.live()) {
            throw new StartException(service.name() + " died: " + health.detail());
        }
    }

    @Override
    public void close() {
        Parallel.forEach(services, Service::close);
    }
}
