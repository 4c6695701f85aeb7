/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.client.show.RecordView;

/** Where a record lies. */
public record Place(String topic, int partition, long offset) {

    static Place of(RecordView record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }

    @Override
    public String toString() {
        return "%s[%s]@%s".formatted(topic, partition, offset);
    }
}
