/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.show.AvroJson;
import io.orderflow.client.show.Texts;
import io.orderflow.tools.audit.Finding;
import io.orderflow.tools.audit.Place;
import io.orderflow.tools.audit.Report;
import io.orderflow.tools.audit.Report.Counts;
import io.orderflow.tools.audit.Report.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an audit found, for people and for programs. */
public final class AuditText {

    private static final int WAITING_SHOWN = 10;

    private AuditText() {}

    /** A line for each thing that was counted or found, and the result. */
    public static List<String> lines(Report report) {
        Counts counts = report.counts();
        List<String> lines = new ArrayList<>();
        lines.add(line("orders", counts.orders()));
        lines.add(line("verdicts", counts.verdicts())
                + "; %s repeated, %s not asked for".formatted(counts.repeated(), counts.shadow()));
        lines.add("%-14s %s promised of %s received, of %s products"
                .formatted("stock", counts.promised(), counts.received(), counts.products()));
        lines.add(line("mails", counts.mails()));
        lines.add(line("levels", counts.routed()));
        lines.add(line("dead letters", counts.deadLetters()));
        if (!counts.unreadable().isEmpty()) {
            lines.add(line("unreadable", counts.unreadable()));
        }
        if (counts.repeats() > 0) {
            lines.add("%-14s %s orders, mails or orders of a level, as at_least_once may"
                    .formatted("written again", counts.repeats()));
        }
        if (counts.cutOff() > 0) {
            lines.add("%-14s %s orders are judged by what retention and compaction have left"
                    .formatted("cut off", counts.cutOff()));
        }
        if (counts.erased() > 0) {
            lines.add("%-14s %s orders: whether their customers were told can no longer be seen"
                    .formatted("erased", counts.erased()));
        }
        if (counts.unfinished() > 0) {
            lines.add("%-14s %s decisions, mails or orders of a level".formatted("on their way", counts.unfinished()));
        }
        report.waiting().stream().limit(WAITING_SHOWN).map(AuditText::line).forEach(lines::add);
        report.findings().forEach(finding -> lines.add("FAULT " + finding));
        if (report.faults() > report.findings().size()) {
            lines.add("... and %s more"
                    .formatted(report.faults() - report.findings().size()));
        }
        lines.add(report.isClean() ? "clean" : "faults: " + report.faults());
        return lines;
    }

    private static String line(String name, Map<?, Long> counts) {
        long sum = counts.values().stream().mapToLong(Long::longValue).sum();
        String parts = counts.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(joining(", "));
        return "%-14s %s".formatted(name, sum) + (parts.isEmpty() ? "" : ": " + parts);
    }

    private static String line(Waiting order) {
        return "%-14s %s  %s: since %s, for %s"
                .formatted(
                        "undecided",
                        order.orderId(),
                        order.place(),
                        Texts.time(order.since()),
                        order.checks().isEmpty() ? "nothing more" : String.join(", ", order.checks()));
    }

    /** One object a fault, one an undecided order, and one of all counts at the end. */
    static List<ObjectNode> json(Report report) {
        List<ObjectNode> all = new ArrayList<>();
        report.findings().forEach(finding -> all.add(json(finding)));
        report.waiting().forEach(order -> all.add(json(order)));
        ObjectNode last = AvroJson.MAPPER.createObjectNode();
        last.put("clean", report.isClean()).put("faults", report.faults());
        last.set("counts", AvroJson.MAPPER.valueToTree(report.counts()));
        all.add(last);
        return all;
    }

    private static ObjectNode json(Finding finding) {
        ObjectNode json = AvroJson.MAPPER.createObjectNode();
        json.put("fault", finding.rule().toString()).put("order", finding.subject());
        finding.place().ifPresent(place -> put(json, place));
        return json.put("what", finding.what());
    }

    private static ObjectNode json(Waiting order) {
        ObjectNode json = AvroJson.MAPPER.createObjectNode().put("undecided", order.orderId());
        put(json, order.place());
        json.put("since", order.since().toString());
        order.checks().forEach(json.putArray("waitsFor")::add);
        return json;
    }

    private static void put(ObjectNode json, Place place) {
        json.put("topic", place.topic()).put("partition", place.partition()).put("offset", place.offset());
    }
}
