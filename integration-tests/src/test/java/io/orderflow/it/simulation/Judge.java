/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import static io.orderflow.schemas.Topics.ORDERS;
import static io.orderflow.schemas.Topics.ORDER_COMMANDS;
import static io.orderflow.schemas.Topics.ORDER_VALIDATIONS;
import static io.orderflow.schemas.Topics.STOCK;
import static io.orderflow.schemas.Topics.WAREHOUSE_INVENTORY;

import io.orderflow.client.show.RecordReader;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.PlaceOrder;
import io.orderflow.inventory.state.Reservation;
import io.orderflow.inventory.state.ReservationStatus;
import io.orderflow.inventory.state.StockTotals;
import io.orderflow.orders.list.IndexKeys;
import io.orderflow.orders.list.ListPosition;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.orders.state.KeptEvent;
import io.orderflow.orders.state.KeptVerdict;
import io.orderflow.schemas.Topic;
import io.orderflow.tools.audit.Audit;
import io.orderflow.tools.audit.LogCoverage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;

/** What must hold of a simulation that has come to rest. */
final class Judge {

    private static final String LIFECYCLE = "orders-service";
    private static final String READS = "orders-service-reads";
    private static final String INVENTORY = "inventory-service";
    /** By application, the stores that are empty once nothing is under way. */
    private static final Map<String, List<String>> NOTHING_WAITS = Map.of(
            LIFECYCLE,
            List.of("verdicts"),
            INVENTORY,
            List.of("gatherings"),
            "order-details-service",
            List.of("waiting-orders"),
            "email-service",
            List.of("waiting-news", "waiting-payments"));

    private final Simulation simulation;
    private final Log log;
    private final Deserializer<SpecificRecord> events;
    private final Map<String, Order> orders;
    private final Set<Violation> found = new LinkedHashSet<>();

    private Judge(Simulation simulation) {
        this.simulation = simulation;
        this.log = simulation.log();
        this.events = simulation.serdes().of(SpecificRecord.class).deserializer();
        this.orders = simulation.orders();
    }

    static Set<Violation> judge(Simulation simulation) {
        return new Judge(simulation).all();
    }

    private Set<Violation> all() {
        audit("AUDIT", log::committed);
        // But for the counts of stock, where the audit's own description excepts a correction whose higher count is
        // gone.
        audit(
                "AUDIT-COMPACTED",
                topic -> topic.equals(WAREHOUSE_INVENTORY.name()) ? log.committed(topic) : log.left(topic));
        everyOrderThatWasPlacedIsThere();
        storesAreWhatTheirChangelogsSay();
        nothingWaits();
        require("ORDER-STORE", orders, decoded(LIFECYCLE, "order", 0));
        require("VIEW", orders, decoded(READS, "orders-view", Long.BYTES));
        historiesTellEverything();
        listsHaveEveryOrder();
        stockIsWhereTheOrdersSay();
        repeatsSayTheSame();
        return found;
    }

    private void audit(String rule, Function<String, List<ConsumerRecord<byte[], byte[]>>> records) {
        Audit audit = new Audit(Optional.of(Set.copyOf(simulation.setup().checks())), Setup.CLOCKS_DIFFER);
        RecordReader reader = new RecordReader(simulation.serdes());
        for (Topic<?, ?> topic : Audit.topics()) {
            records.apply(topic.name()).forEach(record -> audit.read(reader.read(record)));
        }
        audit.report(LogCoverage.everything(), true)
                .findings()
                .forEach(finding -> found.add(new Violation(rule + " " + finding.rule(), finding.toString())));
    }

