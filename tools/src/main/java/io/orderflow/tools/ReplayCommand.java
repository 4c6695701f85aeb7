/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.show.RecordReader;
import io.orderflow.client.show.RecordView;
import io.orderflow.client.show.RecordView.Content;
import io.orderflow.client.show.Texts;
import io.orderflow.common.config.Durations;
import io.orderflow.common.config.Settings;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import io.orderflow.tools.log.MergedReading;
import io.orderflow.tools.replay.Comparison;
import io.orderflow.tools.replay.Difference;
import io.orderflow.tools.replay.Rehearsal;
import io.orderflow.tools.replay.Validator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What if the limits had been others? */
@Command(
        name = "replay",
        description = {
            "Try a validator's rules on past orders: which verdicts would be others?",
            "The service's own rules, in this process and with a memory of their own: told the orders of the log in the"
                    + " order of their time, and held against the verdicts that were given. Nothing is written, no group is"
                    + " joined; the services go on as they are.",
            "What --set does not give is as the service has it by --config-file, the environment or default. An order is a"
                    + " line once it differs; the counts come last. order-details judges by the customers and products that"
                    + " there are now."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "2:the command line is wrong, or the log does not reach back so far",
            "5:broker or registry away, or the topics are not there"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow replay --service fraud --set fraud.order.limit=1500 --since 24h",
            "  orderflow replay --service fraud --set fraud.window=2h --set fraud.orders.limit=20",
            "  orderflow replay --service order-details --since 7d --json | jq -r 'select(.would == \"fail\") | .order'"
        })
final class ReplayCommand implements Callable<Integer> {

    /** An order's record may bear a time a little before the order's own. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--service",
            required = true,
            paramLabel = "NAME",
            converter = ValidatorArgument.class,
            completionCandidates = ValidatorArgument.Names.class,
            description = "Whose rules: ${COMPLETION-CANDIDATES}.")
    private Validator validator = Validator.ALL.get(0);

    @Mixin
    private SetOption set = new SetOption();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "Orders placed in the last so much (${DEFAULT-VALUE}).")
    private Duration since = Duration.ZERO;

    private long unreadable;

    @Override
    public Integer call() {
        Settings settings = options.settings(
                validator.settings(), set.given(validator.settings(), validator.check(), output), setting -> "--set");
        Cluster cluster = options.cluster(settings);
        Instant from = Instant.now().minus(since);
        try (MergedReading log = new MergedReading(cluster, List.of(Topics.ORDERS, Topics.ORDER_VALIDATIONS))) {
            requireVerdictsSince(from, log.wholeSince(Topics.ORDER_VALIDATIONS));
            Rehearsal rehearsal = validator.rules().apply(settings, cluster);
            Comparison comparison = new Comparison(rehearsal, from, this::show);
            RecordReader reader = new RecordReader(cluster.serdes());
            log.read(from.minus(rehearsal.memory()).minus(MARGIN), record -> tell(comparison, reader.read(record)));
            say(settings, from, comparison.counts());
        }
        return ExitCode.OK;
    }

    private void requireVerdictsSince(Instant from, Instant whole) {
        if (from.isBefore(whole)) {
            Duration reach = Duration.between(whole, Instant.now());
            throw new ClientException(
                    Kind.INVALID,
                    "--since %s reaches further back than %s, of which retention has left what came since %s; give %s at most"
                            .formatted(
                                    Durations.print(since),
                                    Topics.ORDER_VALIDATIONS,
                                    Texts.time(whole),
                                    Durations.print(reach.truncatedTo(
                                            reach.toHours() > 0 ? ChronoUnit.HOURS : ChronoUnit.SECONDS))));
        }
    }

    private void tell(Comparison comparison, RecordView record) {
        if (record.content() instanceof Content.Event event) {
            if (event.event() instanceof Order order) {
                comparison.order(order);
            } else if (event.event() instanceof OrderValidation verdict) {
                comparison.verdict(verdict);
            }
        } else if (record.content() instanceof Content.Unreadable) {
            unreadable++;
        }
    }

    private void show(Difference difference) {
        if (json.wanted()) {
            output.json(ReplayText.json(difference));
        } else {
            output.line(ReplayText.line(difference));
        }
    }

    private void say(Settings settings, Instant from, Comparison.Counts counts) {
        Map<String, String> tried = new LinkedHashMap<>();
        validator.settings().forEach(setting -> tried.put(setting.name(), ReplayText.value(settings.get(setting))));
        if (json.wanted()) {
            output.json(ReplayText.json(tried, from, counts, unreadable));
        } else {
            output.lines(ReplayText.lines(tried, from, counts, unreadable));
        }
    }
}
