/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.tools.audit.Finding.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found. A log that is wrong throughout does not fill the memory: of very many the first are kept, all are counted. */
final class Findings {

    static final int MOST_KEPT = 1_000;

    private final List<Finding> kept = new ArrayList<>();
    private long count;

    void add(Rule rule, String subject, Place place, String what) {
        add(new Finding(rule, subject, Optional.of(place), what));
    }

    void add(Finding finding) {
        count++;
        if (kept.size() < MOST_KEPT) {
            kept.add(finding);
        }
    }

    /** These, and more may follow without touching the originals. */
    Findings copy() {
        Findings copy = new Findings();
        copy.kept.addAll(kept);
        copy.count = count;
        return copy;
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }

    long count() {
        return count;
    }
}
