/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.tools.audit.Guarantee;
import io.orderflow.tools.audit.Report;
import io.orderflow.tools.ending.ExitCode;
import io.orderflow.tools.log.AuditedLog;
import io.orderflow.tools.log.AuditedLog.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges the whole log. */
@Command(
        name = "audit",
        description = {
            "Read the log from its beginning and check that what must hold does hold.",
            "One final state an order, versions without gaps, decisions that the verdicts explain, no verdict or mail on what"
                    + " nobody placed, no more units promised than received, one mail a decision, each validated order"
                    + " once on the topic of its level. By the published contract alone, and of committed records only.",
            "It may run beside the services: orders that are still on their way are told, and are no fault unless --settled"
                    + " is given. A log of more orders than there is memory for is read in parts."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:clean", "1:faults were found", "5:broker or registry away, or the topics are not there"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow audit",
            "  orderflow audit --settled --timeout 1m",
            "  orderflow audit --guarantee at_least_once",
            "  orderflow audit --json | jq -r 'select(.fault) | .order'"
        })
final class AuditCommand implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--checks",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Each order must have been given these checks. Without it, each is judged by those that it names.")
    private List<String> checks = new ArrayList<>();

    @Option(
            names = "--guarantee",
            paramLabel = "GUARANTEE",
            converter = GuaranteeArgument.class,
            completionCandidates = GuaranteeArgument.Names.class,
            description =
                    "What the services were told to guarantee, exactly_once_v2 unless given. With at_least_once, what"
                            + " a crash may write again is counted, and is no fault.")
    private Guarantee guarantee = Guarantee.EXACTLY_ONCE_V2;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "Keep so many orders in memory at a time; by default what half of the heap holds.")
    private Optional<Long> atOnce = Optional.empty();

    @Option(
            names = "--settled",
            description = "Wait until all is decided and told; what is still on its way after --timeout is a fault.")
    private boolean settled;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long --settled waits (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Override
    public Integer call() {
        if (atOnce.filter(orders -> orders < 1).isPresent()) {
            throw output.wrong("--at-once %s: must be at least 1".formatted(atOnce.get()));
        }
        Terms usual = Terms.usual().withGuarantee(guarantee);
        Terms checked = checks.isEmpty() ? usual : usual.withChecks(Set.copyOf(checks));
        try (AuditedLog log = new AuditedLog(
                options.cluster(),
                checked.withAtOnce(atOnce.orElse(checked.atOnce())),
                percent -> output.note("read %s %% of the log".formatted(percent)))) {
            return say(settled ? log.settled(timeout) : log.asItIs());
        }
    }

    private int say(Report report) {
        if (json.wanted()) {
            AuditText.json(report).forEach(output::json);
        } else {
            output.lines(AuditText.lines(report));
        }
        return report.isClean() ? ExitCode.OK : ExitCode.NO;
    }
}
