/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.events.Payment;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.AvroSerde;
import io.orderflow.schemas.serde.EventSerdes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what has been written in an exercise beside the demo, or beside what BOOTSTRAP_SERVERS and SCHEMA_REGISTRY name. */
final class ExercisesMain {

    private static final Logger LOG = LoggerFactory.getLogger(ExercisesMain.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final int SCALE = 4;

    private static final List<Check> CHECKS =
            List.of(new BulkCheck(), new LevelCheck(), new ReviewCheck(), new PaceCheck(), new RationCheck());

    private static final String USAGE =
            """
            usage: java -jar exercises/target/exercises.jar CHECK                  one of %s
                   java -jar exercises/target/exercises.jar pay ORDER AMOUNT CURRENCY
            """.formatted(CHECKS.stream().map(Check::name).collect(Collectors.joining(", ")));

    private final Map<String, String> kafka;

    private ExercisesMain(Map<String, String> environment) {
        kafka = Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                environment.getOrDefault("BOOTSTRAP_SERVERS", "localhost:9092"),
                AvroSerde.URL,
                environment.getOrDefault("SCHEMA_REGISTRY", "http://localhost:8081"));
    }

    public static void main(String[] args) throws InterruptedException {
        Locale.setDefault(Locale.ROOT); // what it writes is for machines as well, and what libraries write: no ١ for 1
        ExercisesMain exercises = new ExercisesMain(System.getenv());
        Optional<Check> check = CHECKS.stream()
                .filter(one -> args.length == 1 && one.name().equals(args[0]))
                .findFirst();
        try {
            if (check.isPresent()) {
                exercises.run(check.get());
            } else if (args.length == 4 && args[0].equals("pay")) {
                exercises.pay(args[1], new BigDecimal(args[2]).setScale(SCALE, RoundingMode.UNNECESSARY), args[3]);
            } else {
                System.err.print(USAGE);
                System.exit(2);
            }
        } catch (YourTurn | ArithmeticException | NumberFormatException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private void run(Check check) throws InterruptedException {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "exercise-" + check.name());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                Path.of("orderflow-state", "exercises").toString());
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // What may still be rolled back is none of a check's business. It answers at least once: repeats are harmless.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        CountDownLatch ended = new CountDownLatch(1);
        KafkaStreams streams = new KafkaStreams(check.topology(EventSerdes.from(kafka)), new StreamsConfig(properties));
        streams.setStateListener((now, before) -> {
            LOG.info("{}: {}", check.name(), now);
            if (now == State.NOT_RUNNING || now == State.ERROR) {
                ended.countDown();
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(STOP_WITHIN)));
        streams.start();
        ended.await();
    }

    private void pay(String order, BigDecimal amount, String currency) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.putAll(PaymentLog.settings());
        try (KafkaProducer<String, Payment> producer = new KafkaProducer<>(
                properties,
                new StringSerializer(),
                EventSerdes.from(kafka).valuesOf(Topics.PAYMENTS).serializer())) {
            Payment payment = new Payment(UUID.randomUUID().toString(), order, amount, currency, Instant.now());
            long offset = new PaymentLog(producer).write(payment).join();
            System.out.println("payment %s is in Kafka, at offset %s".formatted(payment.getId(), offset));
        }
    }
}
