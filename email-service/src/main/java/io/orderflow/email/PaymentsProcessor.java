/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.email.ToldEvents.Progress;
import io.orderflow.email.letter.LetterWriter;
import io.orderflow.email.letter.Level;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.Payment;
import io.orderflow.schemas.FactKeys;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
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

/**
 * Joins each payment with its order and the customer, whichever comes first (<em>rekey to join</em>, chapter 15), and
 * forwards the mail about it; or the {@link Payment} itself, with the reason in its headers, if they do not find each other
 * in time: somebody paid for what nobody knows, and a person must look.
 *
 * <p>Orders are remembered for as long as payments may come, a payment waits for a shorter time, both by the clock. One that
 * has been told is not told again: see {@link ToldEvents}.
 */
final class PaymentsProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    static final String KNOWN_ORDERS = "known-orders";
    static final String WAITING_PAYMENTS = "waiting-payments";

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration CLEANUP = Duration.ofMinutes(1);

    private final EmailConfig config;
    private final MailCounts counts;
    private ProcessorContext<String, SpecificRecord> context;
    private Undeliverable undeliverable;
    private ReadOnlyKeyValueStore<Long, Customer> customers;
    private ExpiringStore<Order> orders;
    private ToldEvents told;
    private TimestampedKeyValueStore<String, Payment> waiting;

    @SuppressWarnings("NullAway.Init") // by init
    private PaymentsProcessor(EmailConfig config, MailCounts counts) {
        this.config = config;
        this.counts = counts;
    }

    static ProcessorSupplier<String, SpecificRecord, String, SpecificRecord> supplier(
            EmailConfig config, StoreBuilder<?> toldEvents, MailCounts counts, EventSerdes serdes) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, SpecificRecord, String, SpecificRecord> get() {
                return new PaymentsProcessor(config, counts);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        ExpiringStore.builder(KNOWN_ORDERS, serdes.of(Order.class)),
                        Stores.timestampedKeyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(WAITING_PAYMENTS),
                                Serdes.String(),
                                serdes.of(Payment.class)),
                        toldEvents);
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.undeliverable = new Undeliverable(Topics.PAYMENTS, context);
        this.customers = context.getStateStore(KeepCustomersProcessor.CUSTOMERS);
        this.orders = new ExpiringStore<>(context.getStateStore(KNOWN_ORDERS), config.orderRetention());
        this.told = new ToldEvents(context, config.maxAge(), counts);
        this.waiting = context.getStateStore(WAITING_PAYMENTS);
        context.schedule(AGAIN, PunctuationType.WALL_CLOCK_TIME, this::lookAgain);
        context.schedule(CLEANUP, PunctuationType.WALL_CLOCK_TIME, orders::removeExpired);
    }

    @Override
    public void process(Record<String, SpecificRecord> fact) {
        if (fact.value() instanceof Order order) {
            remember(order);
            WaitingFacts.of(order.getId(), waiting)
                    .forEach(payment -> tellIfKnown(payment.value.value(), fact.timestamp()));
        } else if (fact.value() instanceof Payment payment && !isDealtWith(payment, fact.timestamp())) {
            if (!tellIfKnown(payment, fact.timestamp())) {
                waiting.putIfAbsent(keyOf(payment), ValueAndTimestamp.make(payment, context.currentSystemTimeMs()));
            }
        }
    }

    private boolean isDealtWith(Payment payment, long timestamp) {
        String messageId = Messages.messageId(payment);
        return told.isTold(payment.getOrderId(), messageId) || told.isTooOld(messageId, payment.getPaidAt(), timestamp);
    }

    /** Of what a mail needs, only one thing changes: once the order is checked, its products may be named. */
    private void remember(Order order) {
        Optional<Order> before = orders.get(order.getId());
        boolean isChecked = before.filter(LetterWriter::knowsProductsOf).isPresent();
        if (before.isEmpty() || (!isChecked && LetterWriter.knowsProductsOf(order))) {
            long now = context.currentSystemTimeMs();
            orders.put(order.getId(), order, Math.min(order.getUpdatedAt().toEpochMilli(), now), now);
        }
    }

    private void lookAgain(long now) {
        for (KeyValue<String, ValueAndTimestamp<Payment>> one : WaitingFacts.all(waiting)) {
            Payment payment = one.value.value();
            if (!tellIfKnown(payment, now)
                    && now - one.value.timestamp() >= config.paymentWait().toMillis()) {
                giveUp(payment, now);
                waiting.delete(one.key);
            }
        }
    }

    /** True if order and customer are known: then the payment is dealt with. */
    private boolean tellIfKnown(Payment payment, long timestamp) {
        Optional<Order> order = orders.get(payment.getOrderId());
        Optional<Customer> customer = order.flatMap(this::customer);
        customer.ifPresent(known -> tell(payment, order.orElseThrow(), known, timestamp));
        return customer.isPresent();
    }

    /** All is composed before anything is written: a record that cannot be told leaves nothing half done. */
    private void tell(Payment payment, Order order, Customer customer, long timestamp) {
        Level level = Level.orBronze(customer.getLevel());
        Optional<EmailMessage> message = LetterWriter.addressee(customer)
                .map(addressee -> Messages.about(
                        payment, level, addressee, LetterWriter.about(payment, order, addressee, level)));
        waiting.delete(keyOf(payment));
        if (message.isEmpty()) {
            bury(payment, timestamp, Undeliverable.notAnAddress(customer));
            return;
        }
        String messageId = Messages.messageId(payment);
        told.put(order.getId(), messageId, Progress.TOLD);
        context.forward(new Record<>(FactKeys.of(order.getId(), messageId), message.get(), timestamp));
    }

    private void giveUp(Payment payment, long now) {
        String missing = orders.get(payment.getOrderId())
                .map(order -> "customer %s of order %s".formatted(order.getCustomerId(), order.getId()))
                .orElseGet(() -> "order " + payment.getOrderId());
        bury(
                payment,
                now,
                "payment %s of %s: %s is not known, after waiting for %s s"
                        .formatted(
                                payment.getId(),
                                LetterWriter.amount(payment),
                                missing,
                                config.paymentWait().toSeconds()));
    }

    private void bury(Payment payment, long timestamp, String reason) {
        Record<String, Payment> found = new Record<>(payment.getId(), payment, timestamp);
        context.forward(undeliverable.because(found, payment.getOrderId(), Messages.messageId(payment), reason));
    }

    private Optional<Customer> customer(Order order) {
        return Optional.ofNullable(customers.get(order.getCustomerId()));
    }

    /** Payments of one order side by side. An order id with a slash is none of ours: such a payment waits in vain. */
    private static String keyOf(Payment payment) {
        return payment.getOrderId() + "/" + payment.getId();
    }
}
