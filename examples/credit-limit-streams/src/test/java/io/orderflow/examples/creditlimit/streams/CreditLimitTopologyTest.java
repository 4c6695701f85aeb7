/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.examples.creditlimit.CreditLimit;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.AvroSerde;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology, set up as it runs. */
class CreditLimitTopologyTest {

    private static final CreditLimit LIMIT = new CreditLimit(new BigDecimal("1000"));

    private final EventSerdes serdes = EventSerdes.using(new InMemoryRegistry());

    @TempDir
    private Path folder;

    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> orders;
    private TestOutputTopic<String, OrderValidation> verdicts;

    @SuppressWarnings("NullAway.Init") // by start()
    CreditLimitTopologyTest() {}

    @BeforeEach
    void start() {
        start(serdes);
    }

    private void start(EventSerdes reader) {
        Properties properties = new Properties();
        properties.putAll(StreamsSetup.properties(Map.of("bootstrap.servers", "none:1")));
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(
                CreditLimitTopology.of(order -> LIMIT.check(order, Sample.NOON), reader), properties);
        orders = driver.createInputTopic("orders", new StringSerializer(), new ByteArraySerializer());
        verdicts = driver.createOutputTopic(
                "order-validations",
                new StringDeserializer(),
                serdes.valuesOf(Topics.ORDER_VALIDATIONS).deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void eachCreatedOrderIsAnsweredOnceUnderItsId() {
        arrives(Sample.order("A").line("kettle", 1, "24.90").created());
        arrives(Sample.order("B").line("kettle", 1, "1290.00").created());

        List<KeyValue<String, OrderValidation>> answers = verdicts.readKeyValuesToList();
        assertThat(answers).extracting(answer -> answer.key).containsExactly("A", "B");
        assertThat(answers)
                .extracting(answer -> answer.value.getResult())
                .containsExactly(CheckResult.PASS, CheckResult.FAIL);
    }

    @Test
    @SuppressWarnings("NullAway") // that is what a tombstone is
    void onlyCreatedOrdersAreAnswered() {
        arrives(Sample.order("A").validated());
        arrives(Sample.order("B").cancelled());
        orders.pipeInput("C", null);

        assertThat(verdicts.isEmpty()).isTrue();
    }

    @Test
    void anUnreadableRecordIsSkipped() {
        orders.pipeInput("A", "not Avro".getBytes(StandardCharsets.UTF_8));
        arrives(Sample.order("B").line("kettle", 1, "24.90").created());

        assertThat(verdicts.readKeyValuesToList())
                .extracting(answer -> answer.key)
                .containsExactly("B");
    }

    @Test
    void anOrderIsNotSkippedBecauseTheRegistryIsAway() {
        driver.close();
        start(EventSerdes.from(Map.of(AvroSerde.URL, "http://localhost:1")));
        Order order = Sample.order("A").line("kettle", 1, "24.90").created();

        assertThatThrownBy(() -> arrives(order)).hasStackTraceContaining(RegistryUnavailableException.class.getName());

        assertThat(verdicts.isEmpty()).isTrue();
    }

    private void arrives(Order order) {
        orders.pipeInput(
                order.getId(), serdes.valuesOf(Topics.ORDERS).serializer().serialize("orders", order));
    }
}
