/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.DeadLetters;
import io.orderflow.common.streams.RecordTime;
import io.orderflow.common.streams.StreamsProperties;
import io.orderflow.it.simulation.Log.Entry;
import io.orderflow.it.simulation.Log.Fate;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;

/**
 * The one instance of an application, with what survives it: the offsets that it has committed. It reads, writes, commits and
 * crashes as its processing guarantee has it.
 */
final class Instance implements AutoCloseable {

    private final Application application;
    private final Settings settings;
    private final EventSerdes serdes;
    private final Log log;
    private final Duration skew;
    private final Consumer<String> shown;
    private final boolean exactlyOnce;
    private final boolean committedOnly;
    private final Map<String, Long> committed = new HashMap<>();
    private final Map<String, Long> position = new HashMap<>();
    private final List<Entry> transaction = new ArrayList<>();
    private final List<SteppedDriver.Output> inFlight = new ArrayList<>();
    private final Map<String, Long> changelogsAtCommit = new HashMap<>();
    private Optional<SteppedDriver> running = Optional.empty();
    private Instant clock = Instant.MIN;
    private int sinceCommit;
    private boolean lossless = true;

    /** {@code skew} is how far its clock is ahead; {@code shown} as {@link Application#topology} has it. */
    Instance(
            Application application,
            Map<String, String> values,
            EventSerdes serdes,
            Log log,
            Duration skew,
            Consumer<String> shown) {
        this.application = application;
        this.settings = application.settings(values);
        this.serdes = serdes;
        this.log = log;
        this.skew = skew;
        this.shown = shown;
        this.exactlyOnce =
                StreamsConfig.EXACTLY_ONCE_V2.equals(properties().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
        this.committedOnly = exactlyOnce
                || "read_committed"
                        .equals(properties().get(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG)));
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(
                StreamsProperties.of(application.service(), settings, new DeadLetters(application.service())));
        properties.putAll(application.properties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application.id());
        return properties;
    }

    /** Starts it for the first time, or after a crash. */
    void start(Instant now) {
        clock = now.plus(skew);
        Properties properties = new Properties();
        properties.putAll(properties());
        properties.put(RecordTime.CLOCK, (InstantSource) () -> clock);
        // The transactions are the simulation's; under exactly-once the driver loses what is written outside a
        // processor.
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        properties.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        Topology topology = application.topology(settings, serdes, shown);
        SteppedDriver driver = new SteppedDriver(topology, properties, clock);
        running = Optional.of(driver);
        position.clear();
        position.putAll(committed);
        driver.changelogs()
                .forEach((store, changelog) -> changesOf(changelog).forEach(change -> driver.restore(store, change)));
        driver.globals().forEach(topic -> readWhole(driver, topic));
        driver.outputs(); // dead letters of what it reads anew at each start
    }

    /** What a store is restored from; of a topic that is an input too, only what has been read. */
    private List<ConsumerRecord<byte[], byte[]>> changesOf(String changelog) {
        List<ConsumerRecord<byte[], byte[]>> changes = log.left(changelog);
        return isInput(changelog)
                ? changes.stream()
                        .filter(change -> change.offset() < position.getOrDefault(changelog, 0L))
                        .toList()
                : changes;
    }

    private boolean isInput(String topic) {
        return running.orElseThrow().inputs().contains(topic);
    }

    private void readWhole(SteppedDriver driver, String topic) {
        position.put(topic, 0L);
        Optional<Entry> next = next(topic);
        while (next.isPresent()) {
            driver.process(next.get().record());
            position.put(topic, next.get().record().offset() + 1);
            next = next(topic);
        }
    }

    boolean isRunning() {
        return running.isPresent();
    }

    boolean isExactlyOnce() {
        return exactlyOnce;
    }

    String id() {
        return application.id();
    }

    /** Whether it never lost what it wrote to its stores while others had what it wrote to them. */
    boolean isLossless() {
        return lossless;
    }

    /** How many records it has read since its last commit. */
    int sinceCommit() {
        return sinceCommit;
    }

    /** The records that it could read next, one a topic. */
    List<Entry> readable() {
        return running.map(driver -> {
                    List<Entry> readable = new ArrayList<>();
                    driver.globals().forEach(topic -> next(topic).ifPresent(readable::add));
                    driver.inputs().forEach(topic -> next(topic).ifPresent(readable::add));
                    return readable;
                })
                .orElse(List.of());
    }

    private Optional<Entry> next(String topic) {
        return log.next(topic, position.getOrDefault(topic, 0L), committedOnly);
    }

    /** Reads one of what is {@link #readable}. */
    void read(Entry entry) {
        position.put(entry.record().topic(), entry.record().offset() + 1);
        running.orElseThrow().process(entry.record());
        sinceCommit++;
        take();
    }

