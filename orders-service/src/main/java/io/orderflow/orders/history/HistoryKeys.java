/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

/** Where an entry of the history is kept: behind its order's id, at the fact's own place. */
public final class HistoryKeys {

    /** Is in no order's id. */
    private static final char SEPARATOR = '/';

    private HistoryKeys() {}

    /** True for an id under which entries can be kept apart from those of all others. */
    public static boolean possible(String orderId) {
        return orderId.indexOf(SEPARATOR) < 0;
    }

    /** What all keys of the order begin with. */
    public static String prefix(String orderId) {
        return orderId + SEPARATOR;
    }

    public static String event(String orderId, int version) {
        return prefix(orderId) + version;
    }

    /** What all keys of verdicts on the order begin with. */
    public static String verdicts(String orderId) {
        return prefix(orderId) + 'v';
    }

    public static String verdict(String orderId, long offset) {
        return verdicts(orderId) + offset;
    }
}
