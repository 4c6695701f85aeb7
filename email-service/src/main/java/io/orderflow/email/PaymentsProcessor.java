/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.email.letter.Addressee;
import io.orderflow.email.letter.LetterWriter;
import io.orderflow.email.letter.Level;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.Payment;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Joins each payment with its order and the customer, whichever comes first (<em>rekey to join</em>, chapter 15), and
 * forwards the mail about it; or the {@link Payment} itself, with the reason in its headers, if they do not find each other
 * in time: somebody paid for what nobody knows, and a person must look.
 *
 * <p>Orders are remembered for the window, by event time, from when they are first seen. A payment waits for the window, by
 * the wall clock. One that comes again is not told again.
 */
final class PaymentsProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    static final String RECENT_ORDERS = "recent-orders";
    static final String TOLD_PAYMENTS = "told-payments";
    static final String WAITING_PAYMENTS = "waiting-payments";

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Duration wait;
    private ProcessorContext<String, SpecificRecord> context;
    private Undeliverable undeliverable;
    private ReadOnlyKeyValueStore<Long, Customer> customers;
    private WindowStore<String, Order> orders;
    private WindowStore<String, String> told;
    private TimestampedKeyValueStore<String, Payment> waiting;

    @SuppressWarnings("NullAway.Init") // by init
    private PaymentsProcessor(Duration wait) {
        this.wait = wait;
    }

    static ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> supplier(
            Duration wait, EventSerdes serdes) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, SpecificRecord, String, SpecificRecord> get() {
                return new PaymentsProcessor(wait);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        Stores.windowStoreBuilder(
                                Stores.persistentWindowStore(RECENT_ORDERS, wait, wait, false),
                                Serdes.String(),
                                serdes.of(Order.class)),
                        Stores.windowStoreBuilder(
                                Stores.persistentWindowStore(TOLD_PAYMENTS, wait, wait, false),
                                Serdes.String(),
                                Serdes.String()),
                        Stores.timestampedKeyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(WAITING_PAYMENTS),
                                Serdes.String(),
                                serdes.of(Payment.class)));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.undeliverable = new Undeliverable(Topics.PAYMENTS, context);
        this.customers = context.getStateStore(KeepCustomersProcessor.CUSTOMERS);
        this.orders = context.getStateStore(RECENT_ORDERS);
        this.told = context.getStateStore(TOLD_PAYMENTS);
        this.waiting = context.getStateStore(WAITING_PAYMENTS);
        context.schedule(AGAIN, PunctuationType.WALL_CLOCK_TIME, this::lookAgain);
    }

    @Override
    public void process(Record<String, SpecificRecord> fact) {
        if (fact.value() instanceof Order order) {
            remember(order, fact.timestamp());
            WaitingFacts.of(order.getId(), waiting)
                    .forEach(payment -> tellIfKnown(payment.value.value(), fact.timestamp()));
        } else if (fact.value() instanceof Payment payment && !wasTold(payment)) {
            if (!tellIfKnown(payment, fact.timestamp())) {
                waiting.putIfAbsent(keyOf(payment), ValueAndTimestamp.make(payment, context.currentSystemTimeMs()));
            }
        }
    }

    /** What a mail needs of an order does not change: its first record is enough, and a later one if that is gone. */
    private void remember(Order order, long timestamp) {
        if (order.getState() == OrderState.CREATED || any(orders, order.getId()).isEmpty()) {
            orders.put(order.getId(), order, timestamp);
        }
    }

    private void lookAgain(long now) {
        for (KeyValue<String, ValueAndTimestamp<Payment>> one : WaitingFacts.all(waiting)) {
            Payment payment = one.value.value();
            if (!tellIfKnown(payment, context.currentStreamTimeMs())
                    && now - one.value.timestamp() >= wait.toMillis()) {
                waiting.delete(one.key);
                giveUp(payment, now);
            }
        }
    }

    /** True if order and customer are known: then the payment is dealt with. */
    private boolean tellIfKnown(Payment payment, long timestamp) {
        Optional<Order> order = any(orders, payment.getOrderId());
        Optional<Customer> customer = order.flatMap(this::customer);
        customer.ifPresent(known -> tell(payment, order.orElseThrow(), known, timestamp));
        return customer.isPresent();
    }

    private void tell(Payment payment, Order order, Customer customer, long timestamp) {
        waiting.delete(keyOf(payment));
        told.put(keyOf(payment), payment.getOrderId(), timestamp);
        Optional<Addressee> addressee = LetterWriter.addressee(customer);
        if (addressee.isEmpty()) {
            bury(payment, timestamp, Undeliverable.notAnAddress(customer));
            return;
        }
        Level level = Level.orBronze(customer.getLevel());
        EmailMessage message = Messages.about(
                payment, level, addressee.get(), LetterWriter.about(payment, order, addressee.get(), level));
        context.forward(new Record<>(order.getId(), message, timestamp));
    }

    private void giveUp(Payment payment, long now) {
        String missing = any(orders, payment.getOrderId())
                .map(order -> "customer %d of order %s".formatted(order.getCustomerId(), order.getId()))
                .orElseGet(() -> "order " + payment.getOrderId());
        bury(
                payment,
                now,
                "payment %s of %s: %s is not known, after waiting for %d s"
                        .formatted(payment.getId(), LetterWriter.amount(payment), missing, wait.toSeconds()));
    }

    private void bury(Payment payment, long timestamp, String reason) {
        context.forward(
                undeliverable.because(new Record<>(payment.getId(), payment, timestamp), payment.getId(), reason));
    }

    private boolean wasTold(Payment payment) {
        return any(told, keyOf(payment)).isPresent();
    }

    private Optional<Customer> customer(Order order) {
        return Optional.ofNullable(customers.get(order.getCustomerId()));
    }

    /** What is kept under {@code key}; the store forgets by itself. */
    private static <V> Optional<V> any(WindowStore<String, V> store, String key) {
        try (WindowStoreIterator<V> kept = store.fetch(key, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE))) {
            return kept.hasNext() ? Optional.of(kept.next().value) : Optional.empty();
        }
    }

    /** Payments of one order side by side. An order id with a slash is none of ours: such a payment waits in vain. */
    private static String keyOf(Payment payment) {
        return payment.getOrderId() + "/" + payment.getId();
    }
}
