/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.demo.Screen.Tone;
import io.orderflow.embedded.Mail;
import io.orderflow.events.CheckResult;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows every order travelling: what the topics and the mail server tell, a line an event, as it comes. Topics are read side
 * by side; what comes before its turn in an order's story waits.
 */
final class Journal implements FlowFollower.Listener {

    /** Stories, mails and verdicts kept, so that the demo may run for days. */
    private static final int KEPT = 20_000;

    private static final class Newest<V> extends LinkedHashMap<String, V> {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > KEPT;
        }
    }

    private final Screen screen;
    private boolean shown;
    private final Map<String, Story> stories = new Newest<>();
    private final Map<String, List<OrderValidation>> earlyVerdicts = new Newest<>();
    private final Map<String, String> orderOfMail = new Newest<>();
    private final Map<String, Mail> earlyMails = new Newest<>();
    private final Map<String, List<Mail>> mailsOfOrder = new Newest<>();
    private long mails;

    /** {@code shown} is false where only the end is of interest. */
    Journal(Screen screen, boolean shown) {
        this.screen = screen;
        this.shown = shown;
    }

    /** From now on orders come too fast to be read. */
    synchronized void hide() {
        shown = false;
    }

    /** An order is about to be placed. */
    synchronized Story expect(String id, String tag, boolean visible) {
        Story story = new Story(id, tag, shown && visible, System.nanoTime());
        stories.put(id, story);
        return story;
    }

    /** The mails about an order that have reached the mail server, the oldest first. */
    synchronized List<Mail> mailsOf(String order) {
        return List.copyOf(mailsOfOrder.getOrDefault(order, List.of()));
    }

    /** How many mails have been sent. */
    synchronized long mails() {
        return mails;
    }

    synchronized void headline(String title, String rest) {
        if (shown) {
            screen.line("");
            screen.line(Lines.headline(screen, title, rest));
        }
    }

    /** An event of orders that are not shown one by one. */
    synchronized void event(String tag, double seconds, Tone tone, String event, String text) {
        if (shown) {
            screen.line(Lines.event(screen, tag, seconds, tone, event, text));
        }
    }

    /** An event of an order's story. */
    synchronized void event(Story story, Tone tone, String event, String text) {
        if (story.isShown()) {
            event(story.tag(), story.secondsAt(System.nanoTime()), tone, event, text);
        }
    }

    @Override
    public synchronized void order(Order order) {
        @Nullable Story known = stories.get(order.getId());
        Story story = known == null ? someoneElses(order) : known;
        if (order.getState() == OrderState.CREATED) {
            event(story, Tone.PLAIN, "created", "");
        }
        if (!story.isCreated()) {
            story.create();
            @Nullable List<OrderValidation> early = earlyVerdicts.remove(order.getId());
            if (early != null) {
                early.forEach(verdict -> show(story, verdict));
            }
        }
        if (order.getState() != OrderState.CREATED) {
            boolean bad = order.getState() == OrderState.FAILED;
            event(story, bad ? Tone.BAD : Tone.GOOD, order.getState().name(), "");
            story.decide(order, System.nanoTime());
        }
    }

    /** Its own time of creation is the next best start. */
    private Story someoneElses(Order order) {
        long age = Duration.between(order.getCreatedAt(), Instant.now()).toNanos();
        Story story = new Story(order.getId(), Lines.shortTag(order.getId()), shown, System.nanoTime() - age);
        stories.put(order.getId(), story);
        headline("Order " + order.getId(), "customer " + order.getCustomerId() + ": " + Lines.contents(order));
        return story;
    }

    @Override
    public synchronized void verdict(OrderValidation verdict) {
        @Nullable Story story = stories.get(verdict.getOrderId());
        if (story == null || !story.isCreated()) {
            earlyVerdicts
                    .computeIfAbsent(verdict.getOrderId(), id -> new ArrayList<>())
                    .add(verdict);
        } else {
            show(story, verdict);
        }
    }

    private void show(Story story, OrderValidation verdict) {
        boolean pass = verdict.getResult() == CheckResult.PASS;
        event(story, pass ? Tone.GOOD : Tone.BAD, verdict.getCheck(), Lines.verdict(verdict));
    }

    @Override
    public synchronized void email(EmailMessage email) {
        orderOfMail.put(email.getMessageId(), email.getOrderId());
        @Nullable Mail early = earlyMails.remove(email.getMessageId());
        if (early != null) {
            mail(early);
        }
    }

    /** A mail has reached the mail server. */
    synchronized void mail(Mail mail) {
        @Nullable String order = orderOfMail.remove(mail.messageId());
        if (order == null) {
            earlyMails.put(mail.messageId(), mail);
            return;
        }
        mails++;
        mailsOfOrder.computeIfAbsent(order, id -> new ArrayList<>()).add(mail);
        @Nullable Story story = stories.get(order);
        if (story != null) {
            event(story, Tone.NOTE, "mail", "to " + Lines.address(mail.to()) + ": " + mail.subject());
            story.mailed().complete(null);
        }
    }
}
