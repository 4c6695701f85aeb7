/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.it.simulation.Fault.Edit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The simulation finds mistakes that people make. */
class FaultsTest {

    private static final long MOST_SEEDS = 1_000;
    private static final String ORDERS = "orders-service";
    private static final String INVENTORY = "inventory-service";

    /** Words of the names of the faults that are wanted. */
    private static final String WANTED = System.getProperty("simulation.fault", "");

    private static final List<Fault> FAULTS = List.of(
            new Fault(
                    "verdicts are counted, and not told by name",
                    ORDERS,
                    List.of(
                            new Edit(
                                    "lifecycle/Checks.java",
                                    "return required.stream().filter(check -> !answered.contains(check)).toList();",
                                    "return required.subList(Math.min(answered.size(), required.size()), required.size());"),
                            new Edit(
                                    "lifecycle/Checks.java",
                                    "!missing().contains(validation.getCheck())",
                                    "!required.contains(validation.getCheck())"),
                            new Edit(
                                    "lifecycle/Checks.java",
                                    ".orElseGet(() -> List.of(\"no verdict from",
                                    ".orElseGet(() -> missing().isEmpty() ? List.of() : List.of(\"no verdict from"))),
            new Fault(
                    "of two verdicts of a check the last counts",
                    ORDERS,
                    List.of(
                            new Edit(
                                    "lifecycle/Checks.java",
                                    "!missing().contains(validation.getCheck())",
                                    "!required.contains(validation.getCheck())"),
                            new Edit(
                                    "lifecycle/Checks.java",
                                    "more.add(",
                                    "more.removeIf(one -> one.getCheck().equals(validation.getCheck())); more.add("))),
            new Fault(
                    "the deadline asks for no state",
                    ORDERS,
                    List.of(
                            new Edit(
                                    "lifecycle/OrderLifecycle.java",
                                    "order.getState() == OrderState.CREATED && isDue(waiting, deadline.at())",
                                    "isDue(waiting, deadline.at())"),
                            new Edit(
                                    "lifecycle/Transitions.java",
                                    "if (!allowed(order.getState(), state)) {",
                                    "if (state == OrderState.UNKNOWN) {"),
                            new Edit(
                                    "LifecycleProcessor.java",
                                    "verdicts.put(cause.key(), becomes.waiting().orElse(null));",
                                    "becomes.waiting().ifPresent(waiting -> verdicts.put(cause.key(), waiting));"))),
            new Fault(
                    "a command that comes again places the order again",
                    ORDERS,
                    List.of(new Edit(
                            "lifecycle/OrderLifecycle.java",
                            "order.map(known -> placedAgain(known, waiting, now)).orElseGet(() -> placed(place, now))",
                            "placed(place, now)"))),
            new Fault(
                    "whoever may write a verdict speaks for any check",
                    ORDERS,
                    List.of(new Edit("LifecycleTopology.java", "serdes.proving(config.checkKeys())", "serdes"))),
            new Fault(
                    "the history tells what was forged",
                    ORDERS,
                    List.of(new Edit("ReadsTopology.java", "serdes.proving(config.checkKeys())", "serdes"))),
            new Fault(
                    "what is not validated yet is shipped",
                    ORDERS,
                    List.of(new Edit(
                            "lifecycle/Transitions.java",
                            "Set.of(VALIDATED, FAILED, CANCELLED)",
                            "Set.of(VALIDATED, FAILED, CANCELLED, SHIPPED)"))),
            new Fault(
                    "the history does not tell in which order verdicts came",
                    ORDERS,
                    List.of(new Edit(
                            "history/HistoryProcessor.java", "event.entry(now, offset(),", "event.entry(now, 0,"))),
            new Fault(
                    "the history trusts its disk",
                    ORDERS,
                    List.of(new Edit(
                            "history/HistoryProcessor.java",
                            "history.put(key, before",
                            "history.putIfAbsent(key, before"))),
            new Fault(
                    "the view shows what may be rolled back",
                    ORDERS,
                    List.of(new Edit(
                            "ReadsTopology.java",
                            "StreamsProperties.atLeastOnce(Duration.ofMillis(100))",
                            "Map.of(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE)"))),
            new Fault(
                    "what failed releases nothing",
                    INVENTORY,
                    List.of(new Edit(
                            "stock/OrderLines.java",
                            "|| order.getState() == OrderState.UNKNOWN",
                            "|| order.getState() == OrderState.UNKNOWN || order.getState() == OrderState.FAILED"))),
            new Fault(
                    "a cancelled order keeps its goods",
                    INVENTORY,
                    List.of(new Edit(
                            "stock/OrderLines.java",
                            "|| order.getState() == OrderState.UNKNOWN",
                            "|| order.getState() == OrderState.UNKNOWN || order.getState() == OrderState.CANCELLED"))),
            new Fault(
                    "what was validated without a reservation is not adopted",
                    INVENTORY,
                    List.of(
                            new Edit(
                                    "stock/Stock.java",
                                    "case ADOPT -> known.filter(Stock::isHolding).map(this::unchanged).orElseGet(() -> hold(product, move, now));",
                                    "case ADOPT -> known.map(this::unchanged).orElseGet(() -> new Answer(this, refused(product, \"late\", now)));"))),
            new Fault(
                    "what is asked for again is reserved again",
                    INVENTORY,
                    List.of(new Edit(
                            "stock/Stock.java",
                            "case RESERVE -> known.map(this::unchanged).orElseGet(() -> reserve(product, move, now));",
                            "case RESERVE -> reserve(product, move, now);"))),
            new Fault(
                    "what was shipped can be had again",
                    INVENTORY,
                    List.of(new Edit(
                            "stock/Stock.java",
                            "new Stock(received, shipped + units,",
                            "new Stock(received, shipped,"))),
            new Fault(
                    "one line speaks for the whole order",
                    INVENTORY,
                    List.of(new Edit(
                            "GatherProcessor.java",
                            "gathering.isComplete(line.value().getLines())",
                            "line.value().getLines() > 0"))),
            new Fault(
                    "a repeat is decided anew",
                    "order-details-service",
                    List.of(new Edit(
                            "DetailsProcessor.java",
                            "if (before != null) {",
                            "if (before != null && order == null) {"))),
            new Fault(
                    "what was told is told again",
                    "email-service",
                    List.of(new Edit(
                            "ToldEvents.java",
                            "return told.get(keyOf(orderId, messageId)).map(Progress::valueOf);",
                            "return Optional.empty();"))));

    private record Caught(long seed, Scenario scenario, Set<Violation> violations) {}

    @TestFactory
    Stream<DynamicTest> aFaultIsCaught() {
        List<Fault> wanted =
                FAULTS.stream().filter(fault -> fault.name().contains(WANTED)).toList();
        assertThat(wanted).as("faults that are called so").isNotEmpty();
        return wanted.stream()
                .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> {
                    Runner broken = new Runner(fault.in(SimulationTest.APPLICATIONS));
                    Optional<Caught> caught = LongStream.range(0, MOST_SEEDS)
                            .mapToObj(seed -> new Caught(seed, Scenario.of(seed), broken.run(Scenario.of(seed))))
                            .filter(one -> !one.violations().isEmpty())
                            .findFirst();
                    assertThat(caught).isPresent();
                    Scenario fewest = broken.shrink(caught.orElseThrow().scenario());
                    System.out.println("%s: seed %s, %s inputs: %s"
                            .formatted(
                                    fault.name(),
                                    caught.get().seed(),
                                    fewest.actions().size(),
                                    broken.run(fewest)));
                    assertThat(new Runner(SimulationTest.APPLICATIONS).run(fewest))
                            .as("without it")
                            .isEmpty();
                }));
    }
}
