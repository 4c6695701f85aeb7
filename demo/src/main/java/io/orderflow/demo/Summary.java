/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the samples went. */
final class Summary {

    private final List<String> faults = new ArrayList<>();
    private final List<Double> seconds = new ArrayList<>();
    private int orders;
    private int accepted;
    private int refused;

    /** A sample is over; {@code fault} says what became of it instead of what must, and is empty if all is well. */
    void add(String title, Expectation expectation, String fault) {
        if (!fault.isEmpty()) {
            faults.add("%s: must %s, but %s".formatted(title, expectation.words(), fault));
        } else if (expectation.isAcceptance()) {
            accepted++;
        } else {
            refused++;
        }
    }

    /** So many more orders have been decided. */
    void add(int decided) {
        orders += decided;
    }

    /** One of them came alone, and took so long from POST to decision. */
    void addTime(double time) {
        seconds.add(time);
    }

    boolean isAsExpected() {
        return faults.isEmpty();
    }

    /** For people. */
    List<String> lines(long mails) {
        List<String> lines = new ArrayList<>();
        int samples = accepted + refused + faults.size();
        lines.add("%s of %s samples ended as they must (%s passed, %s refused); %s orders, %s mails"
                .formatted(accepted + refused, samples, accepted, refused, orders, mails));
        if (!seconds.isEmpty()) {
            double[] sorted =
                    seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            lines.add(String.format(
                    Locale.ROOT,
                    "from POST to decision: half of the orders within %s, the slowest %s",
                    Lines.millis(sorted[sorted.length / 2]),
                    Lines.millis(Arrays.stream(sorted).max().orElse(0))));
        }
        faults.forEach(fault -> lines.add("NOT AS IT MUST  " + fault));
        return lines;
    }
}
