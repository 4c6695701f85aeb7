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
import io.orderflow.tools.replay.Answer;
import io.orderflow.tools.replay.Comparison.Counts;
import io.orderflow.tools.replay.Difference;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a replay showed, for people and for programs. */
final class ReplayText {

    private ReplayText() {}

    /** A setting's value, as one would write it. */
    static String value(Object value) {
        if (value instanceof Duration time) {
            return Durations.print(time);
        }
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    static String line(Difference difference) {
        return "would %s  %s  %s  customer %s  %s"
                .formatted(
                        difference.wouldPass() ? "pass" : "fail",
                        difference.orderId(),
                        Texts.time(difference.placedAt()),
                        difference.customerId(),
                        difference.wouldPass()
                                ? "was refused: " + reasons(difference.before())
                                : reasons(difference.now()));
    }

    private static String reasons(Answer answer) {
        return answer.reasons().isEmpty() ? answer.result() + " without a reason" : String.join("; ", answer.reasons());
    }

    static List<String> lines(Map<String, String> tried, Instant from, Counts counts, long unreadable) {
        List<String> lines = new ArrayList<>();
        lines.add("%-14s %s"
                .formatted(
                        "tried",
                        tried.entrySet().stream()
                                .map(one -> one.getKey() + "=" + one.getValue())
                                .collect(joining(", "))));
        lines.add("%-14s %s placed since %s".formatted("orders", counts.orders(), Texts.time(from)));
        lines.add("%-14s %s, of which %s are refused for other reasons"
                .formatted("same verdict", counts.same(), counts.otherReasons()));
        lines.add("%-14s %s".formatted("would pass", counts.wouldPass()));
        lines.add("%-14s %s".formatted("would fail", counts.wouldFail()));
        if (counts.unanswered() > 0) {
            lines.add("%-14s %s have no verdict to compare with".formatted("unanswered", counts.unanswered()));
        }
        if (unreadable > 0) {
            lines.add("%-14s %s records".formatted("unreadable", unreadable));
        }
        return lines;
    }

    static ObjectNode json(Difference difference) {
        ObjectNode json = AvroJson.MAPPER
                .createObjectNode()
                .put("order", difference.orderId())
                .put("would", difference.wouldPass() ? "pass" : "fail")
                .put("placedAt", difference.placedAt().toString())
                .put("customerId", difference.customerId());
        json.set("before", json(difference.before()));
        json.set("now", json(difference.now()));
        return json;
    }

    private static ObjectNode json(Answer answer) {
        ObjectNode json =
                AvroJson.MAPPER.createObjectNode().put("result", answer.result().toString());
        answer.reasons().forEach(json.putArray("reasons")::add);
        return json;
    }

    /** The last object, of all counts. */
    static ObjectNode json(Map<String, String> tried, Instant from, Counts counts, long unreadable) {
        ObjectNode json = AvroJson.MAPPER.createObjectNode().put("since", from.toString());
        json.set("tried", AvroJson.MAPPER.valueToTree(tried));
        json.set("counts", AvroJson.MAPPER.valueToTree(counts));
        return json.put("unreadable", unreadable);
    }
}
