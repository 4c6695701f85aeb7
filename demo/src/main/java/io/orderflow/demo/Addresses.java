/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.common.management.ManagementServer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
                "  web page           " + orders.resolve("/"),
                "  REST               " + orders,
                "  mail page          " + mailPage + " (SMTP on port " + smtpPort + ")",
                "  bootstrap servers  " + bootstrapServers,
                "  schema registry    " + registry,
                "  management         " + management + "/health/ready, /metrics, /topology");
    }

    /** What the web page links to, by name. */
    Map<String, URI> links() {
        Map<String, URI> links = new LinkedHashMap<>();
        links.put("Mails", mailPage);
        links.put("Health", management.resolve("/health/ready"));
        links.put("Metrics", management.resolve("/metrics"));
        links.put("Topologies", management.resolve("/topology"));
        links.put("Schemas", registry.resolve("/subjects"));
        return links;
    }

    /** What to try. */
    List<String> hints() {
        return List.of(
                "serving until Ctrl-C; the web page is at " + orders.resolve("/")
                        + "; orders of your own are shown here too, for example:",
                "  curl -i " + orders + " -H 'Content-Type: application/json' -d \\",
                "    '{\"customerId\": 7, \"currency\": \"EUR\","
                        + " \"lines\": [{\"product\": \"mug\", \"quantity\": 2, \"unitPrice\": 6.50}]}'",
                "  curl -i " + orders + "/ID/validated");
    }
}
