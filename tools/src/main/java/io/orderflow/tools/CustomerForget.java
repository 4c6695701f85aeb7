/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.show.AvroJson;
import io.orderflow.client.show.Texts;
import io.orderflow.common.config.Durations;
import io.orderflow.tools.ending.ExitCode;
import io.orderflow.tools.personal.CustomerData;
import io.orderflow.tools.personal.CustomerData.Erasable;
import io.orderflow.tools.personal.Forgetting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What there is goes. */
@Command(
        name = "forget",
        description = {
            "Erase what topics hold of a customer's person: the customer's record, their mails, their orders on the topics"
                    + " of levels, who asked for them, dead letters. Without --yes it only says what it would erase.",
            "Orders stay for the books, with the customer's number, which then leads to nobody. Have the customer removed"
                    + " from the CRM, and their log-in from the issuer of tokens, before: else both come back.",
            "It may be repeated at any time, and should be once after the time that it tells: then it shows what is left, and"
                    + " has partitions cleaned to which nobody else writes."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing needs to be",
            "1:refused: orders are under way, or topics are not compacted; or somebody still writes of the customer",
            "4:there is no such customer",
            "5:broker or registry away, or the topics are not there"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow customer forget 7", "  orderflow customer forget 7 --yes"})
final class CustomerForget implements Callable<Integer> {

    private static final int MOST_PASSES = 3;

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "ID", description = "The customer's number.")
    private long id;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Option(
            names = "--even-unshipped",
            description = "Also while goods are promised and not shipped: nobody will be told when they are.")
    private boolean evenUnshipped;

    @Override
    public Integer call() {
        Forgetting forgetting = new Forgetting(options.cluster(), id, evenUnshipped);
        CustomerData data = forgetting.look();
        forgetting.require(data);
        say(data);
        if (!yes) {
            output.note("Nothing was erased; --yes does it.");
            return ExitCode.OK;
        }
        CustomerData now = data;
        for (int pass = 0; pass < MOST_PASSES && (pass == 0 || isHeld(now)); pass++) {
            forgetting.erase(now);
            now = forgetting.look();
        }
        if (isHeld(now)) {
            output.note("Something still writes of customer %s: stop it, then repeat this.".formatted(id));
            return ExitCode.NO;
        }
        tellWhatRemains(now, forgetting.lag(now));
        return ExitCode.OK;
    }

    private static boolean isHeld(CustomerData data) {
        return data.erasable().stream().anyMatch(Erasable::isHeld);
    }

    private void say(CustomerData data) {
        Map<String, long[]> counts = new TreeMap<>();
        data.erasable()
                .forEach(one -> counts.computeIfAbsent(one.topic(), topic -> new long[2])[one.isHeld() ? 0 : 1]++);
        String orders = data.orders().entrySet().stream()
                .map(state -> state.getKey() + " " + state.getValue())
                .collect(joining(", "));
        if (json.wanted()) {
            ObjectNode line = AvroJson.MAPPER.createObjectNode().put("customer", id);
            line.set("orders", AvroJson.MAPPER.valueToTree(data.orders()));
            ObjectNode held = line.putObject("held");
            ObjectNode erased = line.putObject("erased");
            counts.forEach((topic, count) -> {
                held.put(topic, count[0]);
                erased.put(topic, count[1]);
            });
            line.set("mentions", AvroJson.MAPPER.valueToTree(data.mentions()));
            output.json(line);
            return;
        }
        output.line(
                "customer %s: %s".formatted(id, orders.isEmpty() ? "no orders" : "orders " + orders + ", which stay"));
        counts.forEach((topic, count) -> output.line("  %-26s %s to erase%s"
                .formatted(
                        topic,
                        count[0],
                        count[1] == 0 ? "" : ", %s erased and not cleaned up yet".formatted(count[1]))));
        if (counts.isEmpty()) {
            output.line("  nothing is left of the person");
        }
        data.mentions()
                .forEach((topic, count) -> output.line(
                        "  %-26s %s name the mail address where none belongs, and cannot be erased by key: see docs/personal-data.md"
                                .formatted(topic, count)));
    }

    private void tellWhatRemains(CustomerData data, Duration lag) {
        if (data.erasable().isEmpty()) {
            return;
        }
        output.note(
                "Erased. The brokers' files keep it until they are compacted: %s after the deletions, and of a partition to which nobody writes then, until this is repeated. Repeat it after %s."
                        .formatted(
                                Durations.print(lag), Texts.time(Instant.now().plus(lag))));
        output.note(
                "The services' disks keep it until their first start after that which reads it anew (state.reference.max.age). Sent mails, backups, mirrors and logs are out of reach.");
    }
}
