/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.orderflow.common.streams.DeadLetterException;
import io.orderflow.events.Order;
import io.orderflow.orders.commands.Subjects;
import io.orderflow.orders.lifecycle.Decision;
import io.orderflow.orders.lifecycle.Decision.Becomes;
import io.orderflow.orders.lifecycle.Decision.NoChange;
import io.orderflow.orders.lifecycle.Decision.Noted;
import io.orderflow.orders.lifecycle.Decision.Refused;
import io.orderflow.orders.lifecycle.OrderInput;
import io.orderflow.orders.lifecycle.OrderInput.Deadline;
import io.orderflow.orders.lifecycle.OrderLifecycle;
import io.orderflow.orders.state.Undecided;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries {@link OrderLifecycle}'s decisions out: reads what is known of the order, asks, writes, tells. The one writer of
 * the topic {@code orders}.
 */
final class LifecycleProcessor implements Processor<String, OrderInput, String, Order> {

    /** The orders, each as it is now. */
    static final String ORDER_STORE = "order";

    /** What is known of the checks of the orders that wait for them; of no others, so that deadlines are a short scan. */
    static final String VERDICTS_STORE = "verdicts";

    /** After an outage of a check very many orders are due at once: more at a time would outlast a transaction. */
    private static final int MOST_DEADLINES_AT_ONCE = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleProcessor.class);

    private final OrderLifecycle lifecycle;
    private final boolean exactlyOnce;
    private final Duration deadlineInterval;
    private final Backlog backlog;
    private final ReadClock clock = new ReadClock();
    private ProcessorContext<String, Order> context;
    private KeyValueStore<String, Order> orders;
    private KeyValueStore<String, Undecided> verdicts;
    private Backlog.Part undecided;

    /** {@code backlog} is told how many orders wait here. */
    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    LifecycleProcessor(OrdersConfig config, Backlog backlog) {
        this.backlog = backlog;
        lifecycle = new OrderLifecycle(config.checks(), config.validationTimeout());
        exactlyOnce = config.exactlyOnce();
        deadlineInterval = deadlineInterval(config.validationTimeout());
    }

    /** A deadline is kept to a twentieth of the time, at best to half a second, at worst to five. */
    private static Duration deadlineInterval(Duration timeout) {
        long millis = timeout.toMillis() / 20;
        return Duration.ofMillis(Math.max(500, Math.min(millis, 5_000)));
    }

    @Override
    public void init(ProcessorContext<String, Order> context) {
        this.context = context;
        orders = context.getStateStore(ORDER_STORE);
        verdicts = context.getStateStore(VERDICTS_STORE);
        undecided = backlog.of(context.taskId().partition());
        undecided.holds(verdicts.approximateNumEntries()); // exact: the store is in memory
        context.schedule(deadlineInterval, PunctuationType.WALL_CLOCK_TIME, this::lookForDeadlines);
    }

    @Override
    public void process(Record<String, OrderInput> record) {
        OrderInput input = record.value();
        if (!input.orderId().equals(record.key())) {
            throw new DeadLetterException(
                    "the key is %s, but the record is about order %s".formatted(record.key(), input.orderId()));
        }
        clock.read(Instant.ofEpochMilli(record.timestamp()));
        context.recordMetadata()
                .filter(from -> from.topic().equals(Topics.ORDER_COMMANDS.name()))
                .ifPresent(from -> undecided.read(from.offset()));
        Optional<Order> order = Optional.ofNullable(orders.get(record.key()));
        Optional<Undecided> waiting = Optional.ofNullable(verdicts.get(record.key()));
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        Decision outcome = lifecycle.decide(order, waiting, input, now);
        if (outcome instanceof NoChange) {
            LOG.debug("changes nothing: {}", input);
            order.ifPresent(known -> tellAgain(record, known));
        } else {
            carryOut(outcome, record);
        }
    }

    private void lookForDeadlines(long wallClock) {
        Instant now = clock.tick(Instant.ofEpochMilli(wallClock));
        for (KeyValue<String, Undecided> due : due(now)) {
            OrderInput deadline = new Deadline(due.key, now);
            Optional<Order> order = Optional.ofNullable(orders.get(due.key));
            Decision outcome = lifecycle.decide(order, Optional.of(due.value), deadline, now);
            if (outcome instanceof NoChange) {
                verdicts.delete(due.key); // what a crash without transactions left behind of a decided order
            }
            carryOut(outcome, new Record<>(due.key, deadline, now.toEpochMilli()));
        }
    }

    private void carryOut(Decision outcome, Record<String, OrderInput> cause) {
        if (outcome instanceof Becomes becomes) {
            verdicts.put(cause.key(), becomes.waiting().orElse(null));
            orders.put(cause.key(), becomes.order());
            context.forward(told(cause, becomes.order()));
            if (cause.value() instanceof OrderInput.Verdict) {
                Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
                backlog.decided(Duration.between(becomes.order().getCreatedAt(), now));
            }
        } else if (outcome instanceof Noted noted) {
            verdicts.put(cause.key(), noted.waiting());
        } else if (outcome instanceof Refused refused) {
            throw new DeadLetterException(refused.reason());
        }
        undecided.holds(verdicts.approximateNumEntries());
    }

    /** Of whoever asked is told with what they asked for, not with what others said of it: those pass headers on, or sign. */
    private static Record<String, Order> told(Record<String, OrderInput> cause, Order order) {
        Record<String, Order> told = cause.withValue(order);
        told.headers().remove(CheckKey.HEADER);
        boolean askedFor = cause.value() instanceof OrderInput.Place || cause.value() instanceof OrderInput.Cancel;
        if (!askedFor) {
            Subjects.remove(told.headers());
        }
        return told;
    }

    /**
     * Without transactions a crash may have lost the event that this input led to the first time. Of any other input it is not told
     * again: checks would answer a CREATED anew, each answer would tell it again, and there would be no end of it.
     */
    private void tellAgain(Record<String, OrderInput> repeated, Order order) {
        if (!exactlyOnce && OrderLifecycle.canHaveLedTo(order, repeated.value())) {
            context.forward(told(repeated, order));
        }
    }

    private List<KeyValue<String, Undecided>> due(Instant now) {
        List<KeyValue<String, Undecided>> due = new ArrayList<>();
        Optional<Instant> oldest = Optional.empty();
        try (KeyValueIterator<String, Undecided> waiting = verdicts.all()) {
            while (waiting.hasNext() && due.size() < MOST_DEADLINES_AT_ONCE) {
                KeyValue<String, Undecided> one = waiting.next();
                Instant since = one.value.getSince();
                oldest = oldest.filter(since::isAfter).or(() -> Optional.of(since));
                if (lifecycle.isDue(one.value, now)) {
                    due.add(one);
                }
            }
        }
        undecided.oldest(oldest);
        return due;
    }

    @Override
    public void close() {
        undecided.close();
    }
}
