/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.log;

import static java.util.stream.Collectors.groupingBy;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.show.RecordReader;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.audit.Audit;
import io.orderflow.tools.audit.Guarantee;
import io.orderflow.tools.audit.LogCoverage;
import io.orderflow.tools.audit.Report;
import io.orderflow.tools.log.LogReading.Ends;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A cluster's log under audit. All records of an order lie in partitions of one number; so a log of more orders than there is
 * memory for is read a few partitions at a time, and of a partition that holds too many, one range of keys after the other.
 */
public final class AuditedLog implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Measured, with room for orders of many lines. */
    private static final long BYTES_AN_ORDER = 400;

    private static final String STOCK = Topics.WAREHOUSE_INVENTORY.name();

    private final Cluster cluster;
    private final Terms terms;
    private final LongConsumer progress;
    private final RecordReader reader;
    private LogReading log;
    private Audit audit;
    private boolean isRead;

    /**
     * How a log is to be judged.
     *
     * @param checks those that every order must have been given, if that is to be judged
     * @param guarantee what the services were told to guarantee
     * @param atOnce how many orders are kept in memory at a time
     * @param commands whether what clients were told is accepted is read, too, which is private to the orders service
     */
    public record Terms(Optional<Set<String>> checks, Guarantee guarantee, long atOnce, boolean commands) {

        /** As the services guarantee by default, with half of this program's memory. */
        public static Terms usual() {
            return new Terms(
                    Optional.empty(),
                    Guarantee.EXACTLY_ONCE_V2,
                    Runtime.getRuntime().maxMemory() / 2 / BYTES_AN_ORDER,
                    false);
        }

        public Terms withChecks(Set<String> names) {
            return new Terms(Optional.of(Set.copyOf(names)), guarantee, atOnce, commands);
        }

        public Terms withGuarantee(Guarantee given) {
            return new Terms(checks, given, atOnce, commands);
        }

        public Terms withAtOnce(long orders) {
            return new Terms(checks, guarantee, orders, commands);
        }

        /** Also: whether what was accepted is an order. */
        public Terms withCommands() {
            return new Terms(checks, guarantee, atOnce, true);
        }

        List<Topic<?, ?>> topics() {
            return commands ? Audit.topicsAndCommands() : Audit.topics();
        }

        Audit audit() {
            return new Audit(checks, guarantee);
        }
    }

    /**
     * The log of {@code cluster}, from its beginning.
     *
     * @param progress is told from time to time how many percent are read
     */
    public AuditedLog(Cluster cluster, Terms terms, LongConsumer progress) {
        this.cluster = cluster;
        this.terms = terms;
        this.progress = progress;
        this.reader = new RecordReader(cluster.serdes());
        this.log = new LogReading(cluster, terms.topics());
        this.audit = terms.audit();
    }

    /**
     * As it is now; what is still on its way is no fault. Asked again, it reads what has come since, or, of a log of more orders
     * than are kept at once, all of it.
     */
    public Report asItIs() {
        return now(false);
    }

    /** As it is once nothing is on its way any more; what then still is, after {@code patience}, is a fault. */
    public Report settled(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        Report report = now(true);
        while (!report.isAtRest() && System.nanoTime() - until < 0) {
            pause();
            report = now(true);
        }
        return report;
    }

    private Report now(boolean settled) {
        Ends ends = log.ends();
        if (fitsAtOnce(ends)) {
            isRead = true;
            return readOn(ends, settled);
        }
        if (isRead) {
            log.close();
            log = new LogReading(cluster, terms.topics());
            ends = log.ends();
        }
        isRead = true;
        audit = terms.audit();
        return readInParts(ends, settled);
    }

    /** No order has more than one record that places it. */
    private boolean fitsAtOnce(Ends ends) {
        return length(log.partitions(), ends) <= terms.atOnce();
    }

    private Report readOn(Ends ends, boolean settled) {
        LogCoverage reach = log.readOn(log.partitions(), ends, record -> audit.read(reader.read(record)), progress);
        return audit.report(known(reach), settled);
    }

    private Report readInParts(Ends ends, boolean settled) {
        List<Integer> numbers = numbers();
        long all = length(log.partitions(), ends);
        long done = 0;
        double ordersAnOffset = 1; // until a part has shown better
        for (int next = 0; next < numbers.size(); ) {
            int first = next++;
            long length = length(parts(numbers, first, next), ends);
            while (next < numbers.size()
                    && ordersAnOffset * length(parts(numbers, first, next + 1), ends) <= terms.atOnce()) {
                length = length(parts(numbers, first, ++next), ends);
            }
            List<TopicPartition> parts = parts(numbers, first, next);
            int ranges = Math.max(1, (int) Math.ceil(ordersAnOffset * length / terms.atOnce()));
            long orders = 0;
            for (int range = 0; range < ranges; range++) {
                orders += read(parts, new KeyRange(range, ranges), ends, settled, done, all);
            }
            done += length;
            ordersAnOffset = length == 0 ? ordersAnOffset : Math.min(1, 1.25 * orders / length);
        }
        return audit.report(stock(ends), settled);
    }

    /** One range of keys of {@code parts}; returns how many orders it has. */
    private int read(List<TopicPartition> parts, KeyRange range, Ends ends, boolean settled, long done, long all) {
        log.rewind(parts);
        long length = length(parts, ends);
        LogCoverage reach = log.readOn(
                parts,
                ends,
                record -> tell(record, range),
                percent -> progress.accept((done + length * (range.number() * 100L + percent) / range.of() / 100)
                        * 100
                        / Math.max(1, all)));
        int orders = audit.remembered();
        audit.conclude(known(reach), settled);
        return orders;
    }

    private void tell(ConsumerRecord<byte[], byte[]> record, KeyRange range) {
        if (range.holds(record)) {
            audit.read(reader.read(record));
        } else {
            audit.passOver(record.topic(), record.partition(), record.timestamp());
        }
    }

    /** What was received concerns all orders, and little of it there is. */
    private LogCoverage stock(Ends ends) {
        return log.readOn(
                log.partitions().stream()
                        .filter(part -> part.topic().equals(STOCK))
                        .toList(),
                ends,
                record -> audit.read(reader.read(record)),
                percent -> {});
    }

    private LogCoverage known(LogCoverage reach) {
        return reach.without(log.gone(audit.beforeGaps()));
    }

    /** The numbers of partitions; one that stands for all if topics have not equally many, so that nothing tells where orders are. */
    private List<Integer> numbers() {
        boolean equal =
                new HashSet<>(log.partitions().stream().collect(groupingBy(TopicPartition::topic)).values().stream()
                                        .map(List::size)
                                        .toList())
                                .size()
                        == 1;
        return equal
                ? log.partitions().stream()
                        .map(TopicPartition::partition)
                        .distinct()
                        .sorted()
                        .toList()
                : List.of(-1);
    }

    private List<TopicPartition> parts(List<Integer> numbers, int from, int until) {
        List<Integer> wanted = numbers.subList(from, until);
        return log.partitions().stream()
                .filter(part -> !part.topic().equals(STOCK))
                .filter(part -> wanted.contains(-1) || wanted.contains(part.partition()))
                .toList();
    }

    /** How many offsets of orders there are. */
    private long length(Collection<TopicPartition> parts, Ends ends) {
        return parts.stream()
                .filter(part -> part.topic().equals(Topics.ORDERS.name()))
                .mapToLong(part -> log.length(part, ends))
                .sum();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
