/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.lifecycle;

import static io.orderflow.events.OrderState.FAILED;
import static io.orderflow.events.OrderState.VALIDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What holds of an order's life whatever happens to it: in any order, repeated, contradictory, late. Each seed is one life;
 * a failure names its seed, and what happened.
 */
class AnyLifeTest {

    private static final int LIVES = 3_000;

    /** Something that happens, with a name for the report of a failure. */
    private record Step(String name, Consumer<OrderStory> happens) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Step> STEPS = List.of(
            new Step("inventory passes", story -> story.passed("inventory")),
            new Step("fraud passes", story -> story.passed("fraud")),
            new Step("details pass", story -> story.passed("order-details")),
            new Step("inventory passes", story -> story.passed("inventory")),
            new Step("fraud passes", story -> story.passed("fraud")),
            new Step("details pass", story -> story.passed("order-details")),
            new Step("inventory fails", story -> story.refused("inventory", "no")),
            new Step("fraud errs", story -> story.judged("fraud", CheckResult.ERROR)),
            new Step("weather fails", story -> story.refused("weather", "rain")),
            new Step("placed", OrderStory::placed),
            new Step("placed", OrderStory::placed),
            new Step("cancelled", OrderStory::cancelled),
            new Step("shipped", OrderStory::shipped),
            new Step("deadline", OrderStory::deadlineLookedFor),
            new Step("a minute", story -> story.later(Duration.ofMinutes(1))),
            new Step("clock set back", story -> story.later(Duration.ofSeconds(-10))));

    @Test
    void anOrderTakesOneWayAndItsVersionsHaveNoGaps() {
        eachLife((story, life) -> {
            List<Order> versions = story.versions();
            for (int i = 0; i < versions.size(); i++) {
                Order order = versions.get(i);
                assertThat(order.getVersion()).as(life).isEqualTo(i + 1);
                if (i > 0) {
                    Order before = versions.get(i - 1);
                    assertThat(Transitions.from(before.getState())).as(life).contains(order.getState());
                    assertThat(order.getUpdatedAt()).as(life).isAfterOrEqualTo(before.getUpdatedAt());
                    assertThat(placing(order)).as(life).isEqualTo(placing(before));
                }
            }
        });
    }

    @Test
    void theFirstVerdictsExplainTheDecision() {
        eachLife((story, life) -> {
            for (Order order : story.versions()) {
                if (order.getState() == VALIDATED) {
                    assertThat(order.getChecks()).as(life).allMatch(check -> passesAtFirst(story, check));
                }
                assertThat(order.getFailures().isEmpty()).as(life).isEqualTo(order.getState() != FAILED);
            }
        });
    }

    @Test
    void anOrderWaitsWhileItIsUndecidedAndNotForEver() {
        eachLife((story, life) -> {
            assertThat(story.waits()).as(life).isEqualTo(story.versions().size() == 1);

            story.later(Duration.ofHours(1)).deadlineLookedFor();

            assertThat(story.waits()).as(life).isFalse();
        });
    }

    @Test
    void theLivesTriedEndInEachWayThereIs() {
        Map<String, Integer> ends = new LinkedHashMap<>();
        eachLife((story, life) -> ends.merge(
                story.versions().stream()
                        .map(order -> order.getState().name())
                        .toList()
                        .toString(),
                1,
                Integer::sum));

        assertThat(ends.keySet())
                .contains(
                        "[CREATED]",
                        "[CREATED, VALIDATED]",
                        "[CREATED, FAILED]",
                        "[CREATED, CANCELLED]",
                        "[CREATED, VALIDATED, CANCELLED]",
                        "[CREATED, VALIDATED, SHIPPED]");
    }

    private interface Examination {
        void of(OrderStory story, String life);
    }

    private static void eachLife(Examination examination) {
        for (int seed = 0; seed < LIVES; seed++) {
            Random random = new Random(seed);
            OrderStory story = new OrderStory();
            List<Step> life = new ArrayList<>();
            int length = random.nextInt(25);
            while (life.size() < length) {
                Step step = STEPS.get(random.nextInt(STEPS.size()));
                life.add(step);
                step.happens().accept(story);
            }
            examination.of(story, "seed %s: %s".formatted(seed, life));
        }
    }

    /** What never changes of an order. */
    private static List<Object> placing(Order order) {
        return List.of(
                order.getId(),
                order.getCustomerId(),
                order.getCurrency(),
                order.getLines(),
                order.getChecks(),
                order.getRequestId(),
                order.getCreatedAt());
    }

    /** True if the first verdict of {@code check} after the order was there is that it passes. */
    private static boolean passesAtFirst(OrderStory story, String check) {
        return story.verdicts().stream()
                .filter(verdict -> verdict.getCheck().equals(check))
                .findFirst()
                .map(OrderValidation::getResult)
                .filter(CheckResult.PASS::equals)
                .isPresent();
    }
}
