/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import static java.util.Objects.requireNonNull;

/**
 * One committed record.
 *
 * @param about what a reader may filter by
 * @param data as readers get it
 */
public record FeedRecord(int partition, long offset, String about, String data) {

    public FeedRecord {
        requireNonNull(about, "about");
        requireNonNull(data, "data");
    }
}
