/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import static java.util.Comparator.comparingLong;

import io.orderflow.events.OrderState;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.audit.Finding.Rule;
import io.orderflow.tools.audit.Report.Counts;
import io.orderflow.tools.audit.Report.Waiting;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can only be told once everything is read. */
final class Judgement {

    private static final String ORDERS = Topics.ORDERS.name();

    private final Collection<Story> stories;
    private final StockRule stock;
    private final Findings found;
    private final LogCoverage reach;
    private final boolean settled;
    private final long verdictsSince;
    private final long mailsSince;
    private final long levelsSince;
    private final boolean ordersCut;
    private final Map<OrderState, Long> orders = new EnumMap<>(OrderState.class);
    private long cutOff;
    private long shadow;
    private long unfinished;

    Judgement(
            Collection<Story> stories,
            StockRule stock,
            Findings found,
            Retention retention,
            LogCoverage reach,
            boolean settled) {
        this.stories = stories;
        this.stock = stock;
        this.found = found;
        this.reach = reach;
        this.settled = settled;
        this.verdictsSince = retention.wholeSince(Topics.ORDER_VALIDATIONS.name(), reach);
        this.mailsSince = retention.wholeSince(Topics.EMAILS.name(), reach);
        this.levelsSince = Topics.LEVELS.stream()
                .mapToLong(level -> retention.wholeSince(Topics.ordersOf(level).name(), reach))
                .max()
                .orElseThrow();
        this.ordersCut = reach.isCut(ORDERS);
    }

    /** Adds to the findings what is wrong, and counts. */
    StockRule.Balance judge() {
        for (OrderState state : OrderState.values()) {
            orders.put(state, 0L);
        }
        stories.forEach(this::judge);
        return stock.judge(
                stories.stream().filter(this::isJudged).toList(),
                reach.isCut(Topics.WAREHOUSE_INVENTORY.name()) ? new Findings() : found);
    }

    /** Of what was {@linkplain #judge() judged}. */
    Report report(Counts counts) {
        List<Waiting> waiting = stories.stream()
                .filter(Story::isUndecided)
                .sorted(comparingLong(story -> story.createdAt))
                .limit(Findings.MOST_KEPT)
                .map(Judgement::waiting)
                .toList();
        return new Report(found.kept(), found.count(), waiting, counts);
    }

    Map<OrderState, Long> orders() {
        return orders;
    }

    long cutOff() {
        return cutOff;
    }

    long shadow() {
        return shadow;
    }

    long unfinished() {
        return unfinished;
    }

    private boolean isJudged(Story story) {
        return story.isDecided() && !story.struckOff && reach.isJudged(story.decision(ORDERS));
    }

    private void judge(Story story) {
        if (story.struckOff) {
            return;
        }
        if (!story.isPlaced()) {
            neverPlaced(story);
            return;
        }
        orders.merge(story.state, 1L, Long::sum);
        shadow += story.heard.stream()
                .filter(heard -> !story.checks.contains(heard.check()))
                .count();
        toldOfNothing(story);
        if (!story.isDecided()) {
            List<String> missing = missing(story);
            unfinished(
                    Rule.UNDECIDED,
                    story,
                    missing.isEmpty()
                            ? "not decided, though all verdicts are there"
                            : "not decided, waits for " + String.join(", ", missing));
        } else if (isJudged(story)) {
            decided(story);
        } else {
            unfinished++; // it changed while the log was read
        }
    }

    private void decided(Story story) {
        boolean verdictsGone = story.createdAt <= verdictsSince;
        if (story.isCutOff() || verdictsGone) {
            cutOff++;
        }
        if (!verdictsGone) {
            DecisionRule.unexplained(story)
                    .forEach(what -> found.add(Rule.DECISION, story.id, story.decision(ORDERS), what));
        }
        told(story);
    }

    private void neverPlaced(Story story) {
        Place place = story.ahead;
        if (place != null && reach.isJudged(place) && !ordersCut) {
            boolean isVerdict = place.topic().equals(Topics.ORDER_VALIDATIONS.name());
            boolean isMail = place.topic().equals(Topics.EMAILS.name());
            found.add(
                    isVerdict ? Rule.VERDICT : isMail ? Rule.MAIL : Rule.LEVEL,
                    story.id,
                    place,
                    "nobody placed this order");
        }
    }

    private void toldOfNothing(Story story) {
        if (!story.isCutOff()) {
            story.mailsOfNothing().forEach(state -> ofNothing(story, Rule.MAIL, "a mail says that it is " + state));
            if (story.isRouted() && !story.has(OrderState.VALIDATED)) {
                ofNothing(story, Rule.LEVEL, "it is on the topic of a level without being VALIDATED");
            }
        }
    }

    private void ofNothing(Story story, Rule rule, String what) {
        if (story.ahead == null || reach.isJudged(story.ahead)) {
            found.add(new Finding(rule, story.id, Optional.ofNullable(story.ahead), what));
        }
    }

    /** Customers of orders that became VALIDATED or SHIPPED must hear of it, and so must who reads the topic of their level. */
    private void told(Story story) {
        if (story.has(OrderState.VALIDATED)
                && !story.isRouted()
                && !story.isBuried(OrderState.VALIDATED)
                && story.createdAt > levelsSince) {
            unfinished(Rule.LEVEL, story, "VALIDATED, but on no topic of a level");
        }
        for (OrderState state : List.of(OrderState.VALIDATED, OrderState.SHIPPED)) {
            if (story.has(state) && !story.isMailed(state) && !story.isBuried(state) && story.createdAt > mailsSince) {
                unfinished(Rule.MAIL, story, "there is no mail " + Audit.mailOf(state));
            }
        }
    }

    private void unfinished(Rule rule, Story story, String what) {
        unfinished++;
        if (settled) {
            found.add(rule, story.id, story.last(ORDERS), what);
        }
    }

    private static Waiting waiting(Story story) {
        return new Waiting(story.id, story.last(ORDERS), Instant.ofEpochMilli(story.createdAt), missing(story));
    }

    private static List<String> missing(Story story) {
        return story.checks.stream()
                .filter(check -> story.heard(check).isEmpty())
                .toList();
    }
}
