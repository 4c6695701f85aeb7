/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import io.orderflow.demo.Screen.Tone;
import io.orderflow.events.Customer;
import io.orderflow.schemas.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends the samples over REST, one after the other, so that each can be followed, and compares what became of them with what
 * should have.
 */
final class SampleTraffic {

    /** Of no customer. */
    private static final long STRANGERS_ID = 999_999;

    private static final int CREATED = 201;
    private static final Duration DECISION_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MAIL_TIMEOUT = Duration.ofSeconds(5);

    private final OrdersClient client;
    private final Journal journal;
    private final List<Customer> shoppers;
    private final String run;
    private final CountDownLatch stop;

    /**
     * @param shoppers the customers whom samples number
     * @param run a few letters that tell this run's order ids from those of other runs
     */
    SampleTraffic(OrdersClient client, Journal journal, List<Customer> shoppers, String run, CountDownLatch stop) {
        this.client = client;
        this.journal = journal;
        this.shoppers = List.copyOf(shoppers);
        this.run = run;
        this.stop = stop;
    }

    private record Placed(Story story, Cart cart) {}

    /** Sends {@code samples} until all are done or the demo is told to stop. */
    Summary send(List<Sample> samples) {
        Summary summary = new Summary();
        for (int i = 0; i < samples.size() && stop.getCount() > 0; i++) {
            send(i + 1, samples.get(i), summary);
        }
        return summary;
    }

    private void send(int number, Sample sample, Summary summary) {
        String title = "#%s %s".formatted(number, sample.title());
        journal.headline(title, "must " + sample.expectation().words());
        List<Placed> placed = new ArrayList<>();
        List<CompletableFuture<Reply>> answers = new ArrayList<>();
        for (int i = 0; i < sample.carts().size(); i++) {
            Placed one = expect(number, i, sample);
            placed.add(one);
            answers.add(place(one));
        }
        try {
            for (CompletableFuture<Reply> answer : answers) {
                Reply given = answer.get();
                if (given.status() != CREATED) {
                    String words = "POST answered %s: %s".formatted(given.status(), given.detail());
                    summary.add(title, sample.expectation(), words);
                    return;
                }
            }
            judge(title, sample, outcomes(placed), summary);
            count(number, sample, placed, summary);
            awaitMails(placed);
        } catch (ExecutionException e) {
            summary.add(title, sample.expectation(), "POST failed: " + e.getCause());
        } catch (TimeoutException e) {
            summary.add(title, sample.expectation(), "was not decided within " + DECISION_TIMEOUT.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Placed expect(int number, int index, Sample sample) {
        String letter = sample.carts().size() == 1 ? "" : sample.folded() ? "-" + index : "" + (char) ('a' + index);
        String id = id(number, letter);
        Story story = journal.expect(id, id, !sample.folded());
        return new Placed(story, sample.carts().get(index));
    }

    private CompletableFuture<Reply> place(Placed placed) {
        Cart cart = placed.cart();
        boolean stranger = cart.shopper() == Cart.STRANGER;
        long customer = stranger ? STRANGERS_ID : shopper(cart).getId();
        String who = stranger
                ? "customer " + STRANGERS_ID
                : "%s (%s)".formatted(shopper(cart).getName(), shopper(cart).getLevel());
        journal.event(
                placed.story(),
                Tone.PLAIN,
                "POST",
                "%s: %s, %s".formatted(who, cart.contents(), Money.text(cart.value(), cart.currency())));
        return client.place(cart.json(customer).put("id", placed.story().id()).toString(), OrdersClient.LONGEST_WAIT);
    }

    private Customer shopper(Cart cart) {
        return shoppers.get(cart.shopper() % shoppers.size());
    }

    private static List<OrderOutcome> outcomes(List<Placed> placed)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + DECISION_TIMEOUT.toNanos();
        List<OrderOutcome> outcomes = new ArrayList<>();
        for (Placed one : placed) {
            outcomes.add(
                    OrderOutcome.of(one.story().decided().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)));
        }
        return outcomes;
    }

    private void judge(String title, Sample sample, List<OrderOutcome> outcomes, Summary summary) {
        boolean met = sample.expectation().isMet(outcomes);
        summary.add(title, sample.expectation(), met ? "" : "was " + Expectation.words(outcomes));
        if (!met) {
            journal.headline("  NOT as it must: " + Expectation.words(outcomes), "");
        }
    }

    private void count(int number, Sample sample, List<Placed> placed, Summary summary) {
        List<Double> seconds =
                placed.stream().map(one -> one.story().secondsToDecision()).toList();
        summary.add(seconds.size());
        if (sample.folded()) {
            String tag = id(number, "");
            journal.event(tag, Collections.max(seconds), Tone.PLAIN, "all decided", seconds.size() + " orders");
        } else {
            seconds.forEach(summary::addTime);
        }
    }

    private String id(int number, String rest) {
        return String.format(Locale.ROOT, "%s-%02d%s", run, number, rest);
    }

    /** A customer whom nobody knows gets no mail. */
    private void awaitMails(List<Placed> placed) throws InterruptedException {
        long deadline = System.nanoTime() + MAIL_TIMEOUT.toNanos();
        try {
            for (Placed one : placed) {
                if (one.cart().shopper() != Cart.STRANGER) {
                    one.story().mailed().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (TimeoutException | ExecutionException e) {
            // The summary counts mails; the next sample need not wait for this one's.
        }
    }
}
