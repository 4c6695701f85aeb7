/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import io.orderflow.events.OrderValidation;
import java.util.List;

/** A check's verdict on an order, as clients see it. */
record ValidationResponse(String orderId, String check, String result, List<String> reasons, String checkedAt) {

    static ValidationResponse of(OrderValidation validation) {
        return new ValidationResponse(
                validation.getOrderId(),
                validation.getCheck(),
                validation.getResult().name(),
                validation.getReasons(),
                validation.getCheckedAt().toString());
    }
}
