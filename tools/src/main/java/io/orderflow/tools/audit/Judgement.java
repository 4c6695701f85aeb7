/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.events.OrderState;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.audit.Finding.Rule;
import io.orderflow.tools.audit.Report.Waiting;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can only be told of orders once everything of them is read. */
final class Judgement {

    private static final String ORDERS = Topics.ORDERS.name();
    private static final String COMMANDS = Topics.ORDER_COMMANDS.name();

    private final StockRule stock;
    private final Outcome outcome;
    private final LogCoverage reach;
    private final boolean settled;
    private final long verdictsSince;
    private final long mailsSince;
    private final long levelsSince;
    private final boolean ordersCut;

    Judgement(StockRule stock, Outcome outcome, Retention retention, LogCoverage reach, boolean settled) {
        this.stock = stock;
        this.outcome = outcome;
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

    /** Adds to the outcome what is wrong, and counts. */
    void judge(Collection<Story> stories) {
        Map<Integer, Long> taken = lastTaken(stories);
        for (Story story : stories) {
            accepted(story, taken);
            judge(story);
            if (isJudged(story)) {
                stock.addMoves(story, outcome.moves);
            }
            if (story.isUndecided()) {
                outcome.waits(waiting(story));
            }
        }
    }

    /**
     * The last command of each partition of which an order came. Commands of a partition are taken one after the other, and their
     * orders lie in one partition, too: what was asked for before and is not there, does not come any more.
     */
    private static Map<Integer, Long> lastTaken(Collection<Story> stories) {
        Map<Integer, Long> taken = new HashMap<>();
        for (Story story : stories) {
            if (story.isAccepted() && story.isPlaced()) {
                Place acceptance = story.acceptance(COMMANDS);
                taken.merge(acceptance.partition(), acceptance.offset(), Math::max);
            }
        }
        return taken;
    }

    private void accepted(Story story, Map<Integer, Long> taken) {
        if (!story.isAccepted()) {
            return;
        }
        outcome.accepted++;
        if (story.isPlaced() || story.struckOff || story.putAside) {
            return;
        }
        Place acceptance = story.acceptance(COMMANDS);
        if (settled || acceptance.offset() < taken.getOrDefault(acceptance.partition(), -1L)) {
            outcome.lost++;
            outcome.found.add(Rule.LOST, story.id, acceptance, "was accepted, and is no order");
        } else {
            outcome.unfinished++;
        }
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
        outcome.orders.merge(story.state, 1L, Long::sum);
        outcome.shadow += story.heard.stream()
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
            outcome.unfinished++; // it changed while the log was read
        }
    }

    private void decided(Story story) {
        boolean verdictsGone = story.createdAt <= verdictsSince;
        if (story.isCutOff() || verdictsGone) {
            outcome.cutOff++;
        }
        if (!verdictsGone) {
            DecisionRule.unexplained(story)
                    .forEach(what -> outcome.found.add(Rule.DECISION, story.id, story.decision(ORDERS), what));
        }
        if (story.erased) {
            outcome.erased++;
        } else {
            told(story);
        }
    }

    private void neverPlaced(Story story) {
        Place place = story.ahead;
        if (place != null && reach.isJudged(place) && !ordersCut) {
            boolean isVerdict = place.topic().equals(Topics.ORDER_VALIDATIONS.name());
            boolean isMail = place.topic().equals(Topics.EMAILS.name());
            outcome.found.add(
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
            outcome.found.add(new Finding(rule, story.id, Optional.ofNullable(story.ahead), what));
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
        outcome.unfinished++;
        if (settled) {
            outcome.found.add(rule, story.id, story.last(ORDERS), what);
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
