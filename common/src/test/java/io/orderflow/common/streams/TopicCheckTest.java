/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.StartException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.junit.jupiter.api.Test;

class TopicCheckTest {

    private final Map<String, Integer> broker =
            new HashMap<>(Map.of("orders", 4, "payments", 4, "customers", 1, "paid", 7, "fraud-service-dlq", 2));
    private final Set<String> asked = new TreeSet<>();

    @Test
    void whatIsReadWrittenAndKeptMustBeThere() {
        assertThatCode(this::check).doesNotThrowAnyException();

        assertThat(asked)
                .as("repartition topics are made by Streams")
                .containsExactly("customers", "fraud-service-dlq", "orders", "paid", "payments");
    }

    @Test
    void allThatAreMissingAreNamedAtOnce() {
        broker.keySet().removeAll(Set.of("customers", "paid", "fraud-service-dlq"));

        assertThatThrownBy(this::check)
                .isInstanceOf(StartException.class)
                .hasMessage("missing on the broker: topics customers, fraud-service-dlq, paid; create the catalogue's"
                        + " topics first");
    }

    @Test
    void topicsThatAreReadTogetherNeedEqualPartitionsAlsoBehindARepartition() {
        broker.put("payments", 3);

        assertThatThrownBy(this::check)
                .isInstanceOf(StartException.class)
                .hasMessage("topics that are read together must have equally many partitions, but have"
                        + " {orders=4, payments=3}; create them anew with one count");
    }

    private void check() {
        TopicCheck.check(joinsOrdersAndPayments(), Set.of("fraud-service-dlq"), topics -> {
            asked.addAll(topics);
            Map<String, Integer> there = new HashMap<>(broker);
            there.keySet().retainAll(topics);
            return there;
        });
    }

    private static Topology joinsOrdersAndPayments() {
        StreamsBuilder builder = new StreamsBuilder();
        Consumed<String, String> text = Consumed.with(Serdes.String(), Serdes.String());
        builder.globalTable("customers", text);
        KStream<String, String> payments = builder.stream("payments", text)
                .selectKey((id, payment) -> payment)
                .repartition(
                        Repartitioned.with(Serdes.String(), Serdes.String()).withName("payments-by-order"));
        builder.stream("orders", text)
                .join(
                        payments,
                        (order, payment) -> payment,
                        JoinWindows.ofTimeDifferenceWithNoGrace(Duration.ofHours(1)),
                        StreamJoined.with(Serdes.String(), Serdes.String(), Serdes.String())
                                .withName("join"))
                .to("paid", Produced.with(Serdes.String(), Serdes.String()));
        return builder.build();
    }
}
