/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.time.Duration;
import java.util.Locale;

/**
 * What is asked of the system, and for how long.
 *
 * @param rate orders a second that are begun whatever becomes of those before (open loop); 0 for a closed loop
 * @param clients that place one order after the other, each as soon as its last one is decided (closed loop); 0 for an open one
 * @param duration in which orders are begun
 * @param most orders that are placed, even if there is time for more; those that are refused do not count
 * @param lines an order has
 * @param products that are ordered, evenly: 1 is a shop where all want the same
 * @param givesIds whether the client chooses the order's id, so that its answer is what the log decided, or the service
 */
record Load(int rate, int clients, Duration duration, long most, int lines, int products, boolean givesIds) {

    Load {
        if ((rate > 0) == (clients > 0)) {
            throw new IllegalArgumentException("either a rate or clients");
        }
    }

    static Load open(int rate, int seconds) {
        return new Load(rate, 0, Duration.ofSeconds(seconds), Long.MAX_VALUE, 1, Shop.PRODUCTS, false);
    }

    static Load closed(int clients, int seconds) {
        return new Load(0, clients, Duration.ofSeconds(seconds), Long.MAX_VALUE, 1, Shop.PRODUCTS, false);
    }

    /** So many orders, as fast as a hundred clients get them decided. */
    static Load fill(int orders) {
        return new Load(0, 100, Duration.ofHours(2), orders, 1, Shop.PRODUCTS, false);
    }

    Load at(int otherRate) {
        return new Load(otherRate, 0, duration, most, lines, products, givesIds);
    }

    Load ofLines(int count) {
        return new Load(rate, clients, duration, most, count, products, givesIds);
    }

    Load ofOneProduct() {
        return new Load(rate, clients, duration, most, lines, 1, givesIds);
    }

    Load withIds() {
        return new Load(rate, clients, duration, most, lines, products, true);
    }

    /** When order number {@code n} is due, in nanoseconds from the beginning; only of an open loop. */
    long due(long n) {
        return n * 1_000_000_000L / rate;
    }

    @Override
    public String toString() {
        String what = rate > 0
                ? String.format(Locale.ROOT, "%,d/s", rate)
                : clients + (clients == 1 ? " client" : " clients");
        String howLong =
                most < Long.MAX_VALUE ? String.format(Locale.ROOT, "%,d orders", most) : duration.toSeconds() + " s";
        return what + " for " + howLong + (lines == 1 ? "" : ", " + lines + " lines");
    }
}
