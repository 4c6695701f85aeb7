/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.inventory.state.Reservation;
import io.orderflow.inventory.stock.Stock;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The reservations, one a product and order. Open ones are kept until they are settled. A settled one is remembered for a
 * time, so that a repeat of its order changes nothing, in windows that are dropped whole: forgetting costs no search. It is
 * put into the window in which it was settled and looked for in this one and the one before, so that it is remembered for
 * once to twice the time asked for.
 */
final class Reservations {

    static final String OPEN = "reservations";
    static final String SETTLED = "settled-reservations";

    private final KeyValueStore<String, Reservation> open;
    private final WindowStore<String, Reservation> settled;
    private final long window;

    Reservations(ProcessorContext<?, ?> context, Duration memory) {
        this.open = context.getStateStore(OPEN);
        this.settled = context.getStateStore(SETTLED);
        this.window = memory.toMillis();
    }

    static StoreBuilder<KeyValueStore<String, Reservation>> open(EventSerdes serdes) {
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(OPEN), Serdes.String(), serdes.of(Reservation.class));
    }

    static StoreBuilder<WindowStore<String, Reservation>> settled(Duration memory, EventSerdes serdes) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(SETTLED, memory.multipliedBy(2), memory, false),
                Serdes.String(),
                serdes.of(Reservation.class));
    }

    /** What is known of {@code order}'s wish for {@code product}. */
    Optional<Reservation> find(String product, String order, Instant now) {
        String key = key(product, order);
        Reservation found = open.get(key);
        if (found == null) {
            found = settled.fetch(key, windowOf(now));
        }
        if (found == null) {
            found = settled.fetch(key, windowOf(now) - window);
        }
        return Optional.ofNullable(found);
    }

    /** Replaces {@code before}, which was {@linkplain #find found}, by {@code after}. */
    void change(String product, String order, Optional<Reservation> before, Reservation after, Instant now) {
        if (before.isPresent() && before.get().equals(after)) {
            return;
        }
        String key = key(product, order);
        if (!Stock.isSettled(after)) {
            open.put(key, after);
            return;
        }
        settled.put(key, after, windowOf(now));
        if (before.isPresent()) {
            open.delete(key);
        }
    }

    private long windowOf(Instant now) {
        return Math.floorDiv(now.toEpochMilli(), window) * window;
    }

    /** Order ids have no slash, so no two pairs share a key. */
    private static String key(String product, String order) {
        return product + "/" + order;
    }
}
