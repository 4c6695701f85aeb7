/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.streams.StreamsProperties;
import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Freshness} as the log tells it, in two steps, of which {@link #ofOrders} needs the second alone: the life cycle has committed all commands that were there when it was
 * asked; and the view has all orders that were written by then. How far the view is, only this instance itself can tell: the group's
 * offsets may be those of another one that has taken its partitions, while this one does not know it yet. One thread asks the broker for all requests that need it, so
 * the broker is asked as often for one as for ten thousand, and not at all while none does.
 */
public final class LogFreshness implements Freshness, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogFreshness.class);
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long MILLIS_BETWEEN_ROUNDS = 20;
    private static final Duration BETWEEN_PULSES = Duration.ofSeconds(1);

    /** Who was heard of since then has lost nothing: there is as much of the session left again. */
    private static final Duration SURE = StreamsProperties.SESSION.dividedBy(2);

    /** Who was not heard of has learnt by then what was taken away meanwhile, even if a thread waits for its last writes. */
    private static final Duration UNTIL_SETTLED = Duration.ofSeconds(15);

    private final Map<String, String> kafka;
    private final String lifecycle;
    private final String reads;
    private final Supplier<Map<Integer, Long>> committedHere;
    private final Executor answers;
    private final Queue<Integer> takenOver = new ConcurrentLinkedQueue<>();
    private final Queue<Question> asked = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Long> seen = new ConcurrentHashMap<>();
    private final ScheduledExecutorService rounds =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "orders-freshness"));
    private volatile Contact contact = Contact.first(System.nanoTime());
    private @Nullable Admin admin;
    private @Nullable Consumer<byte[], byte[]> orders;

    /**
     * @param kafka how clients find the broker
     * @param lifecycle the consumer group of the life cycle
     * @param reads the consumer group that keeps the view
     * @param committedHere up to where this instance itself has committed of each partition of {@code orders} that it has
     * @param answers where the futures are completed
     */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the rounds
    public LogFreshness(
            Map<String, String> kafka,
            String lifecycle,
            String reads,
            Supplier<Map<Integer, Long>> committedHere,
            Executor answers) {
        this.kafka = Map.copyOf(kafka);
        this.lifecycle = requireNonNull(lifecycle, "lifecycle");
        this.reads = requireNonNull(reads, "reads");
        this.committedHere = requireNonNull(committedHere, "committedHere");
        this.answers = requireNonNull(answers, "answers");
        long pause = BETWEEN_PULSES.toMillis();
        rounds.scheduleWithFixedDelay(this::feelPulse, pause, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public Optional<Duration> doubt() {
        return contact.doubt(System.nanoTime());
    }

    /** Asks who keeps the group that this instance is a member of. */
    private void feelPulse() {
        long asked = System.nanoTime();
        try {
            committed(reads, Topics.ORDERS.name());
            contact = contact.heard(asked);
        } catch (KafkaException e) {
            LOG.debug("not heard of the group {}", reads, e);
        }
    }

    /** The view has the record at {@code offset} of a partition of the topic {@code orders}. */
    public void has(int partition, long offset) {
        seen.merge(partition, offset + 1, Math::max);
    }

    /** The view has of a partition what the group has read of it so far. */
    @SuppressWarnings("FutureReturnValueIgnored") // the next round looks, too
    public void takenOver(int partition) {
        takenOver.add(partition);
        try {
            rounds.execute(this::round);
        } catch (RejectedExecutionException e) { // the service ends
            takenOver.clear();
        }
    }

    @Override
    public CompletableFuture<Boolean> of(int partition) {
        return ask(new Question(partition, System.nanoTime() + SOON.toNanos()));
    }

    @Override
    public CompletableFuture<Boolean> after(CommandPosition command) {
        Question question = new Question(command.partition(), System.nanoTime() + SOON.toNanos());
        question.commands = command.offset() + 1;
        return ask(question);
    }

    @Override
    public CompletableFuture<Boolean> ofOrders(int partition) {
        Question question = new Question(partition, System.nanoTime() + SOON.toNanos());
        question.ofOrders = true;
        return ask(question);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a round answers
    private CompletableFuture<Boolean> ask(Question question) {
        asked.add(question);
        try {
            rounds.execute(this::round);
        } catch (RejectedExecutionException e) { // the service ends
            question.answer(false);
        }
        return question.fresh.thenApplyAsync(fresh -> fresh, answers);
    }

    /** Runs once for each question, and again as long as one is open; most find nothing left to do. */
    private void round() {
        List<Question> open = new ArrayList<>();
        for (Question next = asked.poll(); next != null; next = asked.poll()) {
            open.add(next);
        }
        if (open.isEmpty() && takenOver.isEmpty()) {
            return;
        }
        try {
            takeOver();
            askForCommands(open.stream()
                    .filter(question -> !question.ofOrders && question.commands < 0)
                    .toList());
            askForOrders(
                    decided(open.stream()
                            .filter(question -> question.commands >= 0 && question.orders < 0)
                            .toList()),
                    IsolationLevel.READ_UNCOMMITTED);
            askForOrders(
                    open.stream()
                            .filter(question -> question.ofOrders && question.orders < 0)
                            .toList(),
                    IsolationLevel.READ_COMMITTED);
            look(open.stream().filter(question -> question.orders >= 0).toList());
        } catch (KafkaException e) {
            LOG.debug("cannot tell how far the view is", e);
        }
        long now = System.nanoTime();
        open.stream().filter(question -> now - question.deadline >= 0).forEach(question -> question.answer(false));
        open.removeIf(question -> question.fresh.isDone());
        if (!open.isEmpty() || !takenOver.isEmpty()) {
            asked.addAll(open);
            again();
        }
    }

    /** Soon after it was taken over, before another instance can have taken it: later, the offset would prove nothing. */
    private void takeOver() {
        if (!takenOver.isEmpty()) {
            Map<Integer, Long> committed = committed(reads, Topics.ORDERS.name());
            for (Integer next = takenOver.poll(); next != null; next = takenOver.poll()) {
                seen.merge(next, committed.getOrDefault(next, 0L), Math::max);
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the rounds
    private void again() {
        if (!rounds.isShutdown()) {
            rounds.schedule(this::round, MILLIS_BETWEEN_ROUNDS, TimeUnit.MILLISECONDS);
        }
    }

    private void askForCommands(List<Question> questions) {
        Map<Integer, Long> ends = ends(questions, Topics.ORDER_COMMANDS.name(), IsolationLevel.READ_COMMITTED);
        questions.forEach(question -> question.commands = ends.getOrDefault(question.partition, 0L));
    }

    /** Those whose commands the life cycle has committed, with what they led to. */
    private List<Question> decided(List<Question> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        Map<Integer, Long> committed = committed(lifecycle, Topics.ORDER_COMMANDS.name());
        return questions.stream()
                .filter(question -> committed.getOrDefault(question.partition, 0L) >= question.commands)
                .toList();
    }

    /**
     * What commands led to may be written and not committed yet, as a transaction's offsets may be committed a moment before its
     * orders are. What nobody could read yet, nobody was shown.
     */
    private void askForOrders(List<Question> questions, IsolationLevel isolation) {
        Map<Integer, Long> ends = ends(questions, Topics.ORDERS.name(), isolation);
        questions.forEach(question -> question.orders = ends.getOrDefault(question.partition, 0L));
    }

    private void look(List<Question> questions) {
        if (questions.isEmpty()) {
            return;
        }
        Map<Integer, Long> committed = committedHere.get();
        Map<Integer, List<Question>> byPartition =
                questions.stream().collect(Collectors.groupingBy(question -> question.partition));
        byPartition.forEach((partition, those) -> {
            long from = Math.max(seen.getOrDefault(partition, 0L), committed.getOrDefault(partition, 0L));
            long end =
                    those.stream().mapToLong(question -> question.orders).max().orElse(0);
            long next = from >= end ? end : nextOrder(partition, from, end);
            those.stream().filter(question -> question.orders <= next).forEach(question -> question.answer(true));
        });
    }

    /** Where the first order from {@code from} on is, or {@code end} if there are only the marks of transactions. */
    private long nextOrder(int partition, long from, long end) {
        Consumer<byte[], byte[]> consumer = orders();
        TopicPartition topic = new TopicPartition(Topics.ORDERS.name(), partition);
        consumer.assign(List.of(topic));
        consumer.seek(topic, from);
        List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(topic);
        return records.isEmpty()
                ? Math.min(consumer.position(topic, ONE_ANSWER), end)
                : records.get(0).offset();
    }

    private Map<Integer, Long> ends(List<Question> questions, String topic, IsolationLevel isolation) {
        if (questions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> wanted = questions.stream()
                .map(question -> question.partition)
                .distinct()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends = get(
                admin().listOffsets(wanted, new ListOffsetsOptions(isolation)).all());
        return ends.entrySet().stream()
                .collect(Collectors.toMap(
                        end -> end.getKey().partition(), end -> end.getValue().offset()));
    }

    private Map<Integer, Long> committed(String group, String topic) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group));
        Map<Integer, Long> offsets = new HashMap<>();
        committed.forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                offsets.put(partition.partition(), offset.offset());
            }
        });
        return offsets;
    }

    private Admin admin() {
        if (admin == null) {
            Map<String, Object> properties = new HashMap<>(kafka);
            properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ONE_ANSWER.toMillis());
            properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ONE_ANSWER.toMillis());
            properties.put(AdminClientConfig.CLIENT_ID_CONFIG, reads + "-freshness");
            admin = Admin.create(properties);
        }
        return admin;
    }

    private Consumer<byte[], byte[]> orders() {
        if (orders == null) {
            Map<String, Object> properties = new HashMap<>(kafka);
            properties.put(ConsumerConfig.CLIENT_ID_CONFIG, reads + "-freshness");
            properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
            properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis() / 2);
            properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ONE_ANSWER.toMillis());
            orders = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return orders;
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** What still asks is told that the view is behind. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the last round
    public void close() {
        if (rounds.isShutdown()) {
            return;
        }
        rounds.execute(() -> {
            asked.forEach(question -> question.answer(false));
            if (admin != null) {
                admin.close(Duration.ofSeconds(1));
            }
            if (orders != null) {
                orders.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            }
        });
        rounds.shutdown();
    }

    /**
     * What is known of the group.
     *
     * @param last when it was last heard of
     * @param since when it was heard of before it fell silent the last time
     * @param settled until when that silence may have had consequences that are not known here
     */
    record Contact(long last, long since, long settled) {

        static Contact first(long now) {
            return new Contact(now, now, now);
        }

        Contact heard(long now) {
            return now - last > SURE.toNanos()
                    ? new Contact(now, last, now + UNTIL_SETTLED.toNanos())
                    : new Contact(now, since, settled);
        }

        Optional<Duration> doubt(long now) {
            if (now - last > SURE.toNanos()) {
                return Optional.of(Duration.ofNanos(now - last));
            }
            return now - settled < 0 ? Optional.of(Duration.ofNanos(now - since)) : Optional.empty();
        }
    }

    /** What one reader wants to know. Changed by the rounds' thread alone. */
    private static final class Question {

        private final int partition;
        private final long deadline;
        private final CompletableFuture<Boolean> fresh = new CompletableFuture<>();
        /** Whether it is about orders alone, and no command. */
        private boolean ofOrders;
        /** Where the commands ended when it was asked; -1 until that is known. */
        private long commands = -1;
        /** Where the orders ended once those were decided; -1 until that is known. */
        private long orders = -1;

        Question(int partition, long deadline) {
            this.partition = partition;
            this.deadline = deadline;
        }

        void answer(boolean isFresh) {
            fresh.complete(isFresh);
        }
    }
}
