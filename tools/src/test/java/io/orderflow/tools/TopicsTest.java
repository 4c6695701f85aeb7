/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.schemas.Topics;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private final FakeKafka kafka = new FakeKafka();
    private final Shell shell = new Shell(kafka);

    @Test
    void createMakesTheWholeCatalogueAndIsRepeatable() {
        Ended first = shell.run("topics", "create", "--partitions", "3");
        Ended second = shell.run("topics", "create", "--partitions", "3");

        assertThat(first.code()).isEqualTo(ExitCode.OK);
        assertThat(first.out().lines()).hasSize(Topics.all().size()).allMatch(line -> line.endsWith("created"));
        assertThat(kafka.has(Topics.ORDERS)).isTrue();
        assertThat(second.code()).isEqualTo(ExitCode.OK);
        assertThat(second.out().lines()).allMatch(line -> line.endsWith("was there"));
    }

    @Test
    void createSaysWhatIsWrongWithATopicAndEndsWithOne() {
        kafka.add(Topics.ORDERS.newTopic(7, (short) 1));
        kafka.add(new NewTopic("payments", 4, (short) 1).configs(Map.of("cleanup.policy", "compact")));

        Ended ended = shell.run("topics", "create", "--json");

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.json().get(1).toString()).isEqualTo("""
                        {"topic":"orders","result":"wrong","problems":["has 7 partitions, not 4"]}""");
        assertThat(ended.json().get(3).path("problems").get(0).asText()).isEqualTo("has cleanup compact, not delete");
        assertThat(kafka.has(Topics.SHIPMENTS)).isTrue();
    }

    @Test
    void listTellsWhatIsMissing() {
        kafka.add(Topics.ORDERS.newTopic(7, (short) 1));

        Ended ended = shell.run("topics", "list", "--json");

        assertThat(ended.json()).hasSize(Topics.all().size());
        assertThat(ended.json().get(0).path("partitions").asInt()).isZero();
        assertThat(ended.json().get(1).path("partitions").asInt()).isEqualTo(7);
    }

    @Test
    void anUnknownTopicIsAMistakeThatNamesThoseThereAre() {
        Ended ended = shell.run("topics", "describe", "order");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("no topic 'order' in the catalogue; there are order-commands, orders,");
        assertThat(ended.err().lines()).hasSize(1);
    }

    @Test
    void describeShowsTheSchema() {
        shell.run("topics", "create");

        Ended ended = shell.run("topics", "describe", "payments", "--json");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.json().get(0).at("/schema/name").asText()).isEqualTo("Payment");
        assertThat(ended.json().get(0).path("partitions")).hasSize(4);
    }
}
