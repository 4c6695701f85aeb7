/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.common.streams.PromptCommits;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.WarehouseStock;
import io.orderflow.inventory.state.LineVerdict;
import io.orderflow.inventory.state.StockMove;
import io.orderflow.inventory.stock.Gathering;
import io.orderflow.inventory.stock.OrderLines;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Orders are split by line and brought together by product (<em>rekey to join</em>, <em>staged execution</em>, chapter 15),
 * where the ledger answers each line; the answers are gathered by order, and each order gets one verdict.
 *
 * <p>Every transition of an order takes the same way, through one repartition topic, so that their order for a product and
 * an order is kept. Received goods come into the same stage: the ledger of a product has one writer.
 */
final class InventoryTopology {

    private final InventoryConfig config;
    private final EventSerdes serdes;
    private final PromptCommits commits = new PromptCommits();
    private final StreamsBuilder builder = new StreamsBuilder();

    InventoryTopology(InventoryConfig config, EventSerdes serdes) {
        this.config = config;
        this.serdes = serdes;
    }

    Topology build() {
        KStream<String, Order> orders = readOrders(); // by order id
        publish(refuseWhole(orders), "publish-refusals-of-whole-orders");

        builder.addStateStore(StockProcessor.stock(serdes));
        KStream<String, StockMove> moves = splitByLine(orders); // by product
        KStream<String, WarehouseStock> received = readReceived(); // by product
        keepReceived(received);
        KStream<String, LineVerdict> lines = keepStock(moves); // by order id
        tellStock(moves, received);

        publish(answerOrdersOfOneLine(lines), "publish-verdicts-of-one-line");
        publish(gatherByOrder(lines), "publish-gathered-verdicts");
        return builder.build();
    }

    private KStream<String, Order> readOrders() {
        return builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withOffsetResetPolicy(AutoOffsetReset.none()) // the service begins, and not the source
                                .withName("read-orders"))
                .filter((id, order) -> order != null, Named.as("skip-tombstones"));
    }

    private KStream<String, OrderValidation> refuseWhole(KStream<String, Order> orders) {
        return orders.filter(
                        (id, order) -> OrderLines.refusal(order).isPresent(), Named.as("keep-orders-not-to-be-split"))
                .mapValues(InventoryTopology::refused, Named.as("refuse-whole-orders"));
    }

    private KStream<String, StockMove> splitByLine(KStream<String, Order> orders) {
        return orders.flatMap((id, order) -> movesByProduct(order), Named.as("split-by-line"))
                .processValues(commits.afterEach(), Named.as("commit-moves-promptly"))
                .repartition(Repartitioned.with(Serdes.String(), serdes.of(StockMove.class))
                        .withName("moves-by-product"));
    }

    private KStream<String, WarehouseStock> readReceived() {
        return builder.stream(
                Topics.WAREHOUSE_INVENTORY.name(),
                Consumed.with(Topics.WAREHOUSE_INVENTORY.keySerde(), serdes.valuesOf(Topics.WAREHOUSE_INVENTORY))
                        .withOffsetResetPolicy(AutoOffsetReset.none())
                        .withName("read-received"));
    }

    private void keepReceived(KStream<String, WarehouseStock> received) {
        received.process(ReceivedProcessor::new, Named.as("keep-received"), StockProcessor.STOCK);
    }

    private void tellStock(KStream<String, StockMove> moves, KStream<String, WarehouseStock> received) {
        KStream<String, String> moved = moves.mapValues(move -> "", Named.as("note-moved"));
        moved.merge(received.mapValues(stock -> "", Named.as("note-received")), Named.as("note-changed"))
                .process(StockLevelProcessor::new, Named.as("tell-stock"), StockProcessor.STOCK)
                .to(
                        Topics.STOCK.name(),
                        Produced.with(Topics.STOCK.keySerde(), serdes.valuesOf(Topics.STOCK))
                                .withName("publish-stock"));
    }

    private KStream<String, LineVerdict> keepStock(KStream<String, StockMove> moves) {
        return moves.process(
                StockProcessor.supplier(config.memory(), serdes), Named.as("keep-stock"), StockProcessor.STOCK);
    }

    private KStream<String, OrderValidation> answerOrdersOfOneLine(KStream<String, LineVerdict> lines) {
        // Gathering one line would cost a commit, and say the same.
        return lines.filter((orderId, line) -> line.getLines() == 1, Named.as("keep-orders-of-one-line"))
                .mapValues(
                        (orderId, line) -> Gathering.of(null).with(line).verdictOn(orderId),
                        Named.as("answer-orders-of-one-line"));
    }

    private KStream<String, OrderValidation> gatherByOrder(KStream<String, LineVerdict> lines) {
        return lines.filter((orderId, line) -> line.getLines() > 1, Named.as("keep-orders-of-several-lines"))
                .processValues(commits.afterEach(), Named.as("commit-lines-promptly"))
                .repartition(Repartitioned.with(Serdes.String(), serdes.of(LineVerdict.class))
                        .withName("line-verdicts-by-order"))
                .process(GatherProcessor.supplier(config.memory(), serdes), Named.as("gather-by-order"));
    }

    private void publish(KStream<String, OrderValidation> verdicts, String name) {
        verdicts.processValues(commits.afterEach(), Named.as("commit-promptly-" + name))
                .to(
                        Topics.ORDER_VALIDATIONS.name(),
                        Produced.with(Topics.ORDER_VALIDATIONS.keySerde(), serdes.valuesOf(Topics.ORDER_VALIDATIONS))
                                .withName(name));
    }

    private static List<KeyValue<String, StockMove>> movesByProduct(Order order) {
        return OrderLines.moves(order).entrySet().stream()
                .map(move -> KeyValue.pair(move.getKey(), move.getValue()))
                .toList();
    }

    private static OrderValidation refused(Order order) {
        return new OrderValidation(
                order.getId(),
                Gathering.CHECK,
                CheckResult.FAIL,
                OrderLines.refusal(order).stream().toList(),
                order.getUpdatedAt());
    }
}
