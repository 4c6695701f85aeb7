/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import io.orderflow.events.CheckResult;
import java.time.Duration;
import java.util.List;

/**
 * One thing that happens. Each means something whatever happened before it, if only nothing: so any part of a run is a run. A
 * {@code choice} picks among what there is at that moment.
 */
sealed interface Action {

    /** An application reads the next record of one of its topics. */
    record Read(String application, int choice) implements Action {}

    /** An application's clock catches up, and what waits for it is done. */
    record Tick(String application) implements Action {}

    /** What an application wrote without a transaction is on the log. */
    record Flush(String application) implements Action {}

    /** An application commits. */
    record Commit(String application) implements Action {}

    /** For a moment nothing lags: all that are there read and commit everything. */
    record CatchUp() implements Action {}

    /** An application crashes and begins anew; see {@link Instance#crash}. */
    record Crash(String application, int arrives, boolean diskStays) implements Action {}

    /**
     * The offsets of an application's group are set back to the beginning. The stock service refuses to start without them; somebody may
     * set them back all the same, and within its memory repeats change nothing.
     */
    record ForgetOffsets(String application) implements Action {}

    /** An application that was not there yet is started for the first time. */
    record Join(String application) implements Action {}

    /** Time passes. */
    record Pass(Duration time) implements Action {}

    /** A client asks for goods. */
    record Place(int order, long customer, List<Wish> wishes) implements Action {}

    /** A client wants an order no more. */
    record Cancel(int order) implements Action {}

    /** The warehouse says that an order has left, whether or not it may. */
    record Ship(int order) implements Action {}

    /** Money comes for an order. */
    record Pay(int order, int payment) implements Action {}

    /** A check of another team says something about an order that it has seen. */
    record Verdict(int order, CheckResult result) implements Action {}

    /** A record is written once more, by a producer that does not know that it was. */
    record Again(String topic, int choice) implements Action {}

    /** A check that has spoken says the opposite. */
    record Contradict(int choice) implements Action {}

    /** Somebody who has the key of the fraud check speaks for another, or for that one without it; where verdicts are not signed, nobody. */
    record Forge(int order, String check, CheckResult result) implements Action {}

    /** Somebody writes what nobody can read. */
    record Garbage(String topic, int key) implements Action {}

    /** The warehouse says how many units it received to date. */
    record Receive(String product, long units) implements Action {}

    /** The CRM tells of a customer. */
    record Know(long customer, String level, String address) implements Action {}

    /** The catalogue tells of a product. */
    record Offer(String product, String price) implements Action {}

    /** The broker compacts a topic. */
    record Compact(String topic) implements Action {}

    /** So many units of a product at a price. */
    record Wish(String product, int units, String price) {}
}
