/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.client.show.RecordView;
import io.orderflow.client.show.RecordView.Content;
import io.orderflow.events.CheckFailure;
import io.orderflow.events.CheckResult;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topic;
import io.orderflow.tools.audit.Finding.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sound histories are clean, and one change to one of them is found. A seed that fails says so in the test's name. */
class RandomHistoriesTest {

    private static final int SEEDS = 50;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSoundHistoryIsCleanInWhateverOrderItsTopicsAreRead(int seed) {
        LogBook log = SoundHistory.of(new Random(seed));
        List<String> topics = Audit.topics().stream().<String>map(Topic::name).toList();
        List<RecordView> byTopic = log.records().stream()
                .sorted(Comparator.comparing(record -> topics.indexOf(record.topic())))
                .toList();
        List<RecordView> otherWay = log.records().stream()
                .sorted(Comparator.comparing(record -> -topics.indexOf(record.topic())))
                .toList();

        for (List<RecordView> records : List.of(log.records(), byTopic, otherWay)) {
            Report report = LogBook.audit(records, LogCoverage.everything(), true);
            assertThat(report.findings()).isEmpty();
            assertThat(report.isAtRest()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsLeftByCompactionIsClean(int seed) {
        LogBook log = SoundHistory.of(new Random(seed));
        Set<String> later = new HashSet<>();
        List<RecordView> left = new ArrayList<>(log.records());
        for (int i = left.size() - 1; i >= 0; i--) {
            RecordView record = left.get(i);
            boolean compacts = record.topic().equals("orders") || record.topic().equals("warehouse-inventory");
            if (compacts && !later.add(record.topic() + record.key())) {
                left.remove(i);
            }
        }

        Report report = LogBook.audit(left, LogCoverage.everything(), true);

        assertThat(report.findings()).isEmpty();
        assertThat(report.counts().cutOff()).isPositive();
    }

    /** A change to a history, and what it breaks. */
    private record Mutation(String name, Rule broken, Function<Mutant, Boolean> change) {}

    @TestFactory
    Stream<DynamicTest> oneChangeIsFound() {
        return Stream.of(
                        new Mutation(
                                "a version is lost",
                                Rule.LIFE_CYCLE,
                                mutant -> mutant.drop(
                                        Order.class,
                                        order -> order.getState() == OrderState.VALIDATED
                                                && mutant.hasVersion(order.getId(), 3))),
                        new Mutation(
                                "a version comes again",
                                Rule.LIFE_CYCLE,
                                mutant -> mutant.repeat(Order.class, order -> true)),
                        new Mutation(
                                "a final order goes on",
                                Rule.LIFE_CYCLE,
                                mutant -> mutant.append(
                                        Order.class,
                                        order -> order.getState() == OrderState.FAILED,
                                        order -> Order.newBuilder(order)
                                                .setState(OrderState.SHIPPED)
                                                .setFailures(List.of())
                                                .setVersion(order.getVersion() + 1)
                                                .build())),
                        new Mutation(
                                "the price changes",
                                Rule.LIFE_CYCLE,
                                mutant -> mutant.replace(
                                        Order.class,
                                        order -> order.getVersion() > 1,
                                        order -> Order.newBuilder(order)
                                                .setCurrency("USD")
                                                .build())),
                        new Mutation(
                                "a verdict is lost",
                                Rule.DECISION,
                                mutant -> mutant.drop(
                                        OrderValidation.class,
                                        verdict -> mutant.wasValidated(verdict.getOrderId())
                                                && mutant.isTheOnly(verdict))),
                        new Mutation(
                                "a verdict was FAIL",
                                Rule.DECISION,
                                mutant -> mutant.replace(
                                        OrderValidation.class,
                                        verdict ->
                                                mutant.wasValidated(verdict.getOrderId()) && mutant.isTheOnly(verdict),
                                        verdict -> OrderValidation.newBuilder(verdict)
                                                .setResult(CheckResult.FAIL)
                                                .build())),
                        new Mutation(
                                "a reason is another one",
                                Rule.DECISION,
                                mutant -> mutant.replace(
                                        Order.class,
                                        order -> order.getState() == OrderState.FAILED,
                                        order -> Order.newBuilder(order)
                                                .setFailures(order.getFailures().stream()
                                                        .map(failure -> new CheckFailure(failure.getCheck(), "because"))
                                                        .toList())
                                                .build())),
                        new Mutation(
                                "a verdict on nothing",
                                Rule.VERDICT,
                                mutant -> mutant.append(
                                        OrderValidation.class,
                                        verdict -> true,
                                        verdict -> OrderValidation.newBuilder(verdict)
                                                .setOrderId("nobody")
                                                .build())),
                        new Mutation("less was received", Rule.STOCK, mutant -> {
                            String product = mutant.soldOut();
                            boolean any = false;
                            while (mutant.replace(
                                    WarehouseStock.class,
                                    stock -> stock.getProduct().equals(product) && stock.getReceived() > 0,
                                    stock -> new WarehouseStock(product, 0L))) {
                                any = true;
                            }
                            return any;
                        }),
                        new Mutation(
                                "a mail comes again",
                                Rule.MAIL,
                                mutant -> mutant.repeat(EmailMessage.class, mail -> true)),
                        new Mutation(
                                "a mail is lost",
                                Rule.MAIL,
                                mutant -> mutant.drop(
                                        EmailMessage.class,
                                        mail -> mail.getKind().equals("order-validated"))),
                        new Mutation(
                                "on a level again",
                                Rule.LEVEL,
                                mutant -> mutant.repeat(OrderEnriched.class, order -> true)),
                        new Mutation(
                                "not on a level",
                                Rule.LEVEL,
                                mutant -> mutant.drop(OrderEnriched.class, order -> true)),
                        new Mutation(
                                "never decided",
                                Rule.UNDECIDED,
                                mutant -> mutant.drop(
                                        Order.class,
                                        order -> order.getVersion() == 2 && !mutant.hasVersion(order.getId(), 3))))
                .map(mutation -> DynamicTest.dynamicTest(mutation.name(), () -> {
                    int changed = 0;
                    for (int seed = 0; seed < SEEDS; seed++) {
                        Random random = new Random(seed);
                        Mutant mutant = new Mutant(SoundHistory.of(random).records(), random);
                        if (mutation.change().apply(mutant)) {
                            changed++;
                            assertThat(LogBook.audit(mutant.records, LogCoverage.everything(), true)
                                            .findings())
                                    .as("seed %s", seed)
                                    .extracting(Finding::rule)
                                    .contains(mutation.broken());
                        }
                    }
                    assertThat(changed).isGreaterThan(SEEDS / 2);
                }));
    }

    /** A history to be changed in one place. Each change is false if there was nothing to change. */
    private static final class Mutant {

        private final List<RecordView> records;
        private final Random random;

        Mutant(List<RecordView> records, Random random) {
            this.records = new ArrayList<>(records);
            this.random = random;
        }

        <T extends SpecificRecord> boolean drop(Class<T> type, Predicate<T> which) {
            int at = any(type, which);
            if (at >= 0) {
                records.remove(at);
            }
            return at >= 0;
        }

        <T extends SpecificRecord> boolean repeat(Class<T> type, Predicate<T> which) {
            return append(type, which, one -> one);
        }

        <T extends SpecificRecord> boolean append(Class<T> type, Predicate<T> which, Function<T, T> change) {
            int at = any(type, which);
            if (at >= 0) {
                records.add(with(records.get(at), change.apply(event(records.get(at), type)), 1_000_000));
            }
            return at >= 0;
        }

        <T extends SpecificRecord> boolean replace(Class<T> type, Predicate<T> which, Function<T, T> change) {
            int at = any(type, which);
            if (at >= 0) {
                RecordView old = records.get(at);
                records.set(at, with(old, change.apply(event(old, type)), old.offset()));
            }
            return at >= 0;
        }

        boolean hasVersion(String id, int version) {
            return events(Order.class).anyMatch(order -> order.getId().equals(id) && order.getVersion() == version);
        }

        boolean wasValidated(String id) {
            return events(Order.class)
                    .anyMatch(order -> order.getId().equals(id) && order.getState() == OrderState.VALIDATED);
        }

        boolean isTheOnly(OrderValidation verdict) {
            return LogBook.CHECKS.contains(verdict.getCheck())
                    && events(OrderValidation.class)
                                    .filter(other -> other.getOrderId().equals(verdict.getOrderId())
                                            && other.getCheck().equals(verdict.getCheck()))
                                    .count()
                            == 1;
        }

        /** A product of which some order that is shipped has some. */
        String soldOut() {
            return events(Order.class)
                    .filter(order -> order.getState() == OrderState.SHIPPED)
                    .map(order -> order.getLines().get(0).getProduct())
                    .findFirst()
                    .orElse("none");
        }

        private <T extends SpecificRecord> Stream<T> events(Class<T> type) {
            return records.stream()
                    .map(record -> ((Content.Event) record.content()).event())
                    .filter(type::isInstance)
                    .map(type::cast);
        }

        private <T extends SpecificRecord> int any(Class<T> type, Predicate<T> which) {
            List<Integer> fitting = IntStream.range(0, records.size())
                    .filter(i -> type.isInstance(((Content.Event) records.get(i).content()).event())
                            && which.test(event(records.get(i), type)))
                    .boxed()
                    .toList();
            return fitting.isEmpty() ? -1 : fitting.get(random.nextInt(fitting.size()));
        }

        private static <T extends SpecificRecord> T event(RecordView record, Class<T> type) {
            return type.cast(((Content.Event) record.content()).event());
        }

        private static RecordView with(RecordView record, SpecificRecord event, long offset) {
            return new RecordView(
                    record.topic(),
                    record.partition(),
                    offset,
                    record.time(),
                    record.key(),
                    record.headers(),
                    new Content.Event(event));
        }
    }
}
