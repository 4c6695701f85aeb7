/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.Health;
import io.orderflow.common.Service;
import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.StreamsService;
import io.orderflow.common.testing.Sample;
import io.orderflow.email.EmailConfig;
import io.orderflow.email.EmailMain;
import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.EmbeddedRegistry;
import io.orderflow.events.Order;
import io.orderflow.schemas.RecordBounds;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topic.Cleanup;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a broker with transactions shows: half a change is none, and one record stops nobody. */
class FaultsIT {

    private static final Topic<String, Order> COUNTED = new Topic<>(
            "orders-gold", String.class, "order id", Order.class, Cleanup.DELETE, Duration.ofDays(1), "this test");
    private static final String SERVICE = "fraud-service";

    @TempDir
    private Path folder;

    @Test
    void whatDiesInMidTransactionAgainAndAgainIsSetAsideWholeAndLeavesNothing() {
        try (WholeSystem system = new WholeSystem(folder)) {
            for (String id : List.of("before", "half", "grows", "junk", "after")) {
                if (id.equals("junk")) {
                    system.sendBytes(Topics.ORDERS, "before", new byte[1_040_000]);
                } else {
                    system.send(Topics.ORDERS, "before", Sample.order(id).created()); // one key: one partition
                }
            }
            try (StreamsService service = counting(system)) {
                service.start();

                await().dontCatchUncaughtExceptions() // of the threads that fail
                        .atMost(WholeSystem.PATIENCE)
                        .untilAsserted(() -> assertThat(system.committed(COUNTED))
                                .extracting(Order::getId)
                                .contains("after"));

                assertThat(system.committed(COUNTED)).extracting(Order::getId).containsExactly("before", "after");
                assertThat(countedIn(service)).as("the store").isEqualTo(2);
                assertThat(service.deadLetters().count())
                        .as("half, grows, junk")
                        .isEqualTo(3);
            }
        }
    }

    @Test
    void aGlobalStoreWaitsForTheRegistryAtStartAndThenGoesOn() {
        int port;
        Path schemas = folder.resolve("schemas");
        try (EmbeddedKafka kafka = EmbeddedKafka.temporary()) {
            Map<String, String> settings = new HashMap<>();
            try (EmbeddedRegistry registry = EmbeddedRegistry.keptIn(schemas, 0)) {
                port = registry.address().getPort();
                URI address = registry.address();
                try (WholeSystem system = new WholeSystem(folder, kafka.bootstrapServers(), address.toString())) {
                    system.send(Topics.CUSTOMERS, 7L, Sample.customer(7));
                    settings.putAll(system.clientProperties());
                }
            }
            settings.put("state.dir", folder.resolve("state").toString());
            try (Service service = EmailMain.service(Settings.of(settings, EmailConfig.SETTINGS))) {
                service.start();
                await().atMost(WholeSystem.PATIENCE)
                        .untilAsserted(() -> assertThat(service.health().detail())
                                .contains("@0 waits: schema registry at", "does not answer"));
                assertThat(service.health())
                        .extracting(Health::live, Health::ready)
                        .containsExactly(true, false);

                try (EmbeddedRegistry back = EmbeddedRegistry.keptIn(schemas, port)) {
                    await().atMost(WholeSystem.PATIENCE)
                            .untilAsserted(() -> assertThat(service.health().detail())
                                    .as("registry at %s", back.address())
                                    .startsWith("streams RUNNING")
                                    .doesNotContain("waits"));
                }
            }
        }
    }

    private static long countedIn(StreamsService service) {
        return service.streams()
                .store(StoreQueryParameters.fromNameAndType(
                        "counts", QueryableStoreTypes.<String, Long>keyValueStore()))
                .get("all");
    }

    private StreamsService counting(WholeSystem system) {
        Map<String, String> settings = new HashMap<>(system.clientProperties());
        settings.put("state.dir", folder.resolve("state").toString());
        // A thread that fails stays in the group until its session ends, and its successor waits for that.
        settings.put("main.consumer.session.timeout.ms", "2000");
        settings.put("main.consumer.heartbeat.interval.ms", "500");
        Topology topology = topology(EventSerdes.from(system.clientProperties()));
        return new StreamsService(SERVICE, topology, Settings.of(settings, CommonSettings.and(List.of())));
    }

    private static Topology topology(EventSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("read-orders"))
                .process(new Counting(), Named.as("count"))
                .to(
                        COUNTED.name(),
                        Produced.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("write-counted"));
        return builder.build();
    }

    /** Counts, passes on, and then fails on some. */
    private static final class Counting implements ProcessorSupplier<String, Order, String, Order> {

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore("counts"), Serdes.String(), Serdes.Long()));
        }

        @Override
        public Processor<String, Order, String, Order> get() {
            return new ContextualProcessor<>() {
                @Override
                public void process(Record<String, Order> record) {
                    KeyValueStore<String, Long> counts = context().getStateStore("counts");
                    Long before = counts.get("all");
                    counts.put("all", before == null ? 1 : before + 1);
                    String id = record.value().getId();
                    context().forward(record);
                    if (id.equals("half")) {
                        throw new IllegalStateException("failed half-way");
                    }
                    if (id.equals("grows")) {
                        Headers headers = new RecordHeaders(record.headers());
                        headers.add(
                                "large", "x".repeat(RecordBounds.LARGEST_RECORD).getBytes(UTF_8));
                        context().forward(record.withHeaders(headers));
                    }
                }
            };
        }
    }
}
