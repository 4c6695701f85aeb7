/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.common.management.ManagementServer;
import java.net.URI;
import java.util.List;

/** Where everything is. */
record Addresses(URI orders, URI mailPage, int smtpPort, String bootstrapServers, URI registry, URI management) {

    static Addresses of(URI rest, DemoEnvironment surroundings, ManagementServer management) {
        return new Addresses(
                rest.resolve("/v1/orders"),
                surroundings.mail().page(),
                surroundings.mail().smtpPort(),
                surroundings.bootstrapServers(),
                surroundings.registry().address(),
                management.address());
    }

    List<String> lines() {
        return List.of(
                "  REST               " + orders,
                "  mail page          " + mailPage + " (SMTP on port " + smtpPort + ")",
                "  bootstrap servers  " + bootstrapServers,
                "  schema registry    " + registry,
                "  management         " + management + "/health/ready, /metrics, /topology");
    }

    /** What to try. */
    List<String> hints() {
        return List.of(
                "serving until Ctrl-C; orders of your own are shown here too, for example:",
                "  curl -i " + orders + " -H 'Content-Type: application/json' -d \\",
                "    '{\"customerId\": 7, \"currency\": \"EUR\","
                        + " \"lines\": [{\"product\": \"mug\", \"quantity\": 2, \"unitPrice\": 6.50}]}'",
                "  curl -i " + orders + "/ID/validated");
    }
}
