/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import io.orderflow.events.Order;
import io.orderflow.orders.commands.Subjects;
import io.orderflow.orders.read.LocalView;
import io.orderflow.orders.state.HistoryEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what happens to each order: an entry of its own for each fact, under the fact's own place, so that nothing is read or
 * rewritten on the way and a repeat after a crash lands where it was.
 */
public final class HistoryProcessor implements Processor<String, HistoryEvent, Void, Void> {

    /** What happened to each order, by order id and place. */
    public static final String HISTORY_STORE = "history";

    /** Verdicts kept of one order: beyond, a check that repeats itself without end fills no disk. */
    public static final int MOST_VERDICTS = 200;

    /** Orders whose number of verdicts is remembered; that of any other is counted in the store when a verdict comes. */
    private static final int REMEMBERED = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(HistoryProcessor.class);

    private final Set<String> listenedTo;
    private final Map<String, Integer> verdicts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };
    private ProcessorContext<Void, Void> context;
    private KeyValueStore<String, HistoryEntry> history;
    private TimestampedKeyValueStore<String, Order> view;

    /** {@code listenedTo} are the checks whose verdicts are kept; those that an order must pass are so anyway. */
    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    public HistoryProcessor(Set<String> listenedTo) {
        this.listenedTo = Set.copyOf(listenedTo);
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        history = context.getStateStore(HISTORY_STORE);
        view = context.getStateStore(LocalView.STORE);
    }

    @Override
    public void process(Record<String, HistoryEvent> record) {
        HistoryEvent event = record.value();
        String id = event.orderId();
        String by = Subjects.in(record.headers()).orElse("");
        if (!id.equals(record.key()) || !HistoryKeys.possible(id)) {
            return; // the life cycle sends it to the dead letters
        }
        if (event instanceof HistoryEvent.Became became) {
            keep(HistoryKeys.event(id, became.order().getVersion()), event, by);
            if (became.order().getVersion() == 1) {
                verdicts.putIfAbsent(id, 0); // a new order: nothing to count
            }
        } else if (event instanceof HistoryEvent.Judged judged && isListenedTo(judged)) {
            keepVerdict(HistoryKeys.verdict(id, offset()), judged);
        }
    }

    private void keepVerdict(String key, HistoryEvent.Judged judged) {
        if (history.get(key) != null || isRoomFor(judged.orderId())) {
            keep(key, judged, "");
        }
    }

    /**
     * A fact that is kept already was read before, and keeps the time at which it was first seen. It is written all the same: a
     * store on disk can have what a crash has kept from its changelog, and whoever takes over has only that.
     */
    private void keep(String key, HistoryEvent event, String by) {
        HistoryEntry before = history.get(key);
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        history.put(key, before == null ? event.entry(now, offset(), by) : before);
    }

    private long offset() {
        return context.recordMetadata().orElseThrow().offset();
    }

    private boolean isListenedTo(HistoryEvent.Judged judged) {
        String check = judged.verdict().getCheck();
        if (listenedTo.contains(check)) {
            return true;
        }
        ValueAndTimestamp<Order> order = view.get(judged.orderId()); // it may be from before the settings changed
        return order != null && order.value().getChecks().contains(check);
    }

    private boolean isRoomFor(String id) {
        int count = verdicts.computeIfAbsent(id, this::count);
        if (count >= MOST_VERDICTS) {
            LOG.debug("{} has {} verdicts: no more are kept", id, count);
            return false;
        }
        verdicts.put(id, count + 1);
        return true;
    }

    private int count(String id) {
        int count = 0;
        try (KeyValueIterator<String, HistoryEntry> kept =
                history.prefixScan(HistoryKeys.verdicts(id), new StringSerializer())) {
            while (kept.hasNext() && count < MOST_VERDICTS) {
                kept.next();
                count++;
            }
        }
        return count;
    }
}
