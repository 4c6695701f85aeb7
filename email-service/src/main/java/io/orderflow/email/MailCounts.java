/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What became of mails, since start. */
final class MailCounts {

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong postponed = new AtomicLong();
    private final AtomicLong unknownCustomers = new AtomicLong();
    private final AtomicLong unknownLevels = new AtomicLong();
    private final AtomicLong tooOld = new AtomicLong();

    void sentOne() {
        sent.incrementAndGet();
    }

    void refusedOne() {
        refused.incrementAndGet();
    }

    void postponedOne() {
        postponed.incrementAndGet();
    }

    void unknownCustomer() {
        unknownCustomers.incrementAndGet();
    }

    void unknownLevel() {
        unknownLevels.incrementAndGet();
    }

    /** How many with this one. */
    long tooOld() {
        return tooOld.incrementAndGet();
    }

    long sent() {
        return sent.get();
    }

    long refused() {
        return refused.get();
    }

    long postponed() {
        return postponed.get();
    }

    long unknownCustomers() {
        return unknownCustomers.get();
    }

    long unknownLevels() {
        return unknownLevels.get();
    }

    void bindTo(MeterRegistry registry) {
        counter(registry, "orderflow.mails.sent", sent, "Mails that the mail server took");
        counter(registry, "orderflow.mails.refused", refused, "Mails that the mail server refused for good");
        counter(registry, "orderflow.mails.postponed", postponed, "Tries that the mail server did not take");
        counter(
                registry,
                "orderflow.mails.unknown.customers",
                unknownCustomers,
                "Decided orders of customers nobody knows");
        counter(
                registry,
                "orderflow.mails.unknown.levels",
                unknownLevels,
                "Validated orders of customers whose level nobody knows, routed to bronze");
        counter(registry, "orderflow.mails.too.old", tooOld, "Decided orders and payments too old to be told");
    }

    private static void counter(MeterRegistry registry, String name, AtomicLong count, String description) {
        FunctionCounter.builder(name, count, AtomicLong::get)
                .description(description)
                .tag("service", EmailMain.NAME)
                .register(registry);
    }
}
