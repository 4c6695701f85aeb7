/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.common.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A JVM of a system that is measured or tested from outside. */
public final class JvmProcess implements AutoCloseable {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

    private final String name;
    private final Process process;
    private final Path log;
    private final long printedBefore; // by earlier ones of this name, in bytes

    private JvmProcess(String name, Process process, Path log, long printedBefore) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.printedBefore = printedBefore;
    }

    /**
     * Starts it; what it prints goes to the end of {@code NAME.log} in {@code folder}.
     *
     * @throws StartException if that cannot be
     */
    public static JvmProcess start(String name, Path folder, List<String> arguments) {
        return start(name, folder, Map.of(), arguments);
    }

    private static JvmProcess start(String name, Path folder, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        try {
            long printedBefore = Files.exists(log) ? Files.size(log) : 0;
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new JvmProcess(name, builder.start(), log, printedBefore);
        } catch (IOException e) {
            throw new StartException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** As {@link #start}, a program on this JVM's own class path, with at most so much heap ({@code 400m}). */
    public static JvmProcess start(String name, Path folder, Class<?> main, String heap, String... arguments) {
        return start(name, folder, Map.of(), main, heap, arguments);
    }

    /** The same, with {@code environment} beside that of this process. */
    public static JvmProcess start(
            String name,
            Path folder,
            Map<String, String> environment,
            Class<?> main,
            String heap,
            String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "-XX:+UseSerialGC", "-Xmx" + heap, "-cp", System.getProperty("java.class.path"), main.getName()));
        Collections.addAll(all, arguments);
        return start(name, folder, environment, all);
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The first line that begins so, without its beginning, as soon as this process has printed it. */
    public String told(String beginning) throws InterruptedException {
        await(() -> line(beginning).isPresent());
        return line(beginning).orElseThrow().substring(beginning.length());
    }

    private Optional<String> line(String beginning) {
        try (InputStream printed = Files.newInputStream(log)) {
            printed.skipNBytes(printedBefore);
            return new String(printed.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(beginning))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns once this service says at its management port that it is ready. */
    public void awaitReady(int managementPort) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        await(() -> isReady(http, managementPort));
    }

    /** Whether a service says at its management port that it is ready. */
    public static boolean isReady(HttpClient http, int managementPort) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + managementPort + "/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (!isAlive() || System.nanoTime() - until > 0) {
                throw new StartException("%s is not up; its last lines:%n%s".formatted(name, lastLines()));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The end of what it has printed, for a person to see why it failed. */
    public String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** CPU time since it was started. */
    public double cpuMillis() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }

    /** Resident memory in megabytes; 0 where the system does not tell. */
    public long residentMegabytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Waits for its end. */
    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** {@code kill -9}, and waits for its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Holds it where it is, as a machine that stands still for a while ({@code SIGSTOP}). */
    public void suspend() throws InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on after {@link #suspend}. */
    public void resume() throws InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws InterruptedException {
        try {
            int code = new ProcessBuilder("kill", signal, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill %s %s ended with %s".formatted(signal, name, code));
            }
        } catch (IOException e) {
            throw new IllegalStateException("there is no kill: " + e.getMessage(), e);
        }
    }

    /** Lets it end in order, and ends it if that takes long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
