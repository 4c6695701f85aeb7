/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.orderflow.common.config.Settings;
import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.common.testing.TopologyFixture.DeadLetter;
import io.orderflow.events.CancelOrder;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Shipment;
import io.orderflow.orders.history.HistoryKeys;
import io.orderflow.orders.history.HistoryProcessor;
import io.orderflow.orders.history.OrderHistory;
import io.orderflow.orders.list.IndexKeys;
import io.orderflow.orders.list.IndexProcessor;
import io.orderflow.orders.read.LocalView;
import io.orderflow.orders.read.OrderListener;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.orders.state.KeptEvent;
import io.orderflow.orders.state.KeptVerdict;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.serde.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * Both halves of the orders service as a test speaks of them: what is said to them, and what came of that. What the life cycle
 * writes the reads read at once.
 */
final class OrdersFixture implements AutoCloseable {

    /** What a listener was told, and whether the view could answer for it then. */
    record Told(Order order, long offset, boolean inView) {}

    private final TopologyFixture lifecycle;
    private final TopologyFixture reads;
    private final List<Order> everWritten = new ArrayList<>();
    private final List<Order> written = new ArrayList<>();
    private final List<Headers> headers = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final Backlog backlog = new Backlog(() -> 0);

    OrdersFixture() {
        this(Map.of());
    }

    /** {@code properties} are settings by name. */
    OrdersFixture(Map<String, String> properties) {
        OrdersConfig config = OrdersConfig.from(Settings.of(properties, OrdersConfig.SETTINGS));
        lifecycle =
                new TopologyFixture("orders-service", serdes -> new LifecycleTopology(config, serdes, backlog).build());
        reads = new TopologyFixture(
                ReadsTopology.APPLICATION, serdes -> new ReadsTopology(config, serdes, this::listen).build());
    }

    /** The life cycle's topology with default settings. */
    static Topology lifecycle(EventSerdes serdes) {
        return new LifecycleTopology(config(), serdes, new Backlog(() -> 0)).build();
    }

    /** The reads' topology with default settings. */
    static Topology reads(EventSerdes serdes) {
        return new ReadsTopology(config(), serdes, OrderListener.NONE).build();
    }

    private static OrdersConfig config() {
        return OrdersConfig.from(Settings.of(Map.of(), OrdersConfig.SETTINGS));
    }

    private void listen(Order order, int partition, long offset) {
        ValueAndTimestamp<Order> inView = view().get(order.getId());
        told.add(new Told(order, offset, inView != null && order.equals(inView.value())));
    }

    OrdersFixture placed(String id) {
        return placed(Sample.order(id).line("kettle", 2).at(lifecycle.now()).placeOrder());
    }

    OrdersFixture placed(OrderCommand command) {
        return placed(command, new RecordHeaders());
    }

    /** The command comes with these headers. */
    OrdersFixture placed(OrderCommand command, Headers headers) {
        lifecycle.send(Topics.ORDER_COMMANDS, command.getOrderId(), command, headers);
        return readWhatWasWritten();
    }

    OrdersFixture cancelled(String id) {
        return placed(new OrderCommand(id, "cancel-" + id, lifecycle.now(), new CancelOrder()));
    }

    OrdersFixture passed(String id, String... checks) {
        for (String check : checks) {
            judged(Sample.pass(id, check));
        }
        return this;
    }

    OrdersFixture passedByAll(String id) {
        return passed(id, "inventory", "fraud", "order-details");
    }

    OrdersFixture judged(OrderValidation validation) {
        return underKey(validation.getOrderId(), validation);
    }

    OrdersFixture underKey(String key, OrderValidation validation) {
        lifecycle.send(Topics.ORDER_VALIDATIONS, key, validation);
        reads.send(Topics.ORDER_VALIDATIONS, key, validation);
        return readWhatWasWritten();
    }

    /** A check, or whoever has its key. */
    OrdersFixture signed(OrderValidation validation, CheckKey by) {
        return signedUnderKey(validation.getOrderId(), validation, by);
    }

    OrdersFixture signedUnderKey(String key, OrderValidation validation, CheckKey by) {
        lifecycle.sendSigned(key, validation, by);
        reads.sendSigned(key, validation, by);
        return readWhatWasWritten();
    }

    /** A check that passes on the headers of the order that it judges, as they do. */
    OrdersFixture judged(OrderValidation validation, Headers headers) {
        lifecycle.send(Topics.ORDER_VALIDATIONS, validation.getOrderId(), validation, headers);
        return readWhatWasWritten();
    }

    OrdersFixture shipped(String id) {
        lifecycle.send(Topics.SHIPMENTS, id, new Shipment(id, lifecycle.now()));
        return readWhatWasWritten();
    }

    /** On each topic a record that is no Avro. */
    OrdersFixture garbage() {
        return onEachTopic("{not Avro}".getBytes(StandardCharsets.UTF_8));
    }

    /** On each topic a record that is nothing at all. */
    OrdersFixture withoutValue() {
        return onEachTopic(null);
    }