    private void require(String rule, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            found.add(new Violation(rule, "%s, and not %s".formatted(actual, expected)));
        }
    }

    private void everyOrderThatWasPlacedIsThere() {
        Set<String> placed = new TreeSet<>();
        simulation.committed(ORDER_COMMANDS).stream()
                .filter(command -> command.getCommand() instanceof PlaceOrder)
                .forEach(command -> placed.add(command.getOrderId()));
        require("PLACED", placed, new TreeSet<>(orders.keySet()));
    }

    private void storesAreWhatTheirChangelogsSay() {
        for (String application : Scenario.APPLICATIONS) {
            Instance instance = simulation.instance(application);
            if (instance.isLossless()) {
                require("CHANGELOG " + application, List.of(), instance.unlikeTheirChangelogs());
            }
        }
    }

    private void nothingWaits() {
        NOTHING_WAITS.forEach((application, stores) -> stores.forEach(store -> require(
                "WAITING " + store, Set.of(), contents(application, store).keySet())));
    }

    private Map<Bytes, Bytes> contents(String application, String store) {
        return simulation.instance(application).driver().contents(store);
    }

    private Map<String, SpecificRecord> decoded(String application, String store, int skipped) {
        Map<String, SpecificRecord> decoded = new HashMap<>();
        contents(application, store).forEach((key, value) -> {
            if (!Setup.isGarbage(key.get())) {
                decoded.put(text(key), decoded(value, skipped));
            }
        });
        return decoded;
    }

    private SpecificRecord decoded(Bytes value, int skipped) {
        byte[] bytes = new byte[value.get().length - skipped];
        ByteBuffer.wrap(value.get()).position(skipped).get(bytes);
        return events.deserialize("", bytes);
    }

    private static String text(Bytes key) {
        return new String(key.get(), StandardCharsets.UTF_8);
    }

    private void historiesTellEverything() {
        Map<String, Set<String>> told = new TreeMap<>();
        decoded(READS, "history", 0)
                .forEach((key, entry) -> told.computeIfAbsent(
                                key.substring(0, key.indexOf('/')), none -> new TreeSet<>())
                        .add(line((HistoryEntry) entry)));
        Map<String, Set<String>> happened = new TreeMap<>();
        simulation
                .committed(ORDERS)
                .forEach(order -> happened.computeIfAbsent(order.getId(), none -> new TreeSet<>())
                        .add("%s %s".formatted(order.getVersion(), order.getState())));
        for (ConsumerRecord<byte[], byte[]> record : log.committed(ORDER_VALIDATIONS.name())) {
            simulation.read(ORDER_VALIDATIONS, List.of(record)).stream()
                    .filter(verdict -> Optional.ofNullable(orders.get(verdict.getOrderId()))
                            .filter(order -> order.getChecks().contains(verdict.getCheck()))
                            .isPresent())
                    .forEach(verdict -> happened.computeIfAbsent(verdict.getOrderId(), none -> new TreeSet<>())
                            .add("@%s %s %s".formatted(record.offset(), verdict.getCheck(), verdict.getResult())));
        }
        require("HISTORY", happened, told);
    }

    private static String line(HistoryEntry entry) {
        if (entry.getFact() instanceof KeptVerdict verdict) {
            return "@%s %s %s".formatted(verdict.getOffset(), verdict.getCheck(), verdict.getResult());
        }
        KeptEvent event = (KeptEvent) entry.getFact();
        return "%s %s".formatted(event.getVersion(), event.getState());
    }

    /** An order may be in the list of a state that it has left: whoever reads the list looks at the order too. */
    private void listsHaveEveryOrder() {
        Set<Bytes> listed = contents(READS, "orders-index").keySet();
        List<String> missing = new ArrayList<>();
        for (Order order : orders.values()) {
            ListPosition position = ListPosition.of(order);
            List<Bytes> lists = List.of(IndexKeys.customer(order.getCustomerId()), IndexKeys.state(order.getState()));
            if (!lists.stream().allMatch(list -> listed.contains(IndexKeys.at(list, position)))) {
                missing.add(order.getId());
            }
        }
        require("LISTS", List.of(), missing);
    }

    private void stockIsWhereTheOrdersSay() {
        Map<String, StockTotals> ledgers = new TreeMap<>();
        simulation
                .read(WAREHOUSE_INVENTORY, log.left(WAREHOUSE_INVENTORY.name()))
                .forEach(count -> ledgers.put(count.getProduct(), new StockTotals(count.getReceived(), 0L, 0L)));
        Set<String> holding = new TreeSet<>();
        for (Order order : orders.values()) {
            for (OrderLine line : order.getLines()) {
                if (order.getState() == OrderState.VALIDATED) {
                    holding.add(line.getProduct() + "/" + order.getId());
                    move(ledgers, line.getProduct(), 0, line.getQuantity());
                } else if (order.getState() == OrderState.SHIPPED) {
                    move(ledgers, line.getProduct(), line.getQuantity(), 0);
                }
            }
        }
        require("LEDGER", ledgers, decoded(INVENTORY, "stock", 0));
        Map<String, StockTotals> told = new TreeMap<>();
        simulation
                .read(STOCK, log.left(STOCK.name()))
                .forEach(level -> told.put(
                        level.getProduct(),
                        new StockTotals(level.getReceived(), level.getShipped(), level.getReserved())));
        require("TOLD-STOCK", ledgers, told);
        Set<String> open = new TreeSet<>();
        decoded(INVENTORY, "reservations", 0).forEach((key, reservation) -> {
            if (((Reservation) reservation).getStatus() == ReservationStatus.RESERVED) {
                open.add(key);
            }
        });
        require("RESERVATIONS", holding, open);
    }

    private static void move(Map<String, StockTotals> ledgers, String product, long shipped, long reserved) {
        StockTotals before = ledgers.getOrDefault(product, new StockTotals(0L, 0L, 0L));
        ledgers.put(
                product,
                new StockTotals(before.getReceived(), before.getShipped() + shipped, before.getReserved() + reserved));
    }

    private void repeatsSayTheSame() {
        Map<String, OrderValidation> first = new HashMap<>();
        List<String> others = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : log.committed(ORDER_VALIDATIONS.name())) {
            if (record.headers().lastHeader(Simulation.FORGED) == null && record.value() != null) {
                simulation.read(ORDER_VALIDATIONS, List.of(record)).forEach(verdict -> {
                    OrderValidation before = first.putIfAbsent(verdict.getOrderId() + verdict.getCheck(), verdict);
                    if (before != null && !before.equals(verdict) && isHeldToIt(verdict.getCheck())) {
                        others.add(before + " and then " + verdict);
                    }
                });
            }
        }
        require("REPEAT", List.of(), others);
    }

    /** A check that is not asked may learn better: stock that it refused is the order's all the same once others have validated it. */
    private boolean isHeldToIt(String check) {
        return simulation.setup().checks().contains(check)
                && simulation.instance(check + "-service").isLossless();
    }
}
