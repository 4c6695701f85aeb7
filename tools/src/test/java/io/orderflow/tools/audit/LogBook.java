/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.client.show.RecordView;
import io.orderflow.client.show.RecordView.Content;
import io.orderflow.events.CheckFailure;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.PlaceOrder;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** A log in the making: each call writes what one of the services would, a moment later than the call before. */
final class LogBook {

    static final List<String> CHECKS = List.of("inventory", "fraud", "order-details");

    private static final int PARTITIONS = 2;

    private final Serde<SpecificRecord> serde =
            EventSerdes.using(new InMemoryRegistry()).of(SpecificRecord.class);
    private final List<RecordView> records = new ArrayList<>();
    private final Map<LogCoverage.Part, Long> ends = new HashMap<>();
    private final Map<String, Order> orders = new HashMap<>();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    List<RecordView> records() {
        return records;
    }

    Order order(String id) {
        return Optional.ofNullable(orders.get(id)).orElseThrow();
    }

    LogBook later(Duration time) {
        now = now.plus(time);
        return this;
    }

    LogBook received(String product, long units) {
        return write(Topics.WAREHOUSE_INVENTORY, product, new WarehouseStock(product, units));
    }

    /** A client was told that it is accepted. */
    LogBook accepted(String id) {
        return write(
                Topics.ORDER_COMMANDS,
                id,
                new OrderCommand(id, "r-" + id, now, new PlaceOrder(7L, "EUR", List.of(line("kettle", 1)))));
    }

    LogBook placed(String id, String product, int units) {
        return placed(id, List.of(line(product, units)));
    }

    LogBook placed(String id, List<OrderLine> lines) {
        return write(new Order(id, 7L, OrderState.CREATED, 1, "EUR", lines, CHECKS, List.of(), "r-" + id, now, now));
    }

    static OrderLine line(String product, int units) {
        return new OrderLine(product, units, new BigDecimal("24.9000"));
    }

    LogBook passes(String id) {
        CHECKS.forEach(check -> passes(id, check));
        return this;
    }

    LogBook passes(String id, String check) {
        return verdict(id, check, CheckResult.PASS);
    }

    LogBook verdict(String id, String check, CheckResult result, String... reasons) {
        return write(Topics.ORDER_VALIDATIONS, id, new OrderValidation(id, check, result, List.of(reasons), now));
    }

    /** The next version. */
    LogBook becomes(String id, OrderState state, CheckFailure... failures) {
        return becomes(id, state, order(id).getVersion() + 1, failures);
    }

    LogBook becomes(String id, OrderState state, int version, CheckFailure... failures) {
        return write(Order.newBuilder(order(id))
                .setState(state)
                .setVersion(version)
                .setFailures(List.of(failures))
                .setUpdatedAt(now)
                .build());
    }

    static CheckFailure because(String check, String reason) {
        return new CheckFailure(check, reason);
    }

    /** The customer hears how the order is now. */
    LogBook told(String id) {
        return mail(
                id,
                "order-" + order(id).getState().name().toLowerCase(Locale.ROOT),
                "v" + order(id).getVersion());
    }

    LogBook mail(String id, String kind, String messageId) {
        return write(
                Topics.EMAILS,
                id,
                new EmailMessage(messageId, id, kind, "gold", "Zoë", "zoe@example.com", "s", "t", "", now));
    }

    LogBook routed(String id) {
        return routed(id, "gold", "gold");
    }

    LogBook routed(String id, String topicsLevel, String customersLevel) {
        Order validated =
                Order.newBuilder(order(id)).setState(OrderState.VALIDATED).build();
        Customer customer = new Customer(7L, "Zoë", "zoe@example.com", customersLevel);
        return write(Topics.ordersOf(topicsLevel), id, new OrderEnriched(validated, customer));
    }

    /** From the order to the mail. */
    LogBook validated(String id, String product, int units) {
        return placed(id, product, units)
                .passes(id)
                .becomes(id, OrderState.VALIDATED)
                .told(id)
                .routed(id);
    }

    LogBook write(Order order) {
        orders.put(order.getId(), order);
        return write(Topics.ORDERS, order.getId(), order);
    }

    LogBook write(Topic<?, ?> topic, String key, SpecificRecord event) {
        byte[] bytes = serde.serializer().serialize(topic.name(), event);
        return add(topic.name(), key, new Content.Event(serde.deserializer().deserialize(topic.name(), bytes)));
    }

    LogBook tombstone(String id) {
        return add(Topics.ORDERS.name(), id, new Content.Tombstone());
    }

    LogBook garbage(Topic<?, ?> topic) {
        return add(topic.name(), "garbage", new Content.Unreadable(ByteBuffer.allocate(1), "too short"));
    }

    LogBook add(String topic, String key, Content content) {
        LogCoverage.Part part = new LogCoverage.Part(topic, Math.floorMod(key.hashCode(), PARTITIONS));
        long offset = ends.merge(part, 1L, Long::sum) - 1;
        records.add(new RecordView(topic, part.partition(), offset, now, Optional.of(key), List.of(), content));
        now = now.plusMillis(20);
        return this;
    }

    /** Judges it once nothing more is to come. */
    Report audit() {
        return audit(records, LogCoverage.everything(), true);
    }

    static Report audit(List<RecordView> records, LogCoverage reach, boolean settled) {
        Audit audit = new Audit(Optional.empty());
        records.forEach(audit::read);
        return audit.report(reach, settled);
    }
}
