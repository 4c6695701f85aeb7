/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import io.orderflow.embedded.processes.Build;
import java.util.ArrayList;
import java.util.List;

/**
 * How the system that is measured is set up.
 *
 * @param name by which reports call it
 * @param partitions of each topic
 * @param instances of each service, each a process
 * @param customers of the shop
 * @param guarantee {@code exactly_once_v2} or {@code at_least_once}
 * @param mails whether there is an e-mail service, so that each order has its mail
 * @param tokens whether the orders service asks for tokens, and each customer has one
 */
record Deployment(
        String name, int partitions, int instances, int customers, String guarantee, boolean mails, boolean tokens) {

    private static final String EXACTLY_ONCE = "exactly_once_v2";
    private static final int CUSTOMERS = 5_000;

    /** As it comes. */
    static final Deployment USUAL = new Deployment("usual", 4, 1, CUSTOMERS, EXACTLY_ONCE, true, false);

    static final Deployment WITHOUT_MAILS =
            new Deployment("without mails", 4, 1, CUSTOMERS, EXACTLY_ONCE, false, false);

    static final Deployment AT_LEAST_ONCE =
            new Deployment("at least once", 4, 1, CUSTOMERS, "at_least_once", true, false);

    static final Deployment WITH_TOKENS = new Deployment("with tokens", 4, 1, CUSTOMERS, EXACTLY_ONCE, true, true);

    /** A broker and no service: room for the plain clients. */
    static final Deployment REFERENCE = new Deployment("reference", 4, 0, CUSTOMERS, EXACTLY_ONCE, false, false);

    static Deployment ofCustomers(int count) {
        return new Deployment(count + " customers", 4, 1, count, EXACTLY_ONCE, true, false);
    }

    static Deployment ofInstances(int count) {
        return new Deployment(count + " of each", 4, count, CUSTOMERS, EXACTLY_ONCE, true, false);
    }

    static Deployment ofPartitions(int count) {
        return new Deployment(count + " partitions", count, 1, CUSTOMERS, EXACTLY_ONCE, true, false);
    }

    /** One as usual that is not shared with other scenarios. */
    static Deployment ofItsOwn(String name) {
        return new Deployment(name, 4, 1, CUSTOMERS, EXACTLY_ONCE, true, false);
    }

    /** The services that there are. */
    List<String> services() {
        List<String> services = new ArrayList<>(Build.SERVICES);
        if (!mails) {
            services.remove("email-service");
        }
        return services;
    }
}
