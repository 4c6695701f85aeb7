/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a connector is.
 *
 * @param type {@code source} or {@code sink}
 * @param state RUNNING, PAUSED, STOPPED, UNASSIGNED, RESTARTING or FAILED
 * @param why of what has failed, else empty: one line
 */
public record ConnectorState(String name, String type, String state, String why, List<Task> tasks) {

    private static final String RUNNING = "RUNNING";
    private static final String FAILED = "FAILED";
    private static final int LONGEST_REASON = 400;

    /**
     * How one of its tasks is.
     *
     * @param worker as {@code host:port}
     */
    public record Task(int id, String state, String worker, String why) {}

    public ConnectorState {
        tasks = List.copyOf(tasks);
    }

    /** As Connect says it. */
    static ConnectorState of(JsonNode status) {
        List<Task> tasks = new ArrayList<>();
        for (JsonNode task : status.path("tasks")) {
            tasks.add(new Task(
                    task.path("id").asInt(),
                    task.path("state").asText("?"),
                    task.path("worker_id").asText("?"),
                    reason(task.path("trace").asText(""))));
        }
        return new ConnectorState(
                status.path("name").asText("?"),
                status.path("type").asText("?"),
                status.path("connector").path("state").asText("?"),
                reason(status.path("connector").path("trace").asText("")),
                tasks);
    }

    /** Whether it, and each of its tasks, runs. */
    public boolean isRunning() {
        return state.equals(RUNNING)
                && !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.state().equals(RUNNING));
    }

    /** Whether it, or one of its tasks, has failed; Connect itself starts none of these again. */
    public boolean hasFailed() {
        return Stream.concat(Stream.of(state), tasks.stream().map(Task::state)).anyMatch(FAILED::equals);
    }

    /** Whether somebody has told it to rest. */
    public boolean isResting() {
        return state.equals("PAUSED") || state.equals("STOPPED");
    }

    /** What a trace begins with, and what it says was the cause of all. */
    private static String reason(String trace) {
        List<String> lines = trace.lines().map(String::strip).toList();
        if (lines.isEmpty()) {
            return "";
        }
        String cause = lines.stream()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, last) -> last)
                .map(line -> ": " + line.substring("Caused by: ".length()))
                .orElse("");
        String reason = lines.get(0) + cause;
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "..." : reason;
    }
}
