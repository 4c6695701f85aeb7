/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import static io.orderflow.schemas.Topics.CUSTOMERS;
import static io.orderflow.schemas.Topics.ORDERS;
import static io.orderflow.schemas.Topics.ORDER_COMMANDS;
import static io.orderflow.schemas.Topics.ORDER_VALIDATIONS;
import static io.orderflow.schemas.Topics.PAYMENTS;
import static io.orderflow.schemas.Topics.PRODUCTS;
import static io.orderflow.schemas.Topics.SHIPMENTS;
import static io.orderflow.schemas.Topics.WAREHOUSE_INVENTORY;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.CancelOrder;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Payment;
import io.orderflow.events.PlaceOrder;
import io.orderflow.events.Product;
import io.orderflow.events.Shipment;
import io.orderflow.events.WarehouseStock;
import io.orderflow.it.simulation.Log.Entry;
import io.orderflow.it.simulation.Log.Fate;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.proof.CheckKeys;
import io.orderflow.schemas.proof.UnprovenVerdictException;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;

/** All applications around one log, under one clock. What happens to them is a list of {@link Action}s. */
final class Simulation implements AutoCloseable {

    /** The check of another team. */
    static final String OTHER_CHECK = "credit-limit";

    /** The header of a verdict that no application wrote. */
    static final String FORGED = "forged";

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Setup setup;
    private final EventSerdes serdes;
    private final EventSerdes proving;
    private final Serde<SpecificRecord> events;
    private final Log log = new Log();
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final List<String> shown = new ArrayList<>();
    private final Set<Violation> violations = new HashSet<>();
    private final Situations situations;
    private Instant now = Sample.NOON;

    Simulation(Setup setup, List<Application> applications, EventSerdes serdes, Situations situations) {
        this.setup = setup;
        this.serdes = serdes;
        this.proving = serdes.proving(setup.proven() ? Optional.of(CheckKeys.in(Setup.KEYS)) : Optional.empty());
        this.events = serdes.of(SpecificRecord.class);
        this.situations = situations;
        for (Application application : applications) {
            instances.put(
                    application.id(),
                    new Instance(
                            application,
                            setup.settings(application),
                            serdes,
                            log,
                            setup.skews().getOrDefault(application.id(), Duration.ZERO),
                            shown::add));
        }
        instances.values().stream()
                .filter(instance -> !setup.late().contains(instance.id()))
                .forEach(instance -> instance.start(now));
    }

    Log log() {
        return log;
    }

    Setup setup() {
        return setup;
    }

    /** Which read no verdict that is forged. */
    EventSerdes serdes() {
        return proving;
    }

    Instance instance(String application) {
        return Optional.ofNullable(instances.get(application)).orElseThrow();
    }

    /** What was seen to be wrong while it ran. */
    Set<Violation> violations() {
        return violations;
    }

    void run(List<Action> actions) {
        actions.forEach(this::apply);
        settle();
    }

    private void apply(Action action) {
        if (action instanceof Action.Read read) {
            read(instance(read.application()), read.choice());
        } else if (action instanceof Action.Tick tick) {
            tick(instance(tick.application()));
        } else if (action instanceof Action.Flush flush) {
            instance(flush.application()).flush();
        } else if (action instanceof Action.Commit commit) {
            instance(commit.application()).commit();
        } else if (action instanceof Action.CatchUp) {
            drain();
        } else if (action instanceof Action.Crash crash) {
            crash(instance(crash.application()), crash);
        } else if (action instanceof Action.ForgetOffsets forget) {
            forget(instance(forget.application()));
        } else if (action instanceof Action.Join join) {
            join(instance(join.application()));
        } else if (action instanceof Action.Pass pass) {
            now = now.plus(pass.time());
        } else if (action instanceof Action.Compact compact) {
            compact(compact.topic());
        } else {
            write(action);
        }
    }

