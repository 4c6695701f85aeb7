/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import java.util.Optional;

/** One reason to refuse an order for fraud. */
public interface FraudRule {

    /** Why this order is refused, in words a support desk can read out; empty when it is not. */
    Optional<String> reasonAgainst(Spending spending);
}
