/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Passes on what is a verdict, and is proven to be one where that is asked for. All else is a dead letter of the life cycle. */
final class ReadableVerdicts extends ContextualFixedKeyProcessor<String, byte[], OrderValidation> {

    private final Deserializer<OrderValidation> verdicts;

    ReadableVerdicts(Deserializer<OrderValidation> verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void process(FixedKeyRecord<String, byte[]> record) {
        OrderValidation verdict;
        try {
            verdict = verdicts.deserialize(Topics.ORDER_VALIDATIONS.name(), record.headers(), record.value());
        } catch (SerializationException e) {
            return;
        }
        if (verdict != null) {
            context().forward(record.withValue(verdict));
        }
    }
}
