/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.inventory.stock.Stock;
import io.orderflow.schemas.RecordBounds;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.common.metrics.stats.CumulativeCount;
import org.apache.kafka.streams.StreamsMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports a product of which more is promised or shipped than was received: after a correction of the warehouse, or because
 * a validated order was found that had no reservation. Someone must buy goods or talk to customers.
 */
final class Shortages {

    static final String METRIC = "products-fell-short-total";

    private static final Logger LOG = LoggerFactory.getLogger(Shortages.class);

    private final Sensor sensor;

    Shortages(StreamsMetrics metrics) {
        this.sensor = metrics.addSensor("products-fell-short", RecordingLevel.INFO);
        this.sensor.add(
                new MetricName(
                        METRIC, "stock-metrics", "How often more of a product was promised than there is", Map.of()),
                new CumulativeCount());
    }

    void watch(String product, Stock before, Stock after) {
        if (before.available() >= 0 && after.available() < 0) {
            sensor.record();
            LOG.warn(
                    "{}: {} units short (received {}, shipped {}, reserved {}): no new order gets any",
                    RecordBounds.text(product, RecordBounds.LONGEST_PRODUCT),
                    -after.available(),
                    after.received(),
                    after.shipped(),
                    after.reserved());
        }
    }
}
