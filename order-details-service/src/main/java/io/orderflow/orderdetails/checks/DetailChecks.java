/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All checks together: every reason of each is reported, not the first. */
public final class DetailChecks {

    private final Duration referenceWait;
    private final List<DetailCheck> checks = List.of(
            new KnownCustomer(),
            new ValidCurrency(),
            new SomeLine(),
            new KnownProduct(),
            new PositiveQuantity(),
            new OneCurrency(),
            new CataloguePrice(),
            new NoProductTwice());

    /**
     * The checks.
     *
     * @param referenceWait how long an order waits for a customer or product that is not known yet
     */
    public DetailChecks(Duration referenceWait) {
        this.referenceWait = referenceWait;
    }

    /**
     * What is to be said of {@code order}, first seen at {@code since}, with what is known {@code now}. It waits for what
     * is not known even if it will be refused anyway, so that the reasons are the right ones.
     */
    public Findings examine(Order order, Reference reference, Instant since, Instant now) {
        try {
            return examine(order, new Snapshot(reference), now.isBefore(since.plus(referenceWait)));
        } catch (UnreadableReferenceException e) {
            return new Findings(CheckResult.ERROR, List.of(String.valueOf(e.getMessage())), false);
        }
    }

    private Findings examine(Order order, Reference seen, boolean mayWait) {
        Set<String> reasons = new LinkedHashSet<>();
        boolean worthWaiting = false;
        for (DetailCheck check : checks) {
            List<String> found = check.reasonsAgainst(order, seen);
            reasons.addAll(found);
            worthWaiting |= check.isWorthWaitingFor() && !found.isEmpty();
        }
        CheckResult result = reasons.isEmpty() ? CheckResult.PASS : CheckResult.FAIL;
        return new Findings(result, List.copyOf(reasons), worthWaiting && mayWait);
    }

    /**
     * What was found.
     *
     * @param result ERROR if the order could not be examined
     * @param reasons against the order; none if it is sound
     * @param waits whether it is too early to say so, because what the order names may still be on its way
     */
    public record Findings(CheckResult result, List<String> reasons, boolean waits) {

        public Findings {
            reasons = List.copyOf(reasons);
        }
    }
}