    private void write(Action action) {
        if (action instanceof Action.Place place) {
            List<OrderLine> lines = place.wishes().stream()
                    .map(wish -> new OrderLine(wish.product(), wish.units(), Sample.money(wish.price())))
                    .toList();
            command(place.order(), "place", new PlaceOrder(place.customer(), "EUR", lines));
        } else if (action instanceof Action.Cancel cancel) {
            command(cancel.order(), "cancel", new CancelOrder());
        } else if (action instanceof Action.Ship ship) {
            write(SHIPMENTS, id(ship.order()), new Shipment(id(ship.order()), elsewhere()));
        } else if (action instanceof Action.Pay pay) {
            String id = "payment-" + pay.payment();
            write(PAYMENTS, id, new Payment(id, id(pay.order()), Sample.money("24.90"), "EUR", elsewhere()));
        } else if (action instanceof Action.Verdict verdict) {
            verdict(id(verdict.order()), verdict.result());
        } else if (action instanceof Action.Forge forged) {
            forge(id(forged.order()), forged.check(), forged.result());
        } else if (action instanceof Action.Again again) {
            again(again.topic(), again.choice());
        } else if (action instanceof Action.Contradict contradict) {
            contradict(contradict.choice());
        } else if (action instanceof Action.Garbage garbage) {
            append(garbage.topic(), (Setup.GARBAGE + garbage.key()).getBytes(UTF_8), Setup.GARBAGE.getBytes(UTF_8));
        } else if (action instanceof Action.Receive receive) {
            write(WAREHOUSE_INVENTORY, receive.product(), new WarehouseStock(receive.product(), receive.units()));
        } else if (action instanceof Action.Know know) {
            write(CUSTOMERS, know.customer(), new Customer(know.customer(), "Zoë", know.address(), know.level()));
        } else if (action instanceof Action.Offer offer) {
            write(
                    PRODUCTS,
                    offer.product(),
                    new Product(offer.product(), offer.product(), Sample.money(offer.price()), "EUR"));
        }
    }

    static String id(int order) {
        return "order-" + order;
    }

    /** The time by the clocks of those who are no part of the system. */
    private Instant elsewhere() {
        return now.plus(setup.skews().getOrDefault(Setup.ELSEWHERE, Duration.ZERO));
    }

    private void command(int order, String what, Object content) {
        write(ORDER_COMMANDS, id(order), new OrderCommand(id(order), what + "-" + order, elsewhere(), content));
    }

    private void verdict(String order, CheckResult result) {
        if (state(order).isPresent()) {
            List<String> reasons = result == CheckResult.FAIL ? List.of("poor") : List.of();
            say(new OrderValidation(order, OTHER_CHECK, result, reasons, elsewhere()), key(OTHER_CHECK));
        }
    }

    private void forge(String order, String check, CheckResult result) {
        if (setup.proven() && state(order).isPresent()) {
            List<String> reasons = result == CheckResult.PASS ? List.of() : List.of("not today");
            say(
                    new OrderValidation(order, check, result, reasons, elsewhere()),
                    check.equals("fraud") ? Optional.empty() : key("fraud"));
        }
    }

    /** With what {@code check} signs, where it does. */
    private Optional<CheckKey> key(String check) {
        return setup.proven() ? Optional.of(CheckKey.in(Setup.key(check)).get(0)) : Optional.empty();
    }

    private void again(String topic, int choice) {
        List<ConsumerRecord<byte[], byte[]>> records = log.committed(topic);
        if (!records.isEmpty()) {
            ConsumerRecord<byte[], byte[]> record = records.get(choice % records.size());
            log.append(
                    topic,
                    record.key(),
                    record.value(),
                    record.headers(),
                    elsewhere().toEpochMilli(),
                    Fate.COMMITTED);
        }
    }

    private void contradict(int choice) {
        List<OrderValidation> verdicts = committed(ORDER_VALIDATIONS);
        if (!verdicts.isEmpty()) {
            OrderValidation said = verdicts.get(choice % verdicts.size());
            boolean passed = said.getResult() == CheckResult.PASS;
            OrderValidation opposite = new OrderValidation(
                    said.getOrderId(),
                    said.getCheck(),
                    passed ? CheckResult.FAIL : CheckResult.PASS,
                    passed ? List.of("on second thoughts") : List.of(),
                    elsewhere());
            say(opposite, key(said.getCheck()));
        }
    }

    /** What no application says. */
    private void say(OrderValidation verdict, Optional<CheckKey> key) {
        Headers headers = new RecordHeaders().add(FORGED, new byte[0]);
        byte[] value = serdes.signing(key)
                .valuesOf(ORDER_VALIDATIONS)
                .serializer()
                .serialize(ORDER_VALIDATIONS.name(), headers, verdict);
        log.append(
                ORDER_VALIDATIONS.name(),
                verdict.getOrderId().getBytes(UTF_8),
                value,
                headers,
                elsewhere().toEpochMilli(),
                Fate.COMMITTED);
    }

