/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import io.orderflow.events.CheckFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How long texts and lists may be, so that each record that a service writes stays below {@link #LARGEST_RECORD} bytes
 * whatever was written to it: a record that outgrows what the broker takes cannot be written, and its input would be tried
 * again without end. The largest order has 1,000 lines of 210 bytes and 100 failures of 967 bytes, which is 310,000 bytes; 16
 * checks with 20 reasons of 902 bytes each are 290,000 bytes.
 *
 * <p>Lengths are in UTF-16 units ({@link String#length}), each of which takes at most three bytes of UTF-8.
 */
public final class RecordBounds {

    /** Bytes that no record of a service exceeds, key and headers included; half of what Kafka takes by default. */
    public static final int LARGEST_RECORD = 512_000;

    /** Lines of an order. */
    public static final int MOST_LINES = 1_000;

    /** Length of a product's name (the key of the topic products). */
    public static final int LONGEST_PRODUCT = 64;

    /** Length of a currency code. */
    public static final int LONGEST_CURRENCY = 3;

    /** Length of the ids of orders, payments and requests, and of the names of checks. */
    public static final int LONGEST_ID = 64;

    /** Checks that an order must pass. */
    public static final int MOST_CHECKS = 16;

    /** Length of one reason of a verdict, and of one failure of an order. */
    public static final int LONGEST_REASON = 300;

    /** Reasons of one verdict. */
    public static final int MOST_REASONS = 20;

    /** Failures of one order, those of all checks together. */
    public static final int MOST_FAILURES = 100;

    private static final String CUT = "…";

    private RecordBounds() {}

    /** {@code text} if it has at most {@code longest} UTF-16 units, else its beginning and an ellipsis, as long as that. */
    public static String text(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - CUT.length();
        // Half of a surrogate pair would be no letter at all.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /**
     * The reasons that a verdict may have of {@code reasons}: each bounded, and instead of those beyond
     * {@value #MOST_REASONS}, "and 940 more". What is bounded already stays as it is.
     */
    public static List<String> reasons(List<String> reasons) {
        return reasons(reasons, reasons.size());
    }

    /** As {@link #reasons(List)}, of {@code all} reasons of which only the first are at hand: {@value #MOST_REASONS} do. */
    public static List<String> reasons(Collection<String> first, int all) {
        int kept = kept(all, MOST_REASONS);
        List<String> bounded = new ArrayList<>();
        first.stream().limit(kept).forEach(reason -> bounded.add(text(reason, LONGEST_REASON)));
        if (kept < all) {
            bounded.add(more(all - kept));
        }
        return List.copyOf(bounded);
    }

    /**
     * The failures that an order may have of {@code failures}: each bounded, and instead of those beyond
     * {@value #MOST_FAILURES}, one of the check that comes next, "and 940 more". What is bounded already stays as it is.
     */
    public static List<CheckFailure> failures(List<CheckFailure> failures) {
        int kept = kept(failures.size(), MOST_FAILURES);
        List<CheckFailure> bounded = new ArrayList<>();
        failures.subList(0, kept).forEach(failure -> bounded.add(failure(failure.getCheck(), failure.getReason())));
        if (kept < failures.size()) {
            bounded.add(failure(failures.get(kept).getCheck(), more(failures.size() - kept)));
        }
        return List.copyOf(bounded);
    }

    private static CheckFailure failure(String check, String reason) {
        return new CheckFailure(text(check, LONGEST_ID), text(reason, LONGEST_REASON));
    }

    private static int kept(int all, int most) {
        return all <= most ? all : most - 1;
    }

    private static String more(int count) {
        return "and " + count + " more";
    }
}
