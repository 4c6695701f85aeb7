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

    /** {@code first} and then these; more may follow without touching either. */
    Findings after(Findings first) {
        Findings all = new Findings();
        all.kept.addAll(first.kept);
        kept.stream().limit(MOST_KEPT - (long) first.kept.size()).forEach(all.kept::add);
        all.count = first.count + count;
        return all;
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }

    long count() {
        return count;
    }
}
