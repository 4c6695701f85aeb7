/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.schemas.Keeping;
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
        kafka.add(Topics.ORDERS.newTopic(7, (short) 1, Keeping.USUAL));
        kafka.add(new NewTopic("payments", 4, (short) 1).configs(Map.of("cleanup.policy", "compact")));

        Ended ended = shell.run("topics", "create", "--json");

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.json().get(1).toString()).isEqualTo("""
                        {"topic":"orders","result":"wrong","problems":["has 7 partitions, not 4"]}""");
        assertThat(ended.json().get(3).path("problems").get(0).asText()).isEqualTo("has cleanup compact, not delete");
        assertThat(kafka.has(Topics.SHIPMENTS)).isTrue();
    }

    @Test
    void retentionAndErasureAreSettings() {
        Ended ended = shell.run("topics", "create", "--set", "retention.emails=2d", "--set", "erasure.within=1d");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(kafka.configOf(Topics.EMAILS))
                .containsEntry("retention.ms", "172800000")
                .containsEntry("max.compaction.lag.ms", "86400000");
        assertThat(kafka.configOf(Topics.PAYMENTS)).containsEntry("retention.ms", "604800000");
    }

    @Test
    void aSettingThatThereIsNotOrThatBreaksItsBoundIsAMistake() {
        assertThat(shell.run("topics", "create", "--set", "retention.orders=2d").err())
                .contains("--set retention.orders=2d: there is no such setting; topics has retention.order-commands,");
        assertThat(shell.run("topics", "create", "--set", "erasure.within=31d").err())
                .contains("erasure.within=31d (from --set): must be at most 30d");
        assertThat(kafka.has(Topics.ORDERS)).isFalse();
    }

    @Test
    void alterGivesTopicsThatAreThereWhatTheyWouldBeCreatedWith() {
        kafka.add(new NewTopic("emails", 4, (short) 1)
                .configs(Map.of("cleanup.policy", "delete", "retention.ms", "604800000")));
        kafka.add(Topics.ordersOf("gold").newTopic(4, (short) 1, Keeping.USUAL));

        Ended told = shell.run("topics", "alter", "--set", "retention.emails=2d");
        assertThat(told.out().lines())
                .containsExactly(
                        "emails                     cleanup.policy: delete -> compact,delete",
                        "emails                     delete.retention.ms:  -> 2592000000",
                        "emails                     max.compaction.lag.ms:  -> 604800000",
                        "emails                     min.cleanable.dirty.ratio:  -> 1.0",
                        "emails                     retention.ms: 604800000 -> 172800000");
        assertThat(told.err()).contains("Nothing was changed; --yes does it.");
        assertThat(kafka.configOf(Topics.EMAILS)).containsEntry("cleanup.policy", "delete");

        Ended done = shell.run("topics", "alter", "--set", "retention.emails=2d", "--yes");
        assertThat(done.code()).isEqualTo(ExitCode.OK);
        assertThat(kafka.configOf(Topics.EMAILS))
                .containsEntry("cleanup.policy", "compact,delete")
                .containsEntry("retention.ms", "172800000");
        assertThat(shell.run("topics", "alter", "--set", "retention.emails=2d").out())
                .isEmpty();
    }

    @Test
    void theOrderOfCleanupPoliciesMeansNothing() {
        kafka.add(Topics.EMAILS.newTopic(4, (short) 1, Keeping.USUAL));
        kafka.changes(Topics.EMAILS, "cleanup.policy", "delete,compact");

        assertThat(shell.run("topics", "create").out()).contains("emails                     was there");
    }

    @Test
    void listTellsWhatIsMissing() {
        kafka.add(Topics.ORDERS.newTopic(7, (short) 1, Keeping.USUAL));

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
    void describeTellsTheCatalogueWithoutABroker() {
        Ended page = shell.run("topics", "describe", "--docs", "payments");
        Ended document = shell.run("topics", "describe", "--asyncapi", "payments");

        assertThat(page.out())
                .contains("## payments")
                .contains("payment system")
                .doesNotContain("## orders");
        assertThat(document.out()).contains("\"address\" : \"payments\"").doesNotContain("\"address\" : \"orders\"");
    }

    @Test
    void describeNeedsATopicOrAllOfThem() {
        Ended ended = shell.run("topics", "describe");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("which topic? 'orderflow topics list' shows them; --docs describes all");
        assertThat(shell.run("topics", "describe", "--docs").out()).contains("## orders-service-dlq");
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
