/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.ring.OrdersApi.Told;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A customer's program with one order: places it, follows it to its decision, and asks again, elsewhere, where it is told to come again or
 * gets no answer. What kind of client it is, its number decides.
 */
final class Client implements Runnable {

    private static final long PATIENCE = Duration.ofSeconds(90).toNanos();
    private static final long LONGEST_PAUSE = 2_000;
    private static final int READS = 8;

    private final OrdersApi api;
    private final Shop shop;
    private final long number;
    private final String prefix;
    private final Random random;
    private final Consumer<Answer> record;
    private final long until = System.nanoTime() + PATIENCE;
    private int instance;

    Client(OrdersApi api, Shop shop, long seed, long number, Consumer<Answer> record) {
        this.api = api;
        this.shop = shop;
        this.number = number;
        this.record = record;
        this.prefix = "r" + Long.toString(seed, 36) + "-";
        this.random = new Random(seed * 1_000_003 + number);
        this.instance = 1 + random.nextInt(2);
    }

    @Override
    public void run() {
        try {
            int kind = random.nextInt(100);
            if (kind < 35) {
                place("", shop.anyContent(random));
            } else if (kind < 50) {
                String content = shop.anyContent(random);
                String id = place(prefix + number, content);
                again(Asked.REPEAT, id, content);
            } else if (kind < 60) {
                String id = place(prefix + number, shop.anyContent(random));
                again(
                        Asked.OTHER_CONTENT,
                        id,
                        "\"customerId\": 1, \"currency\": \"USD\", \"lines\": [%s]"
                                .formatted("{\"product\": \"other\", \"quantity\": 2, \"unitPrice\": 1}"));
            } else if (kind < 75) {
                cancel(place("", shop.anyContent(random)));
            } else {
                watch(place("", shop.anyContent(random)));
            }
        } catch (GivenUp e) {
            // what it was told so far is recorded; that its order is decided, the audit sees
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until it is acknowledged and decided; its id. */
    private String place(String id, String content) throws InterruptedException {
        String known = id;
        Told told;
        do {
            String body = known.isEmpty() ? "{" + content + "}" : "{\"id\": \"" + known + "\", " + content + "}";
            told = tell(api.place(number, Asked.PLACE, instance, known, body));
            known = told.answer().orderId().isEmpty() ? known : told.answer().orderId();
        } while (comesAgain(told));
        return told.answer().isAcknowledgement() ? known : giveUp();
    }

    private void again(Asked asked, String id, String content) throws InterruptedException {
        instance = 3 - instance;
        Told told;
        do {
            told = tell(api.place(number, asked, instance, id, "{\"id\": \"" + id + "\", " + content + "}"));
        } while (comesAgain(told));
        decided(id);
    }

    private void cancel(String id) throws InterruptedException {
        Thread.sleep(random.nextInt(500));
        Told told;
        do {
            told = tell(api.cancel(number, instance, id));
        } while (comesAgain(told));
        String token = told.token().orElse("");
        if (told.answer().status() != 202 || token.isEmpty()) {
            return;
        }
        instance = 3 - instance;
        do {
            told = tell(api.readAfter(number, instance, id, token));
        } while (comesAgain(told));
    }

    private void watch(String id) throws InterruptedException {
        for (int i = 0; i < READS; i++) {
            instance = 3 - instance;
            tell(api.read(number, Asked.READ, instance, id, Duration.ofSeconds(i % 2)));
            Thread.sleep(random.nextInt(400));
        }
        decided(id);
        instance = 3 - instance;
        tell(api.read(number, Asked.READ, instance, id, Duration.ofSeconds(1)));
    }

    private void decided(String id) throws InterruptedException {
        Told told;
        do {
            told = tell(api.read(number, Asked.DECISION, instance, id, OrdersApi.WAIT));
        } while (comesAgain(told));
    }

    private Told tell(Told told) {
        record.accept(told.answer());
        return told;
    }

    /** Pauses, and turns to the other instance. */
    private boolean comesAgain(Told told) throws InterruptedException {
        if (!told.answer().isPassing()) {
            return false;
        }
        if (System.nanoTime() - until > 0) {
            giveUp();
        }
        Thread.sleep(Math.min(LONGEST_PAUSE, told.comeAgain().toMillis()) / 2 + random.nextInt(500));
        instance = 3 - instance;
        return true;
    }

    private static String giveUp() {
        throw new GivenUp();
    }

    /** The client's patience has ended. */
    private static final class GivenUp extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