    /** Its clock and all that waits for it; the world's time is {@code now}. */
    void tick(Instant now) {
        Duration time = Duration.between(clock, now.plus(skew));
        if (isRunning() && time.compareTo(Duration.ZERO) > 0) {
            clock = clock.plus(time);
            running.orElseThrow().advance(time);
            take();
        }
    }

    /** How far its clock is behind what it would show at {@code now}. */
    Duration behind(Instant now) {
        return Duration.between(clock, now.plus(skew));
    }

    private void take() {
        for (SteppedDriver.Output output : running.orElseThrow().outputs()) {
            if (exactlyOnce) {
                transaction.add(append(output, Fate.OPEN));
            } else {
                inFlight.add(output);
            }
        }
    }

    private Entry append(SteppedDriver.Output output, Fate fate) {
        return log.append(
                output.topic(),
                output.record().key(),
                output.record().value(),
                output.record().headers(),
                output.record().timestamp(),
                fate);
    }

    /** What it has written reaches the log, which without transactions is before it commits. */
    void flush() {
        inFlight.forEach(output -> append(output, Fate.COMMITTED));
        inFlight.clear();
    }

    void commit() {
        flush();
        transaction.forEach(entry -> entry.ends(Fate.COMMITTED));
        transaction.clear();
        committed.putAll(position);
        running.ifPresent(driver -> driver.changelogs()
                .values()
                .forEach(changelog -> changelogsAtCommit.put(changelog, log.end(changelog))));
        sinceCommit = 0;
    }

    /**
     * Ends without a commit and begins anew. A transaction is given up. Without one, of what was on its way to each topic a part
     * arrives; its stores are as their changelogs say or, where {@code diskStays}, as they were.
     *
     * @param arrives picks how much
     */
    void crash(int arrives, boolean diskStays, Instant now) {
        if (!isRunning()) {
            return;
        }
        transaction.forEach(entry -> entry.ends(Fate.ABORTED));
        transaction.clear();
        SteppedDriver driver = running.orElseThrow();
        Map<String, Map<Bytes, Bytes>> disk = new HashMap<>();
        if (!exactlyOnce) {
            arrive(new Random(arrives));
            if (diskStays) {
                driver.changelogs().keySet().forEach(store -> disk.put(store, driver.contents(store)));
            }
        }
        close();
        sinceCommit = 0;
        start(now);
        disk.forEach((store, contents) -> driver().putBack(
                        store,
                        contents,
                        changedSinceCommit(driver().changelogs().getOrDefault(store, ""))));
    }

    /** Kafka applies what a changelog got since the commit once more to a store that stayed. */
    private Set<Bytes> changedSinceCommit(String changelog) {
        return isInput(changelog)
                ? Set.of()
                : log.left(changelog).stream()
                        .filter(change -> change.offset() >= changelogsAtCommit.getOrDefault(changelog, 0L))
                        .map(change -> Bytes.wrap(change.key()))
                        .collect(Collectors.toSet());
    }

    private void arrive(Random random) {
        Map<String, Integer> arriving = new HashMap<>();
        inFlight.forEach(output -> arriving.merge(output.topic(), 1, Integer::sum));
        arriving.replaceAll((topic, many) -> random.nextInt(many + 1));
        for (SteppedDriver.Output output : inFlight) {
            if (arriving.merge(output.topic(), -1, Integer::sum) >= 0) {
                append(output, Fate.COMMITTED);
            } else {
                lossless = false;
            }
        }
        inFlight.clear();
    }

    /** Its group's offsets are set back: it reads everything again that others wrote. */
    void forgetOffsets(Instant now) {
        if (isRunning()) {
            commit();
            close();
            committed.keySet().removeIf(topic -> !topic.startsWith(application.id() + "-"));
            start(now);
        }
    }

    /** How far it has committed reading {@code topic}. */
    long committed(String topic) {
        return committed.getOrDefault(topic, 0L);
    }

    SteppedDriver driver() {
        return running.orElseThrow();
    }

    /** Stores that are not what their changelogs say, but for what nobody can read: where a topic is the changelog, that is left out. */
    List<String> unlikeTheirChangelogs() {
        SteppedDriver driver = driver();
        return driver.changelogs().entrySet().stream()
                .filter(store -> !readable(driver.contents(store.getKey()))
                        .equals(readable(driver.fold(store.getKey(), changesOf(store.getValue())))))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<Bytes, Bytes> readable(Map<Bytes, Bytes> contents) {
        Map<Bytes, Bytes> readable = new HashMap<>(contents);
        readable.keySet().removeIf(key -> Setup.isGarbage(key.get()));
        return readable;
    }

    @Override
    public void close() {
        running.ifPresent(SteppedDriver::close);
        running = Optional.empty();
    }
}
