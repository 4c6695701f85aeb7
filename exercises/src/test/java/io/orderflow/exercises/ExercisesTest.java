/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.ReplacedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * That no exercise can be done by accident: its test fails on the start, passes on the solution, and fails again on the
 * solution with a mistake in it.
 */
class ExercisesTest {

    /** A mistake that an exercise is there to teach: in the solution, these words in place of those, which it has once. */
    private record Mistake(String name, String sound, String wrong) {}

    private record Exercise(Class<?> test, String file, List<Mistake> mistakes) {}

    private static final List<Exercise> EXERCISES = List.of(
            new Exercise(
                    PersistEventsExercise.class,
                    "PaymentLog.java",
                    List.of(
                            new Mistake(
                                    "the key is the order's id",
                                    "payment.getId(), payment",
                                    "payment.getOrderId(), payment"),
                            new Mistake(
                                    "it is told before Kafka has it",
                                    "return written;",
                                    "written.complete(0L); return written;"),
                            new Mistake("a fault is told to nobody", "written.completeExceptionally(fault);", ""),
                            new Mistake("one copy is enough", "\"all\"", "\"1\""))),
            new Exercise(
                    EventDrivenServiceExercise.class,
                    "BulkCheck.java",
                    List.of(
                            new Mistake("every event is answered", " && order.getState() == OrderState.CREATED", ""),
                            new Mistake("a tombstone is an order", "order != null && ", ""))),
            new Exercise(
                    EnrichWithJoinsExercise.class,
                    "LevelCheck.java",
                    List.of(
                            new Mistake("who is not in the table gets no answer", "created.leftJoin(", "created.join("),
                            new Mistake(
                                    "everybody is bronze",
                                    "customer.getLevel().equals(\"bronze\")",
                                    "!name().isEmpty()"))),
            new Exercise(
                    FilterAndBranchExercise.class,
                    "ReviewCheck.java",
                    List.of(
                            new Mistake(
                                    "a branch is left unanswered",
                                    ".merge(by.get(\"orders-large\").mapValues(this::lookAt))",
                                    ""),
                            new Mistake(
                                    "the first branch takes what the second is for",
                                    "compareTo(SMALL) < 0",
                                    "compareTo(SMALL) != 0"),
                            new Mistake(
                                    "the limit itself is on the wrong side",
                                    "compareTo(LARGE) >= 0",
                                    "compareTo(LARGE) > 0"))),
            new Exercise(
                    StatefulWindowsExercise.class,
                    "PaceCheck.java",
                    List.of(
                            new Mistake(
                                    "who comes late gets no answer",
                                    "TimeWindows.ofSizeAndGrace(MINUTE, LATEST)",
                                    "TimeWindows.ofSizeWithNoGrace(MINUTE)"),
                            new Mistake(
                                    "a repeat counts again", "!orders.contains(order.getId())", "orders.size() >= 0"),
                            new Mistake(
                                    "all customers are one",
                                    "(id, order) -> order.getCustomerId()",
                                    "(id, order) -> 1L"))),
            new Exercise(
                    StateStoresExercise.class,
                    "RationCheck.java",
                    List.of(
                            new Mistake("a repeat is judged again", "answers.put(order.getId(), answer);", ""),
                            new Mistake(
                                    "what is refused is taken all the same",
                                    "if (reasons.isEmpty()) {",
                                    "if (reasons.size() >= 0) {"),
                            new Mistake(
                                    "it is remembered by product alone",
                                    "granted.put(customer + \"/\" + product",
                                    "granted.put(product"))));

    /** A start in which nothing is left to be done is somebody's solution: it must pass. */
    @TestFactory
    Stream<DynamicTest> whatIsStillToBeDoneFails() {
        return each(exercise -> {
            Map<String, String> starts = sources("start");
            TestExecutionSummary summary = run(exercise, starts);
            boolean isToBeDone = starts.getOrDefault(exercise.file(), "").contains("YourTurn.to(");
            assertThat(summary.getTestsFailedCount()).isEqualTo(isToBeDone ? summary.getTestsFoundCount() : 0);
        });
    }

    @TestFactory
    Stream<DynamicTest> theSolutionPasses() {
        return each(exercise -> {
            TestExecutionSummary summary = run(exercise, sources("solution"));
            assertThat(summary.getFailures())
                    .map(failure -> failure.getException())
                    .isEmpty();
            assertThat(summary.getTestsSucceededCount()).isGreaterThan(2);
        });
    }

    @TestFactory
    Stream<DynamicTest> aMistakeIsNoticed() {
        return EXERCISES.stream()
                .flatMap(exercise -> exercise.mistakes().stream()
                        .map(mistake -> DynamicTest.dynamicTest(exercise.file() + ": " + mistake.name(), () -> {
                            Map<String, String> solutions = sources("solution");
                            String sound = solutions.getOrDefault(exercise.file(), "");
                            assertThat(sound.split(Pattern.quote(mistake.sound()), -1))
                                    .as(mistake.sound())
                                    .hasSize(2);
                            solutions.put(exercise.file(), sound.replace(mistake.sound(), mistake.wrong()));
                            assertThat(run(exercise, solutions).getTestsFailedCount())
                                    .isPositive();
                        })));
    }

    private interface ExerciseTest {
        void run(Exercise exercise) throws IOException, ClassNotFoundException;
    }

    private static Stream<DynamicTest> each(ExerciseTest test) {
        return EXERCISES.stream().map(exercise -> DynamicTest.dynamicTest(exercise.file(), () -> test.run(exercise)));
    }

    private static Map<String, String> sources(String kind) throws IOException {
        Map<String, String> sources = new java.util.HashMap<>();
        Path folder = Path.of("src", kind, "java", "io", "orderflow", "exercises");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sources.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return sources;
    }

    /** The exercise's test, on these sources. */
    private static TestExecutionSummary run(Exercise exercise, Map<String, String> sources)
            throws ClassNotFoundException {
        String home = ExercisesTest.class.getPackageName() + ".";
        ClassLoader loader =
                new ReplacedClasses(sources, type -> type.startsWith(home) && !type.startsWith(home + "state."));
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(
                                        loader.loadClass(exercise.test().getName())))
                                .build(),
                        listener);
        assertThat(listener.getSummary().getTestsFoundCount()).isPositive();
        return listener.getSummary();
    }
}
