/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one order. There may be millions: it keeps numbers and shared values, and no text of its own but
 * the id.
 */
final class Story {

    /** No time. */
    static final long NEVER = Long.MAX_VALUE;

    final String id;

    /** 0 as long as no record of the order itself was read. */
    int firstVersion;

    int version;
    OrderState state = OrderState.CREATED;
    List<String> checks = List.of();
    long createdAt;
    long updatedAt;
    boolean struckOff;

    /** True if something that told of it was deleted, as when its customer was forgotten. */
    boolean erased;

    /** True if the cleaner took a version after the one before had been read. */
    boolean cleaned;

    /** When the check of the stock passed it, as it says. */
    long stockPassedAt = NEVER;

    /** Product and units by turns. */
    int[] lines = {};

    List<Refusal> refusals = List.of();
    List<RecordedVerdict> heard = List.of();

    /** The newest record that told more than the order's own records did by then. */
    @Nullable
    Place ahead;

    /** True if the service could not read or process what places it, and has put it aside. */
    boolean putAside;

    private int acceptedPartition;
    private long acceptedOffset = -1;
    private int content;
    private int partition;
    private long lastOffset;
    private int decisionPartition;
    private long decisionOffset = -1;
    private byte reached;
    private byte mailed;
    private byte buried;
    private byte routed;

    Story(String id) {
        this.id = id;
    }

    boolean isPlaced() {
        return version > 0;
    }

    /** It is on the log that somebody wants this order: from then on it must not be lost. */
    void accepted(Place place) {
        if (acceptedOffset < 0) {
            acceptedPartition = place.partition();
            acceptedOffset = place.offset();
        }
    }

    boolean isAccepted() {
        return acceptedOffset >= 0;
    }

    /** Where it was asked for first. */
    Place acceptance(String topic) {
        return new Place(topic, acceptedPartition, acceptedOffset);
    }

    boolean isDecided() {
        return decisionOffset >= 0;
    }

    boolean isUndecided() {
        return isPlaced() && state == OrderState.CREATED && !struckOff;
    }

    /** True if the log no longer has the order's beginning, or was losing it while it was read. */
    boolean isCutOff() {
        return firstVersion > 1 || cleaned;
    }

    boolean has(OrderState wanted) {
        return isIn(reached, wanted);
    }

    /** Whether customer, lines, checks and request are other ones than before: they never change. */
    boolean isOtherContent(Order order) {
        return content != contentOf(order);
    }

    /** Whether {@code order} says again what was said: a version that there was, with the same content. */
    boolean isRepeat(Order order) {
        return order.getVersion() <= version
                && has(order.getState())
                && !isOtherContent(order)
                && (order.getState() != OrderState.FAILED || Refusal.of(order).equals(refusals));
    }

    /** From here on; also when an order that was struck off is placed anew. */
    void placed(Order order, List<String> sharedChecks, int[] units) {
        firstVersion = order.getVersion();
        version = 0;
        reached = 0;
        decisionOffset = -1;
        checks = sharedChecks;
        lines = units;
        createdAt = order.getCreatedAt().toEpochMilli();
        content = contentOf(order);
        struckOff = false;
        cleaned = false;
    }

    void became(Order order, Place place) {
        version = Math.max(version, order.getVersion());
        state = order.getState();
        updatedAt = order.getUpdatedAt().toEpochMilli();
        partition = place.partition();
        lastOffset = place.offset();
        reached |= bit(state);
        if (state == OrderState.FAILED) {
            refusals = Refusal.of(order);
        }
        if (state != OrderState.CREATED && decisionOffset < 0) {
            decisionPartition = place.partition();
            decisionOffset = place.offset();
        }
    }

    /** Its newest record. */
    Place last(String topic) {
        return new Place(topic, partition, lastOffset);
    }

    /** The record of its decision, or the first that is left of what came after. */
    Place decision(String topic) {
        return new Place(topic, decisionPartition, decisionOffset);
    }

    Optional<RecordedVerdict> heard(String check) {
        return heard.stream().filter(one -> one.check().equals(check)).findFirst();
    }

    void hear(RecordedVerdict one) {
        List<RecordedVerdict> more = new ArrayList<>(heard);
        more.add(one);
        heard = List.copyOf(more);
    }

    boolean allPassed() {
        return heard.stream().allMatch(RecordedVerdict::passed);
    }

    /** False if it was told so before. */
    boolean mail(OrderState about) {
        boolean first = !isIn(mailed, about);
        mailed |= bit(about);
        return first;
    }

    boolean isMailed(OrderState about) {
        return isIn(mailed, about);
    }

    /** Mails that there are of states that the order was never in. */
    Set<OrderState> mailsOfNothing() {
        EnumSet<OrderState> odd = EnumSet.noneOf(OrderState.class);
        for (OrderState one : OrderState.values()) {
            if (isIn(mailed, one) && !has(one)) {
                odd.add(one);
            }
        }
        return odd;
    }

    void bury(OrderState news) {
        buried |= bit(news);
    }

    boolean isBuried(OrderState news) {
        return isIn(buried, news);
    }

    /** False if it is on a topic of a level already. */
    boolean route() {
        return routed++ == 0;
    }

    boolean isRouted() {
        return routed > 0;
    }

    private static byte bit(OrderState state) {
        return switch (state) {
            case CREATED -> 1;
            case VALIDATED -> 2;
            case FAILED -> 4;
            case CANCELLED -> 8;
            case SHIPPED -> 16;
            case UNKNOWN -> 32;
        };
    }

    private static boolean isIn(byte set, OrderState state) {
        return (set & bit(state)) != 0;
    }

    private static int contentOf(Order order) {
        return Objects.hash(
                order.getCustomerId(),
                order.getCurrency(),
                order.getLines(),
                order.getChecks(),
                order.getRequestId(),
                order.getCreatedAt());
    }
}
