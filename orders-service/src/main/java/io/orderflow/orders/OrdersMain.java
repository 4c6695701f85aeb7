/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.orderflow.common.Launcher;
import io.orderflow.common.config.Settings;
import io.orderflow.orders.page.Desk;
import java.util.Optional;

/** Starts the orders service. */
public final class OrdersMain {

    /** Application id, consumer group, and what it is called in logs. */
    public static final String NAME = "orders-service";

    private OrdersMain() {}

    public static void main(String[] args) {
        // Each question to another instance that waits keeps its connection's buffer; an order fits into far less than
        // 16 kB.
        System.getProperties().putIfAbsent("jdk.httpclient.bufsize", "2048");
        Launcher.launch(NAME, OrdersConfig.SETTINGS, OrdersMain::service, args);
    }

    /** The service as configured; not yet started. */
    public static OrdersService service(Settings settings) {
        return service(settings, Optional.empty());
    }

    /** The same, in a program that does more for its page than this service may. */
    public static OrdersService service(Settings settings, Optional<Desk> desk) {
        return new OrdersService(OrdersConfig.from(settings), settings, desk);
    }
}
