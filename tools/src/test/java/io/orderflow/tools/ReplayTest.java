/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static io.orderflow.common.testing.Sample.fail;
import static io.orderflow.common.testing.Sample.order;
import static io.orderflow.common.testing.Sample.pass;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private final FakeKafka kafka = FakeKafka.withTopics();
    private final Shell shell = new Shell(kafka);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private void isPlaced(String id, String value, Duration ago, OrderValidation verdict) {
        Instant at = now.minus(ago);
        kafka.holds(
                Topics.ORDERS,
                id,
                order(id).customer(7).line("kettle", 1, value).at(at).created(),
                at);
        kafka.holds(Topics.ORDER_VALIDATIONS, id, verdict, at);
    }

    @Test
    void tellsWhichVerdictsWouldBeOthersAndWritesNothing() {
        isPlaced("OLD", "1600", Duration.ofHours(40), pass("OLD", "fraud"));
        isPlaced("A", "1600", Duration.ofHours(20), pass("A", "fraud"));
        isPlaced("B", "100", Duration.ofHours(10), pass("B", "fraud"));
        isPlaced("C", "1700", Duration.ofHours(5), fail("C", "fraud", "no more than 1000"));

        Ended ended = shell.run("replay", "--service", "fraud", "--set", "fraud.order.limit=1650", "--since", "24h");
        Ended lower = shell.run("replay", "--service", "fraud-service", "--set", "fraud.order.limit=1500");

        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.OK);
        assertThat(ended.out().lines())
                .filteredOn(line -> !line.startsWith("orders"))
                .containsExactly(
                        "tried          fraud.window=1h, fraud.order.limit=1650, fraud.spending.limit=5000, fraud.orders.limit=50",
                        "same verdict   3, of which 1 are refused for other reasons",
                        "would pass     0",
                        "would fail     0");
        assertThat(lower.out())
                .contains("would fail  A  ")
                .contains("  customer 7  order of 1,600.00 EUR is over the limit of 1,500.00 EUR an order")
                .contains("orders         3 placed since ")
                .contains("would fail     1")
                .doesNotContain("OLD");
        assertThat(kafka.raw(Topics.ORDER_VALIDATIONS)).hasSize(4);
    }

    @Test
    void aMachineMayReadIt() {
        isPlaced("A", "1700", Duration.ofHours(1), fail("A", "fraud", "no more than 1000"));

        List<JsonNode> json =
                shell.run("replay", "--service", "fraud", "--json").json();

        assertThat(json).hasSize(2);
        assertThat(json.get(0).path("order").asText()).isEqualTo("A");
        assertThat(json.get(0).path("would").asText()).isEqualTo("pass");
        assertThat(json.get(0).path("before").path("reasons").get(0).asText()).isEqualTo("no more than 1000");
        assertThat(json.get(1).path("counts").path("wouldPass").asInt()).isEqualTo(1);
        assertThat(json.get(1).path("tried").path("fraud.window").asText()).isEqualTo("1h");
    }

    @Test
    void aMistakeIsOneLineThatSaysWhatThereIs() {
        assertThat(error("--service", "frod"))
                .contains("no validator 'frod' that can be replayed; there are fraud, order-details");
        assertThat(error("--service", "inventory")).contains("depends on the stock at that moment");
        assertThat(error("--service", "fraud", "--set", "fraud.limit=1"))
                .contains(
                        "--set fraud.limit=1: there is no such setting; fraud has fraud.window, fraud.order.limit, fraud.spending.limit, fraud.orders.limit");
        assertThat(error("--service", "fraud", "--set", "fraud.order.limit=lots"))
                .contains("fraud.order.limit=lots (from --set): must be a number such as 2000 or 19.90");
        assertThat(error("--service", "fraud", "--set", "fraud.window=90d"))
                .contains("fraud.window=90d (from --set): must be at most 30d");
        assertThat(error("--service", "fraud", "--set", "fraud.window")).contains("fraud.window");
        assertThat(error("--service", "fraud", "--since", "yesterday")).contains("must be a time such as");
    }

    private String error(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "replay";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Ended ended = shell.run(all);
        assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err().lines()).hasSize(1);
        return ended.err();
    }

    @Test
    void verdictsThatRetentionHasRemovedAreNotComparedWith() {
        isPlaced("A", "100", Duration.ofDays(6), pass("A", "fraud"));
        isPlaced("B", "100", Duration.ofHours(75), pass("B", "fraud"));
        kafka.losesOldest(Topics.ORDER_VALIDATIONS, 1);

        Ended tooFar = shell.run("replay", "--service", "fraud", "--since", "5d");
        Ended asFarAsItGoes = shell.run("replay", "--service", "fraud", "--since", "74h");

        assertThat(tooFar.code()).isEqualTo(ExitCode.USAGE);
        assertThat(tooFar.err())
                .contains("--since 5d reaches further back than order-validations")
                .contains("give 75h at most");
        assertThat(asFarAsItGoes.code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aTopicThatIsMissingIsNamed() {
        kafka.remove(Topics.ORDER_VALIDATIONS);

        Ended ended = shell.run("replay", "--service", "fraud");

        assertThat(ended.code()).isEqualTo(ExitCode.AWAY);
        assertThat(ended.err()).contains("not on the broker: order-validations");
    }
}