    private <K, V extends SpecificRecord> void write(Topic<K, V> topic, K key, V value) {
        append(
                topic.name(),
                topic.keySerde().serializer().serialize(topic.name(), key),
                events.serializer().serialize(topic.name(), value));
    }

    private void append(String topic, byte[] key, byte[] value) {
        log.append(topic, key, value, new RecordHeaders(), elsewhere().toEpochMilli(), Fate.COMMITTED);
    }

    /** The readable records of {@code topic} that were committed. */
    <V extends SpecificRecord> List<V> committed(Topic<?, V> topic) {
        return read(topic, log.committed(topic.name()));
    }

    /** Those of {@code records} that can be read, and are from whom they say. */
    <V extends SpecificRecord> List<V> read(Topic<?, V> topic, List<ConsumerRecord<byte[], byte[]>> records) {
        Deserializer<V> values = proving.valuesOf(topic).deserializer();
        return records.stream()
                .filter(record -> record.value() != null && !Setup.isGarbage(record.value()))
                .flatMap(record -> {
                    try {
                        return Stream.of(values.deserialize(topic.name(), record.headers(), record.value()));
                    } catch (UnprovenVerdictException e) {
                        return Stream.empty();
                    }
                })
                .toList();
    }

    /** The order's newest committed state. */
    private Optional<String> state(String order) {
        return committed(ORDERS).stream()
                .filter(one -> one.getId().equals(order))
                .reduce((one, later) -> later)
                .map(one -> one.getState().name());
    }

    private void read(Instance instance, int choice) {
        List<Entry> readable = instance.readable();
        if (!readable.isEmpty()) {
            read(instance, readable.get(choice % readable.size()));
        }
    }

    private void read(Instance instance, Entry entry) {
        if (instance.behind(now).compareTo(Setup.CLOCKS_BEHIND) > 0) {
            tick(instance);
        }
        situations.read(instance, entry.record());
        guarded(instance, () -> instance.read(entry));
        if (!shown.isEmpty() && entry.record().topic().equals(ORDERS.name()) && !entry.isCommitted()) {
            violations.add(new Violation("SHOWN", "%s, which was not committed".formatted(shown)));
        }
        shown.clear();
    }

    private void tick(Instance instance) {
        guarded(instance, () -> instance.tick(now));
    }

    private void guarded(Instance instance, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            throw new StoppedException(instance.id(), e);
        }
    }

    private void crash(Instance instance, Action.Crash crash) {
        situations.crash(instance);
        instance.crash(crash.arrives(), crash.diskStays(), now);
    }

    private void forget(Instance instance) {
        situations.forget(instance);
        instance.forgetOffsets(now);
    }

    private void join(Instance instance) {
        if (!instance.isRunning()) {
            instance.start(now);
        }
    }

    /** What a mail is owed for is not taken away before the mail is written: a broker waits for longer than a service is away. */
    private void compact(String topic) {
        long end = topic.equals(ORDERS.name())
                ? Math.min(
                        instance("email-service").committed(topic),
                        instance("orders-service-reads").committed(topic))
                : log.end(topic);
        log.compact(topic, end);
    }

    /** Everything is read, and as much time passes as anything waits for. */
    private void settle() {
        instances.values().forEach(this::join);
        Instant rest = now.plus(Setup.LONGEST_WAIT);
        drain();
        while (now.isBefore(rest)) {
            now = now.plus(LOOK);
            instances.values().forEach(this::tick);
            drain();
        }
    }

    private void drain() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (Instance instance : instances.values()) {
                List<Entry> readable = instance.readable();
                while (!readable.isEmpty()) {
                    busy = true;
                    read(instance, readable.get(0));
                    readable = instance.readable();
                }
                instance.commit();
            }
        }
    }

    /** By order id, each order as it is at last. */
    Map<String, Order> orders() {
        Map<String, Order> orders = new HashMap<>();
        committed(ORDERS).forEach(order -> orders.put(order.getId(), order));
        return orders;
    }

    @Override
    public void close() {
        instances.values().forEach(Instance::close);
    }

    /** An application stopped for good. */
    static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private StoppedException(String application, Throwable cause) {
            super(application + " stopped: " + cause, cause);
        }
    }
}
