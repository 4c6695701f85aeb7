/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a process spent its time during a scenario, by the JVM's Flight Recorder: threads by their CPU, methods by samples of the stack,
 * classes by what was allocated. Recording costs a few per cent itself.
 */
final class FlightRecording {

    private static final int SHOWN = 12;
    private static final int LOOPS = 3;
    private static final String NAME = "benchmark";
    private static final String OURS = "io.orderflow.";

    private final Map<String, Double> threads = new HashMap<>();
    private final Map<String, Double> ownTime = new HashMap<>();
    private final Map<String, Double> onBehalfOf = new HashMap<>();
    private final Map<String, Double> allocated = new HashMap<>();
    private long loadSamples;

    FlightRecording() {}

    /** Starts to record in the JVM. */
    static void start(Jcmd jvm) throws InterruptedException {
        jvm.ask("JFR.start", "name=" + NAME, "settings=profile", "jdk.ThreadCPULoad#period=1s");
    }

    /** Ends what {@link #start} began, in {@code file}. */
    static FlightRecording stop(Jcmd jvm, Path file) throws IOException, InterruptedException {
        jvm.ask("JFR.stop", "name=" + NAME, "filename=" + file);
        FlightRecording recording = new FlightRecording();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                recording.add(events.readEvent());
            }
        }
        return recording;
    }

    private void add(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case "jdk.CPULoad" -> loadSamples++;
            case "jdk.ThreadCPULoad" ->
                add(threads, thread(event.getThread()), event.getDouble("user") + event.getDouble("system"));
            case "jdk.ExecutionSample" -> sample(event);
            case "jdk.ObjectAllocationSample" ->
                add(allocated, withoutAddress(event.getClass("objectClass").getName()), (double)
                        event.getLong("weight"));
            default -> {}
        }
    }

    private void sample(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        if (stack == null || stack.getFrames().isEmpty()) {
            return;
        }
        List<String> frames =
                stack.getFrames().stream().map(FlightRecording::method).toList();
        add(ownTime, frames.get(0), 1);
        Optional<String> ours =
                frames.stream().filter(frame -> frame.startsWith(OURS)).findFirst();
        add(onBehalfOf, ours.orElseGet(() -> outermost(frames)), 1);
    }

    /** Of what is not ours, the call that a library's thread began with, below its loops. */
    private static String outermost(List<String> frames) {
        List<String> libraries =
                frames.stream().filter(frame -> !frame.startsWith("java.")).toList();
        return libraries.isEmpty()
                ? frames.get(frames.size() - 1)
                : libraries.get(Math.max(0, libraries.size() - 1 - LOOPS));
    }

    private static void add(Map<String, Double> to, String what, double amount) {
        to.merge(what, amount, Double::sum);
    }

    private static String method(RecordedFrame frame) {
        return withoutAddress(frame.getMethod().getType().getName()) + "."
                + frame.getMethod().getName();
    }

    /** Threads of a pool are one: without their numbers and ids. */
    private static String thread(RecordedThread thread) {
        String name = thread == null ? null : thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
        return withoutNumbers(name == null ? "?" : name);
    }

    /** A lambda's class has a name of its own in each JVM. */
    static String withoutAddress(String type) {
        return type.replaceAll("\\$\\$Lambda.*", "\\$\\$Lambda");
    }

    static String withoutNumbers(String thread) {
        return thread.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "#").replaceAll("[0-9]+", "#");
    }

    /** The most of each, a line each. */
    String text() {
        double cores = Runtime.getRuntime().availableProcessors();
        return lines("threads, % of a core", threads, loadSamples == 0 ? 0 : 100 * cores / loadSamples)
                + lines("own time, % of samples", ownTime, percentOf(ownTime))
                + lines("on behalf of, % of samples", onBehalfOf, percentOf(onBehalfOf))
                + lines("allocated, % of bytes", allocated, percentOf(allocated));
    }

    private static double percentOf(Map<String, Double> all) {
        double sum = all.values().stream().mapToDouble(Double::doubleValue).sum();
        return sum == 0 ? 0 : 100 / sum;
    }

    private static String lines(String title, Map<String, Double> all, double factor) {
        Stream<Map.Entry<String, Double>> most = all.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN);
        return "    " + title + "\n"
                + most.map(one -> String.format(
                                Locale.ROOT, "        %6.2f  %s%n", one.getValue() * factor, one.getKey()))
                        .collect(Collectors.joining());
    }
}
