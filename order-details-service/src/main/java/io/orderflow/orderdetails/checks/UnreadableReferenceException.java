/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import java.io.Serial;

/** A product is in the catalogue, but its record cannot be read: no check can tell whether an order for it is sound. */
public final class UnreadableReferenceException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The message is the reason that the order gets. */
    public UnreadableReferenceException(String product, Throwable cause) {
        super("%s: its record in the catalogue cannot be read".formatted(ReasonText.product(product)), cause);
    }
}
