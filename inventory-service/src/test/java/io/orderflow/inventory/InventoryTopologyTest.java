/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.orderflow.common.testing.PinnedTopology;
import io.orderflow.common.testing.Sample.OrderBuilder;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.inventory.state.GatheredLines;
import io.orderflow.inventory.state.LineRefusal;
import io.orderflow.inventory.state.LineVerdict;
import io.orderflow.inventory.stock.Stock;
import io.orderflow.schemas.RecordBounds;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InventoryTopologyTest {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final Warehouse warehouse = new Warehouse();
    private final Warehouse given = warehouse;
    private final Warehouse when = warehouse;
    private final Warehouse then = warehouse;

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void isTheOneThatWasPinned() {
        PinnedTopology.check(topology(), getClass());
    }

    @Test
    void aLedgerIsWrittenByOneTask() {
        assertThat(topology().describe().subtopologies())
                .filteredOn(part -> part.nodes().toString().contains(StockProcessor.STOCK + "]"))
                .singleElement(as(type(Subtopology.class)))
                .extracting(part -> part.nodes().toString(), as(STRING))
                .contains("keep-stock", "keep-received");
    }

    @Test
    void howALedgerStandsIsToldOnceASecondHoweverManyOrdersMoveIt() {
        given.received("kettle", 10).received("mug", 5).pass(ONE_SECOND);
        assertThat(warehouse.told()).containsOnly("kettle 10 0 0", "mug 5 0 0");

        when.order(
                order("A").line("kettle", 1).created(),
                order("B").line("kettle", 2).created(),
                order("B").line("kettle", 2).shipped());
        assertThat(warehouse.told()).isEmpty();

        when.pass(ONE_SECOND);
        assertThat(warehouse.told()).containsExactly("kettle 10 1 2");

        when.pass(ONE_SECOND);
        assertThat(warehouse.told()).isEmpty();
    }

    @Test
    void whatThereNeverWasIsNotToldHoweverOftenItIsOrdered() {
        when.order(order("A").line("unicorn", 1).created()).receivedOfNothing().pass(ONE_SECOND);
        assertThat(warehouse.told()).isEmpty();
    }

    @Test
    void lastUnitGoesToTheFirstOrder() {
        given.received("kettle", 1);
        when.order(
                order("A").line("kettle", 1).created(),
                order("B").line("kettle", 1).created());
        then.passed("A").failed("B", "kettle: 1 asked, 0 available").andNothingElse();
        then.stockIs("kettle", new Stock(1, 0, 1));
    }

    @Test
    void aProductNeverStockedIsRefused() {
        when.order(order("A").line("kettle", 2).created());
        then.failed("A", "kettle: 2 asked, 0 available").andNothingElse();
    }

    @Test
    void stockThatArrivesLaterIsForLaterOrders() {
        given.order(order("A").line("kettle", 1).created()).failed("A", "kettle: 1 asked, 0 available");
        when.received("kettle", 1).order(order("B").line("kettle", 1).created());
        then.passed("B").andNothingElse();
    }

    @Test
    void anOrderOfSeveralLinesIsAllOrNothing() {
        OrderBuilder mixed = order("A").line("kettle", 1).line("mug", 3).line("pan", 2);
        given.received("kettle", 5).received("mug", 2);
        when.order(mixed.created());
        then.failed("A", "mug: 3 asked, 2 available", "pan: 2 asked, 0 available")
                .andNothingElse();
        then.stockIs("kettle", new Stock(5, 0, 1)).stockIs("mug", new Stock(2, 0, 0));

        when.order(mixed.failed("inventory", "mug: 3 asked, 2 available"));
        then.andNothingElse().stockIs("kettle", new Stock(5, 0, 0));
        assertThat(warehouse.openReservations()).isEmpty();
    }

    @Test
    void anOrderOfSeveralLinesPassesOnce() {
        given.received("kettle", 1).received("mug", 1);
        when.order(order("A").line("kettle", 1).line("mug", 1).created());
        then.passed("A").andNothingElse();
        assertThat(warehouse.all(GatherProcessor.GATHERINGS)).isEmpty();
    }

    @Test
    void anOrderOfAThousandLinesPasses() {
        OrderBuilder huge = order("A");
        for (int i = 0; i < 1_000; i++) {
            given.received("product-" + i, 2);
            huge.line("product-" + i, 2);
        }
        when.order(huge.created());
        then.passed("A").andNothingElse();
    }

    @Test
    void anOrderOfAThousandLinesIsToldTheReasonsOfItsFirstLinesAndHowManyMoreThereAre() {
        OrderBuilder huge = order("A");
        for (int i = 0; i < 1_000; i++) {
            huge.line("product-" + i, 2);
        }
        when.order(huge.created());
        then.failed("A", expected(IntStream.range(0, 19).mapToObj(i -> "product-" + i + ": 2 asked, 0 available"), 981))
                .andNothingElse();
    }

    @Test
    void whatIsWrittenALineDoesNotGrowWithTheOrder() {
        long oneHundred = bytesToGather(refused("A", 100)) / 100;
        long aThousand = bytesToGather(refused("B", 1_000)) / 1_000;

        assertThat(aThousand).isLessThan(2 * oneHundred);
    }

    @Test
    void whateverIsOrderedTheVerdictStaysSmall() {
        OrderBuilder widest = order("A");
        OrderBuilder pairs = order("B");
        for (int i = 0; i < 1_000; i++) {
            widest.line("水".repeat(150) + i, Integer.MIN_VALUE);
            pairs.line(i + "😀".repeat(100), Integer.MAX_VALUE);
        }
        when.order(widest.created(), pairs.created());

        assertThat(warehouse.verdicts()).hasSize(2).allSatisfy(verdict -> {
            assertThat(verdict.getReasons()).hasSize(RecordBounds.MOST_REASONS);
            assertThat(verdict.toByteBuffer().remaining()).isLessThan(20_000);
        });
        assertThat(warehouse.fixture().deadLetters()).isEmpty();
    }

    @Test
    void anOrderOfMoreLinesThanCanBeGatheredIsRefusedAsAWholeAndMovesNoStock() {
        OrderBuilder huge = order("A");
        for (int i = 0; i <= RecordBounds.MOST_LINES; i++) {
            huge.line("product-" + i, 1);
        }
        when.order(huge.created());
        then.failed("A", "1001 lines, must be at most 1000").andNothingElse();
        assertThat(warehouse.openReservations()).isEmpty();
    }

    @Test
    void whatWasGatheredByAnEarlierReleaseIsCompleted() {
        List<LineRefusal> all = IntStream.range(0, 30)
                .mapToObj(i -> new LineRefusal(i, "product-" + i + ": none"))
                .toList();
        given.gathered("A", new GatheredLines(ByteBuffer.wrap(lines(30)), all, NOON, NOON, 0));
        when.line("A", new LineVerdict(30, 31, "product-30: none", NOON));
        then.failed("A", expected(IntStream.range(0, 19).mapToObj(i -> "product-" + i + ": none"), 12))
                .andNothingElse();
    }

    @Test
    void anOrderThatFailedElsewhereGivesItsStockBack() {
        Order failed = order("A").line("kettle", 1).failed("fraud", "over the limit");
        given.received("kettle", 1).order(order("A").line("kettle", 1).created());
        when.order(failed, order("B").line("kettle", 1).created());
        then.passed("A").passed("B").andNothingElse();
    }

    @Test
    void aCancelledOrderGivesItsStockBack() {
        OrderBuilder a = order("A").line("kettle", 1);
        given.received("kettle", 1).order(a.created(), a.validated());
        when.order(a.cancelledLate(), order("B").line("kettle", 1).created());
        then.passed("A").passed("B").andNothingElse();
    }

    @Test
    void shippingTurnsReservedIntoShipped() {
        OrderBuilder a = order("A").line("kettle", 2);
        given.received("kettle", 5).order(a.created(), a.validated()).passed("A");
        when.order(a.shipped());
        then.stockIs("kettle", new Stock(5, 2, 0)).andNothingElse();
        assertThat(warehouse.openReservations()).isEmpty();
    }

    @Test
    void aValidatedOrderWithoutReservationIsAdopted() {
        given.received("kettle", 5);
        when.order(order("A").line("kettle", 2).validated());
        then.stockIs("kettle", new Stock(5, 0, 2)).andNothingElse();
    }

    @Test
    void aShippedOrderWithoutReservationIsCountedOnce() {
        Order shipped = order("A").line("kettle", 2).shipped();
        given.received("kettle", 5);
        when.order(shipped, shipped, order("A").line("kettle", 2).validated());
        then.stockIs("kettle", new Stock(5, 2, 0)).andNothingElse();
    }

    @Test
    void aRepeatGetsTheVerySameVerdictAndReservesNothing() {
        Order one = order("A").line("kettle", 1).created();
        Order several = order("B").line("kettle", 1).line("mug", 1).created();
        given.received("kettle", 5);
        when.order(one, several);
        List<OrderValidation> first = warehouse.verdicts();
        when.received("mug", 5).pass(Duration.ofSeconds(1)).order(one, several);
        assertThat(first).hasSize(2);
        assertThat(warehouse.verdicts()).isEqualTo(first);
        then.stockIs("kettle", new Stock(5, 0, 2)).stockIs("mug", new Stock(5, 0, 0));
    }

    @Test
    void aWholeLifeThatIsRepeatedChangesNothing() {
        OrderBuilder a = order("A").line("kettle", 2);
        given.received("kettle", 5)
                .order(a.created(), a.validated(), a.shipped())
                .passed("A");
        when.pass(Duration.ofHours(23)).order(a.created(), a.validated(), a.shipped());
        then.passed("A").andNothingElse().stockIs("kettle", new Stock(5, 2, 0));
        assertThat(warehouse.openReservations()).isEmpty();
    }

    @Test
    void aReserveThatComesAfterTheReleaseLeaksNothing() {
        OrderBuilder a = order("A").line("kettle", 2);
        given.received("kettle", 5);
        when.order(a.cancelled(), a.created());
        then.failed("A", "kettle: the order was closed before").andNothingElse().stockIs("kettle", new Stock(5, 0, 0));
    }

    @Test
    void aSettledOrderIsForgottenInTheEnd() {
        OrderBuilder a = order("A").line("kettle", 2);
        given.received("kettle", 5).order(a.created(), a.cancelled()).passed("A");
        when.pass(Warehouse.MEMORY.multipliedBy(3)).order(a.created());
        then.passed("A").stockIs("kettle", new Stock(5, 0, 2));
    }

    @Test
    void linesThatNobodyCompletesAreForgotten() {
        given.lineOfSeveral("A");
        when.pass(Warehouse.MEMORY.minusHours(1));
        assertThat(warehouse.all(GatherProcessor.GATHERINGS)).containsOnlyKeys("A");

        when.pass(Duration.ofHours(1));
        assertThat(warehouse.all(GatherProcessor.GATHERINGS)).isEmpty();
        then.andNothingElse();
    }

    @Test
    void aProductNamedInTwoLinesIsReservedOnce() {
        OrderBuilder a = order("A").line("kettle", 2).line("kettle", 3);
        given.received("kettle", 5);
        when.order(a.created(), a.created());
        then.passed("A").passed("A").andNothingElse().stockIs("kettle", new Stock(5, 0, 5));

        when.order(a.failed("order-details", "kettle: named twice"));
        then.stockIs("kettle", new Stock(5, 0, 0));
    }

    @Test
    void aNegativeQuantityMakesNoStock() {
        OrderBuilder a = order("A").line("kettle", -100).line("mug", 1).line("mug", 0);
        given.received("kettle", 5).received("mug", 5);
        when.order(a.created());
        then.failed("A", "kettle: -100 asked, must be at least 1", "mug: 0 asked, must be at least 1")
                .andNothingElse();

        when.order(a.validated(), a.shipped());
        then.stockIs("kettle", new Stock(5, 0, 0)).stockIs("mug", new Stock(5, 0, 0));
    }

    @Test
    void anOrderWithoutLinesIsRefused() {
        when.order(order("A").created(), order("A").failed("inventory", "no lines"));
        then.failed("A", "no lines: nothing to reserve").andNothingElse();
    }

    @Test
    void aCorrectionBelowWhatIsReservedStopsNewReservationsAndIsReported() {
        given.received("kettle", 5)
                .order(order("A").line("kettle", 4).created())
                .passed("A");
        when.received("kettle", 3).order(order("B").line("kettle", 1).created());
        then.failed("B", "kettle: 1 asked, 0 available").andNothingElse();
        assertThat(timesShort()).isEqualTo(1.0);

        when.received("kettle", 9).order(order("C").line("kettle", 5).created());
        then.passed("C").stockIs("kettle", new Stock(9, 0, 9));
    }

    @Test
    void aProductStruckOffIsNotReservedAnyMore() {
        given.received("kettle", 5);
        when.fixture().sendBytes(Topics.WAREHOUSE_INVENTORY, "kettle", tombstone());
        when.order(order("A").line("kettle", 1).created());
        then.failed("A", "kettle: 1 asked, 0 available").andNothingElse();
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheStreamGoesOn() {
        given.received("kettle", 1);
        when.fixture().sendBytes(Topics.ORDERS, "A", "garbage".getBytes(UTF_8));
        when.fixture().sendBytes(Topics.WAREHOUSE_INVENTORY, "kettle", "garbage".getBytes(UTF_8));
        when.order(order("B").line("kettle", 1).created());
        assertThat(warehouse.fixture().deadLetters())
                .extracting("topic")
                .containsExactly(Topics.ORDERS.name(), Topics.WAREHOUSE_INVENTORY.name());
        then.passed("B").andNothingElse();
    }

    @Test
    void aReceiptWithoutProductGoesToTheDeadLetters() {
        when.receivedOfNothing();
        assertThat(warehouse.fixture().deadLetters())
                .extracting("reason")
                .containsExactly("no key: which product was received?");
    }

    @Test
    void aCountAsLargeAsCanBeIsHeldAgainstOrdersAsLargeAsCanBe() {
        OrderBuilder most = order("A");
        IntStream.range(0, 1_000).forEach(i -> most.line("kettle", Integer.MAX_VALUE));
        given.received("kettle", Long.MAX_VALUE);
        when.order(most.created(), most.validated());
        long units = 1_000L * Integer.MAX_VALUE;
        then.passed("A").stockIs("kettle", new Stock(Long.MAX_VALUE, 0, units));

        when.received("kettle", 0).order(order("B").line("kettle", 1).created(), most.shipped());
        then.failed("B", "kettle: 1 asked, 0 available").stockIs("kettle", new Stock(0, units, 0));
    }

    @Test
    void aNegativeReceiptGoesToTheDeadLettersAndChangesNothing() {
        given.received("kettle", 1);
        when.received("kettle", -1);
        assertThat(warehouse.fixture().deadLetters())
                .extracting("reason")
                .containsExactly("kettle: -1 received, must be at least 0");
        then.stockIs("kettle", new Stock(1, 0, 0));
    }

    @Test
    void aTombstoneOfAnOrderChangesNothing() {
        when.fixture().sendBytes(Topics.ORDERS, "A", tombstone());
        then.andNothingElse();
    }

    private static OrderBuilder refused(String id, int lines) {
        OrderBuilder order = order(id);
        IntStream.range(0, lines).forEach(i -> order.line("product-" + (1_000 + i), 1));
        return order;
    }

    private long bytesToGather(OrderBuilder order) {
        when.order(order.created());
        return warehouse.fixture().changes(GatherProcessor.GATHERINGS).stream()
                .mapToLong(change -> change.length)
                .sum();
    }

    private static String[] expected(Stream<String> first, int more) {
        return Stream.concat(first, Stream.of("and " + more + " more")).toArray(String[]::new);
    }

    private static byte[] lines(int answered) {
        BitSet lines = new BitSet();
        lines.set(0, answered);
        return lines.toByteArray();
    }

    private static Topology topology() {
        InventoryConfig config = new InventoryConfig(Duration.ofHours(24));
        return new InventoryTopology(config, EventSerdes.using(new InMemoryRegistry())).build();
    }

    private double timesShort() {
        return warehouse.fixture().driver().metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(Shortages.METRIC))
                .map(Metric::metricValue)
                .mapToDouble(value -> (double) value)
                .sum();
    }

    @SuppressWarnings("NullAway") // Kafka's contract: null is a tombstone
    private static byte[] tombstone() {
        return null;
    }
}
