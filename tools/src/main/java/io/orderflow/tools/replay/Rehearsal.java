/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.replay;

import io.orderflow.events.Order;
import java.time.Duration;

/**
 * A validator's own rules, with a memory of their own in this process. Told the orders of the log as they came, it says what the
 * validator would have said.
 */
public interface Rehearsal {

    /** The check whose verdicts it stands in for. */
    String check();

    /** For how long orders matter to those after them: so much earlier than the first of interest it must be told of them. */
    Duration memory();

    /** What the rules say of {@code order}, which was placed. */
    Answer judge(Order order);

    /** {@code order} ended without being delivered. */
    void ended(Order order);
}
