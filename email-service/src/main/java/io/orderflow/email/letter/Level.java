/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much a customer is worth to the shop. */
public enum Level {
    PLATINUM,
    GOLD,
    SILVER,
    BRONZE;

    /** The level that the CRM's {@code text} names, if it names one. */
    public static Optional<Level> of(String text) {
        String name = text.strip();
        return Arrays.stream(values())
                .filter(level -> level.text().equalsIgnoreCase(name))
                .findFirst();
    }

    /** The level that {@code text} names; whose level nobody knows is treated as bronze. */
    public static Level orBronze(String text) {
        return of(text).orElse(BRONZE);
    }

    /** As it is written on topics, e.g. {@code gold}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
