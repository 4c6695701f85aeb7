/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.inventory.state.GatheredLines;
import io.orderflow.inventory.state.LineVerdict;
import io.orderflow.inventory.state.Reservation;
import io.orderflow.inventory.state.StockTotals;
import io.orderflow.inventory.stock.Stock;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The steps of the topology's tests: what is given, what happens, what is then there. */
final class Warehouse implements AutoCloseable {

    static final Duration MEMORY = Duration.ofHours(24);

    private final TopologyFixture fixture =
            new TopologyFixture(InventoryMain.NAME, serdes -> topology(new InventoryConfig(MEMORY), serdes));
    private final List<OrderValidation> verdicts = new ArrayList<>();

    private static Topology topology(InventoryConfig config, EventSerdes serdes) {
        return new InventoryTopology(config, serdes).build();
    }

    TopologyFixture fixture() {
        return fixture;
    }

    Warehouse received(String product, long units) {
        fixture.send(Topics.WAREHOUSE_INVENTORY, product, Sample.received(product, units));
        return this;
    }

    Warehouse order(Order... events) {
        for (Order event : events) {
            fixture.send(Topics.ORDERS, event.getId(), event);
        }
        return this;
    }

    @SuppressWarnings("NullAway") // that is what a record without a key has
    Warehouse receivedOfNothing() {
        fixture.send(Topics.WAREHOUSE_INVENTORY, null, Sample.received("kettle", 1));
        return this;
    }

    /** One of two lines answers; the other never does. */
    Warehouse lineOfSeveral(String order) {
        return line(order, new LineVerdict(0, 2, null, fixture.now()));
    }

    Warehouse line(String order, LineVerdict verdict) {
        fixture.driver()
                .createInputTopic(
                        InventoryMain.NAME + "-line-verdicts-by-order-repartition",
                        new StringSerializer(),
                        fixture.serdes().of(LineVerdict.class).serializer())
                .pipeInput(order, verdict, fixture.now());
        return this;
    }

    Warehouse gathered(String order, GatheredLines lines) {
        fixture.driver()
                .<String, GatheredLines>getKeyValueStore(GatherProcessor.GATHERINGS)
                .put(order, lines);
        return this;
    }

    Warehouse pass(Duration time) {
        fixture.pass(time);
        return this;
    }

    Warehouse passed(String order) {
        return answered(order, CheckResult.PASS);
    }

    Warehouse failed(String order, String... reasons) {
        return answered(order, CheckResult.FAIL, reasons);
    }

    Warehouse andNothingElse() {
        read();
        assertThat(verdicts).isEmpty();
        assertThat(fixture.deadLetters()).isEmpty();
        return this;
    }

    /** The verdicts not yet asked for, whatever they are. */
    List<OrderValidation> verdicts() {
        read();
        List<OrderValidation> all = List.copyOf(verdicts);
        verdicts.clear();
        return all;
    }

    Warehouse stockIs(String product, Stock expected) {
        assertThat(stock(product)).as(product).isEqualTo(expected);
        return this;
    }

    /** What was told of ledgers since last asked: the product, and its received, reserved and shipped units. */
    List<String> told() {
        return fixture.received(Topics.STOCK).stream()
                .map(level -> level.getProduct() + " " + level.getReceived() + " " + level.getReserved() + " "
                        + level.getShipped())
                .toList();
    }

    Stock stock(String product) {
        KeyValueStore<String, StockTotals> store = fixture.driver().getKeyValueStore(StockProcessor.STOCK);
        return Stock.of(store.get(product));
    }

    Map<String, Reservation> openReservations() {
        return all(Reservations.OPEN);
    }

    <V> Map<String, V> all(String store) {
        Map<String, V> found = new HashMap<>();
        KeyValueStore<String, V> kept = fixture.driver().getKeyValueStore(store);
        try (KeyValueIterator<String, V> entries = kept.all()) {
            entries.forEachRemaining(entry -> found.put(entry.key, entry.value));
        }
        return found;
    }

    private Warehouse answered(String order, CheckResult result, String... reasons) {
        read();
        assertThat(verdicts).as("verdicts").isNotEmpty();
        OrderValidation verdict = verdicts.remove(0);
        assertThat(verdict.getOrderId()).isEqualTo(order);
        assertThat(verdict.getCheck()).isEqualTo("inventory");
        assertThat(verdict.getReasons()).containsExactly(reasons);
        assertThat(verdict.getResult()).isEqualTo(result);
        return this;
    }

    private void read() {
        for (KeyValue<String, OrderValidation> record : fixture.receivedRecords(Topics.ORDER_VALIDATIONS)) {
            assertThat(record.key).isEqualTo(record.value.getOrderId());
            verdicts.add(record.value);
        }
    }

    @Override
    public void close() {
        fixture.close();
    }
}
