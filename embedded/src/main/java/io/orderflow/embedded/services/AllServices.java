/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded.services;

import io.orderflow.common.Health;
import io.orderflow.common.Service;
import io.orderflow.common.StartException;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.email.EmailConfig;
import io.orderflow.email.EmailMain;
import io.orderflow.embedded.Parallel;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.fraud.FraudMain;
import io.orderflow.inventory.InventoryConfig;
import io.orderflow.inventory.InventoryMain;
import io.orderflow.orderdetails.OrderDetailsConfig;
import io.orderflow.orderdetails.OrderDetailsMain;
import io.orderflow.orders.OrdersConfig;
import io.orderflow.orders.OrdersMain;
import io.orderflow.orders.OrdersService;
import io.orderflow.orders.page.Desk;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The five services, each as it runs alone, here in one process. */
public final class AllServices implements AutoCloseable {

    private final OrdersService orders;
    private final List<Service> services;
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();

    /**
     * Makes them.
     *
     * @param settings makes a service's settings, given those that it declares
     */
    public AllServices(Function<List<Setting<?>>, Settings> settings) {
        this((service, declared) -> settings.apply(declared), Optional.empty());
    }

    /**
     * Makes them, where not all are told the same, such as who they are to the broker.
     *
     * @param settings makes a service's settings, given its name and those that it declares
     * @param desk for the web page
     */
    public AllServices(BiFunction<String, List<Setting<?>>, Settings> settings, Optional<Desk> desk) {
        orders = OrdersMain.service(settings.apply(OrdersMain.NAME, OrdersConfig.SETTINGS), desk);
        services = List.of(
                orders,
                InventoryMain.service(settings.apply(InventoryMain.NAME, InventoryConfig.SETTINGS)),
                FraudMain.service(settings.apply(FraudMain.NAME, FraudConfig.SETTINGS)),
                OrderDetailsMain.service(settings.apply(OrderDetailsMain.NAME, OrderDetailsConfig.SETTINGS)),
                EmailMain.service(settings.apply(EmailMain.NAME, EmailConfig.SETTINGS)));
    }

    public List<Service> all() {
        return services;
    }

    /** Where REST is, once started. */
    public URI rest() {
        return orders.address();
    }

    /** Starts all at the same time. */
    public void start() {
        Parallel.forEach(services, Service::start);
    }

    /**
     * Returns when all are ready, or as soon as {@code stop} comes down.
     *
     * @throws StartException if one died or takes too long
     */
    public void awaitReady(Duration patience, CountDownLatch stop) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Service service : services) {
            while (!isReady(service)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new StartException("%s is not ready after %s s: %s"
                            .formatted(
                                    service.name(),
                                    patience.toSeconds(),
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

    /** Throws if a service has died, saying why; one that was stopped has not. */
    public void requireAlive() {
        services.stream().filter(service -> !stopped.contains(service.name())).forEach(AllServices::requireAlive);
    }

    /** Stops one of them, for good; the others go on. */
    public void stop(String name) {
        stopped.add(name);
        services.stream().filter(service -> service.name().equals(name)).forEach(Service::close);
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
