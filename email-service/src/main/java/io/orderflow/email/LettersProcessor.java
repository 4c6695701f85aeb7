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
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderState;
import io.orderflow.schemas.FactKeys;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.Locale;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins each decided order with its customer and forwards the mail about it, an {@link EmailMessage}; or the {@link Order}
 * itself, with the reason in its headers, where there is nobody to write to who should be told. A validated order also goes
 * on with its customer, an {@link OrderEnriched}.
 *
 * <p>Topics have no order among them: news for a customer who is not known yet wait in a store, with the wall clock's time
 * at which they began to, and are looked at again each second. An order that FAILED does not wait: a customer whom nobody
 * knows is the usual reason why it did.
 *
 * <p>What has been told is not told again, however often it is read: see {@link ToldEvents}. What became a dead letter is
 * told when it comes again, for that is how it is replayed.
 */
final class LettersProcessor implements Processor<String, Order, String, SpecificRecord> {

    static final String WAITING_NEWS = "waiting-news";

    private static final Logger LOG = LoggerFactory.getLogger(LettersProcessor.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration CLEANUP = Duration.ofMinutes(1);

    private final Duration wait;
    private final Duration maxAge;
    private final MailCounts counts;
    private ProcessorContext<String, SpecificRecord> context;
    private Undeliverable undeliverable;
    private ToldEvents told;
    private ReadOnlyKeyValueStore<Long, Customer> customers;
    private TimestampedKeyValueStore<String, Order> waiting;

    @SuppressWarnings("NullAway.Init") // by init
    private LettersProcessor(EmailConfig config, MailCounts counts) {
        this.wait = config.customerWait();
        this.maxAge = config.maxAge();
        this.counts = counts;
    }

    static ProcessorSupplier<String, Order, String, SpecificRecord> supplier(
            EmailConfig config, StoreBuilder<?> toldEvents, MailCounts counts, EventSerdes serdes) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Order, String, SpecificRecord> get() {
                return new LettersProcessor(config, counts);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        Stores.timestampedKeyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(WAITING_NEWS), Serdes.String(), serdes.of(Order.class)),
                        toldEvents);
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        this.undeliverable = new Undeliverable(Topics.ORDERS, context);
        this.customers = context.getStateStore(KeepCustomersProcessor.CUSTOMERS);
        this.waiting = context.getStateStore(WAITING_NEWS);
        this.told = new ToldEvents(context, maxAge, counts);
        context.schedule(AGAIN, PunctuationType.WALL_CLOCK_TIME, this::lookAgain);
        context.schedule(CLEANUP, PunctuationType.WALL_CLOCK_TIME, now -> told.removeExpired());
    }

    @Override
    public void process(Record<String, Order> decided) {
        Order order = decided.value();
        String messageId = Messages.messageId(order);
        if (told.isTold(order.getId(), messageId)
                || told.isTooOld(messageId, order.getUpdatedAt(), decided.timestamp())) {
            return;
        }
        Optional<Customer> customer = customer(order);
        if (customer.isPresent()) {
            releaseEarlier(order, customer.get());
            write(decided, customer.get());
        } else if (order.getState() == OrderState.FAILED || wait.isZero()) {
            giveUp(decided);
        } else {
            waiting.putIfAbsent(keyOf(order), ValueAndTimestamp.make(order, context.currentSystemTimeMs()));
        }
    }

    /** News of one order are told in the order in which they happened. */
    private void releaseEarlier(Order order, Customer customer) {
        for (KeyValue<String, ValueAndTimestamp<Order>> earlier : WaitingFacts.of(order.getId(), waiting)) {
            write(recordOf(earlier.value.value(), context.currentSystemTimeMs()), customer);
            waiting.delete(earlier.key);
        }
    }

    private void lookAgain(long now) {
        for (KeyValue<String, ValueAndTimestamp<Order>> one : WaitingFacts.all(waiting)) {
            Order order = one.value.value();
            Optional<Customer> customer = customer(order);
            if (customer.isPresent()) {
                write(recordOf(order, now), customer.get());
                waiting.delete(one.key);
            } else if (now - one.value.timestamp() >= wait.toMillis()) {
                waiting.delete(one.key);
                giveUp(recordOf(order, now));
            }
        }
    }

    /** All is composed before anything is written: a record that cannot be told leaves nothing half done. */
    private void write(Record<String, Order> decided, Customer customer) {
        Order order = decided.value();
        String messageId = Messages.messageId(order);
        Optional<Progress> before = told.progress(order.getId(), messageId);
        if (before.equals(Optional.of(Progress.TOLD))) {
            return; // it waited twice: here and, after a dead letter, in its topic
        }
        Optional<EmailMessage> message = message(order, customer);
        if (order.getState() == OrderState.VALIDATED && before.isEmpty()) {
            context.forward(decided.withKey(order.getId()).withValue(new OrderEnriched(order, customer)));
        }
        told.put(order.getId(), messageId, message.isPresent() ? Progress.TOLD : Progress.ROUTED);
        message.ifPresentOrElse(
                mail -> context.forward(
                        decided.withKey(FactKeys.of(order.getId(), messageId)).withValue(mail)),
                () -> bury(decided, Undeliverable.notAnAddress(customer)));
    }

    /** None if there is no address to send it to. */
    private static Optional<EmailMessage> message(Order order, Customer customer) {
        Level level = Level.orBronze(customer.getLevel());
        return LetterWriter.addressee(customer)
                .flatMap(addressee -> LetterWriter.about(order, addressee, level)
                        .map(letter -> Messages.about(order, level, addressee, letter)));
    }

    /** There is nobody to write to. Whoever was promised goods should hear of it: then a person must look. */
    private void giveUp(Record<String, Order> decided) {
        Order order = decided.value();
        counts.unknownCustomer();
        switch (order.getState()) {
            case VALIDATED, SHIPPED ->
                bury(
                        decided,
                        "order %s is %s, but customer %s is not known, after waiting for %s s"
                                .formatted(order.getId(), order.getState(), order.getCustomerId(), wait.toSeconds()));
            default -> LOG.debug("no mail: {} of unknown customer {}", order.getId(), order.getCustomerId());
        }
    }

    private void bury(Record<String, Order> decided, String reason) {
        Order order = decided.value();
        context.forward(undeliverable.because(decided, order.getId(), Messages.messageId(order), reason));
    }

    private Optional<Customer> customer(Order order) {
        return Optional.ofNullable(customers.get(order.getCustomerId()));
    }

    private static Record<String, Order> recordOf(Order order, long now) {
        return new Record<>(order.getId(), order, now);
    }

    /** Sorts the news of one order by version; no order id holds a slash. */
    private static String keyOf(Order order) {
        return String.format(Locale.ROOT, "%s/%010d", order.getId(), order.getVersion());
    }
}
