/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * The units received of each product. A new sum depends on the one before; so that two who add at once do not lose one,
 * all write under one transactional id: whoever starts later fences whoever has not committed yet, and reads after that.
 */
public final class Warehouse {

    private static final Topic<String, WarehouseStock> TOPIC = Topics.WAREHOUSE_INVENTORY;
    private static final String WRITER = "orderflow-warehouse";

    private final Cluster cluster;

    public Warehouse(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Units received to date of each product. */
    public Map<String, WarehouseStock> stock() {
        return cluster.table(TOPIC);
    }

    /**
     * Adds {@code units}, which may be negative for a correction.
     *
     * @return the new sum
     */
    public long add(String product, long units) {
        List<WarehouseStock> written = change(stock -> {
            WarehouseStock before = stock.get(product);
            long received = before == null ? 0 : before.getReceived();
            long sum = received + units;
            if (sum < 0) { // also where there are more than a long can count
                throw new ClientException(
                        Kind.INVALID,
                        String.format(
                                Locale.ROOT, "%s: %d received to date, %+d is not possible", product, received, units));
            }
            return List.of(new WarehouseStock(product, sum));
        });
        return written.get(0).getReceived();
    }

    /** Writes those whose product has no stock yet, and returns them. */
    public List<WarehouseStock> addNew(Collection<WarehouseStock> stock) {
        return change(known -> stock.stream()
                .filter(one -> !known.containsKey(one.getProduct()))
                .toList());
    }

    private List<WarehouseStock> change(Function<Map<String, WarehouseStock>, List<WarehouseStock>> change) {
        cluster.require(List.of(TOPIC));
        Producer<byte[], byte[]> producer = cluster.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, WRITER));
        try (EventWriter writer = new EventWriter(producer, cluster.serdes())) {
            producer.initTransactions();
            List<WarehouseStock> changed = change.apply(stock());
            producer.beginTransaction();
            changed.forEach(one -> writer.write(TOPIC, one.getProduct(), one));
            Optional<WarehouseStock> any = changed.stream().findAny();
            if (any.isPresent()) {
                writer.flush();
            }
            producer.commitTransaction();
            return changed;
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new ClientException(
                    Kind.REFUSED,
                    "somebody else changed the stock at the same time: nothing was written, try again",
                    e);
        }
    }
}
