/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.common.Health;
import io.orderflow.common.Service;
import io.orderflow.common.StartException;
import io.orderflow.demo.breaking.Breakables;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.fraud.FraudMain;
import io.orderflow.inventory.InventoryConfig;
import io.orderflow.inventory.InventoryMain;
import io.orderflow.orderdetails.OrderDetailsConfig;
import io.orderflow.orderdetails.OrderDetailsMain;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A validator of the demo in a process of its own, with the rules of the demo's environment: one that can be killed alone. Ends with
 * the demo, when nobody holds its input open any more.
 */
public final class ValidatorMain {

    private static final long LOOK_EVERY_MS = 50;

    private ValidatorMain() {}

    /** Runs the service that the first argument names; the others, {@code NAME=VALUE}, say where things are. */
    public static void main(String[] arguments) throws InterruptedException {
        Locale.setDefault(Locale.ROOT);
        Map<String, String> decided = new HashMap<>();
        List.of(arguments).subList(1, arguments.length).forEach(one -> {
            String[] pair = one.split("=", 2);
            decided.put(pair[0], pair[1]);
        });
        ServiceRules rules = ServiceRules.in(System.getenv());
        Service service = switch (arguments[0]) {
            case InventoryMain.NAME -> InventoryMain.service(rules.settings(decided, InventoryConfig.SETTINGS));
            case FraudMain.NAME -> FraudMain.service(rules.settings(decided, FraudConfig.SETTINGS));
            case OrderDetailsMain.NAME ->
                OrderDetailsMain.service(rules.settings(decided, OrderDetailsConfig.SETTINGS));
            default -> throw new IllegalArgumentException(arguments[0] + " is no validator of the demo");
        };
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
        endWithTheDemo();
        service.start();
        boolean told = false;
        while (true) {
            Health health = service.health();
            if (!health.live()) {
                throw new StartException(service.name() + " died: " + health.detail());
            }
            if (health.ready() && !told) {
                told = true;
                System.out.println(Breakables.READY);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    private static void endWithTheDemo() {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is said, and nothing has to be
                        }
                    } catch (IOException e) {
                        // the same: nobody is there
                    }
                    System.exit(0);
                },
                "end-with-the-demo");
        thread.setDaemon(true);
        thread.start();
    }
}