    @SuppressWarnings("NullAway") // the fixture does not say so, but a record may have no value
    private OrdersFixture onEachTopic(byte @Nullable [] bytes) {
        lifecycle.sendBytes(Topics.ORDER_COMMANDS, "A", bytes);
        lifecycle.sendBytes(Topics.ORDER_VALIDATIONS, "A", bytes);
        lifecycle.sendBytes(Topics.SHIPMENTS, "A", bytes);
        reads.sendBytes(Topics.ORDER_VALIDATIONS, "A", bytes);
        return this;
    }

    /** How many changes of a store of the reads its changelog got since last asked. */
    int changesOfReads(String store) {
        return reads.changes(store).size();
    }

    /** The reads read all orders once more, as after a crash. */
    OrdersFixture readAgain() {
        everWritten.forEach(reads::send);
        return this;
    }

    private OrdersFixture readWhatWasWritten() {
        List<TestRecord<String, Order>> records = lifecycle.receivedWithHeaders(Topics.ORDERS);
        records.forEach(record -> reads.send(Topics.ORDERS, record.key(), record.value(), record.headers()));
        List<Order> orders = records.stream().map(TestRecord::value).toList();
        records.forEach(record -> headers.add(record.headers()));
        written.addAll(orders);
        everWritten.addAll(orders);
        return this;
    }

    OrdersFixture later(Duration time) {
        lifecycle.pass(time);
        reads.pass(time);
        return readWhatWasWritten();
    }

    /** The clock goes on, but what is read next is as old as before. */
    OrdersFixture wallClockAdvances(Duration time) {
        lifecycle.driver().advanceWallClockTime(time);
        reads.driver().advanceWallClockTime(time);
        return readWhatWasWritten();
    }

    /** The orders written since last asked. */
    List<Order> orders() {
        List<Order> orders = List.copyOf(written);
        written.clear();
        return orders;
    }

    /** The states written since last asked, each with its order: {@code "A VALIDATED 2"}. */
    List<String> transitions() {
        return orders().stream()
                .map(order -> "%s %s %s".formatted(order.getId(), order.getState(), order.getVersion()))
                .toList();
    }

    /** How many verdicts were not proven. */
    long unproven() {
        return lifecycle.letters().unproven();
    }

    /** The headers of each order that was written. */
    List<Headers> headersOfOrders() {
        return headers;
    }

    List<DeadLetter> deadLetters() {
        return lifecycle.deadLetters();
    }

    List<Told> told() {
        return told;
    }

    KeyValueStore<String, ValueAndTimestamp<Order>> view() {
        return reads.driver().getTimestampedKeyValueStore(LocalView.STORE);
    }

    /** What is told of the order: {@code "CREATED"}, {@code "fraud PASS counted"}. */
    List<String> history(String id) {
        return new OrderHistory(view().get(id).value(), kept(id))
                .entries().stream().map(OrdersFixture::told).toList();
    }

    /** The history's entries of the order. */
    List<HistoryEntry> kept(String id) {
        KeyValueStore<String, HistoryEntry> store = reads.driver().getKeyValueStore(HistoryProcessor.HISTORY_STORE);
        List<HistoryEntry> kept = new ArrayList<>();
        try (KeyValueIterator<String, HistoryEntry> all =
                store.prefixScan(HistoryKeys.prefix(id), new StringSerializer())) {
            all.forEachRemaining(entry -> kept.add(entry.value));
        }
        return kept;
    }

    private static String told(OrderHistory.Entry entry) {
        return entry.kept().getFact() instanceof KeptVerdict verdict
                ? "%s %s %s"
                        .formatted(
                                verdict.getCheck(),
                                verdict.getResult(),
                                entry.standing().orElseThrow())
                : ((KeptEvent) entry.kept().getFact()).getState();
    }

    /** Ids of a list of the index, from its beginning. */
    List<String> listed(Bytes list) {
        KeyValueStore<Bytes, byte[]> index = reads.driver().getKeyValueStore(IndexProcessor.INDEX_STORE);
        List<String> ids = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> keys = index.range(list, IndexKeys.end(list))) {
            keys.forEachRemaining(
                    key -> ids.add(IndexKeys.position(list, key.key).orderId()));
        }
        return ids;
    }

    /** How many orders the life cycle keeps verdicts of. */
    long waiting() {
        return lifecycle
                .driver()
                .getKeyValueStore(LifecycleProcessor.VERDICTS_STORE)
                .approximateNumEntries();
    }

    /** How many orders are told to be undecided. */
    long undecided() {
        return backlog.undecided();
    }

    /** How long the oldest of them is told to have waited. */
    Duration oldestUndecided() {
        return backlog.oldest(lifecycle.now());
    }

    Backlog backlog() {
        return backlog;
    }

    /** Each topic that the life cycle wrote to, changelogs included. */
    Set<String> topicsWritten() {
        return lifecycle.driver().producedTopicNames();
    }

    /** Each topic that the reads wrote to. */
    Set<String> topicsWrittenByReads() {
        return reads.driver().producedTopicNames();
    }

    @Override
    public void close() {
        lifecycle.close();
        reads.close();
    }
}
