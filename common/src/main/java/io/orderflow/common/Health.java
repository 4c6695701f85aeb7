/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common;

import static java.util.Objects.requireNonNull;

/**
 * Would an operation succeed now?
 *
 * @param live false: only a restart helps
 * @param ready false: send no work here now
 * @param detail what it is doing, for people
 */
public record Health(boolean live, boolean ready, String detail) {

    public Health {
        requireNonNull(detail, "detail");
    }

    public static Health ready(String detail) {
        return new Health(true, true, detail);
    }

    public static Health notReady(String detail) {
        return new Health(true, false, detail);
    }

    public static Health dead(String detail) {
        return new Health(false, false, detail);
    }

    /** The same of a part that has a name. */
    public Health of(String part) {
        return new Health(live, ready, part + ": " + detail);
    }

    /** The health of two parts that are both needed. */
    public Health and(Health other) {
        return new Health(live && other.live, ready && other.ready, detail + "; " + other.detail);
    }
}
