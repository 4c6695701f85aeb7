/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A broker and the five services of one build, each a process, with topics and a {@link Shop}. */
final class RunningSystem implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
    private static final List<String> SERVICE_JVM = List.of("-XX:+UseSerialGC", "-Xmx400m", "-Xss512k");

    private final Build build;
    private final Path folder;
    private final List<MeasuredProcess> processes = new CopyOnWriteArrayList<>();
    private final int restPort = freePort();
    private String bootstrapServers = "";
    private String registry = "";
    private String smtpPort = "";
    private double startSeconds;

    /** Not started yet; its data and logs go into {@code folder}. */
    RunningSystem(Build build, Path folder) {
        this.build = build;
        this.folder = folder;
    }

    /** Returns when all services are ready. */
    void start() throws IOException, InterruptedException {
        startBroker();
        seed();
        startServices();
    }

    private void startBroker() throws InterruptedException {
        MeasuredProcess broker = MeasuredProcess.start(
                "broker",
                folder,
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx700m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName(),
                        folder.resolve("kafka").toString()));
        processes.add(broker);
        await(broker, () -> broker.line(BrokerMain.UP).isPresent());
        String[] addresses = broker.line(BrokerMain.UP)
                .orElseThrow()
                .substring(BrokerMain.UP.length())
                .split(" ", -1);
        bootstrapServers = addresses[0];
        registry = addresses[1];
        smtpPort = addresses[2];
    }

    private void seed() throws IOException, InterruptedException {
        Path shop = folder.resolve("shop");
        Shop.writeTo(shop);
        tool("topics", "create", "-b", bootstrapServers);
        tool("seed", "--dir", shop.toString(), "-b", bootstrapServers, "-s", registry);
    }

    private void startServices() throws InterruptedException {
        long began = System.nanoTime();
        Map<MeasuredProcess, Integer> started = new LinkedHashMap<>();
        for (String service : Build.SERVICES) {
            int management = freePort();
            List<String> arguments = new ArrayList<>(SERVICE_JVM);
            Collections.addAll(
                    arguments,
                    "-jar",
                    build.jar(service).toString(),
                    "--bootstrap-servers",
                    bootstrapServers,
                    "--schema-registry",
                    registry,
                    "--state-dir",
                    folder.resolve("state").toString(),
                    "--management-port",
                    Integer.toString(management));
            arguments.addAll(own(service));
            MeasuredProcess process = MeasuredProcess.start(service, folder, arguments);
            processes.add(process);
            started.put(process, management);
        }
        for (Map.Entry<MeasuredProcess, Integer> service : started.entrySet()) {
            await(service.getKey(), () -> isReady(service.getValue()));
        }
        startSeconds = (System.nanoTime() - began) / 1e9;
    }

    private List<String> own(String service) {
        return switch (service) {
            case "orders-service" -> List.of("--port", Integer.toString(restPort));
            case "email-service" -> List.of("--smtp-port", smtpPort);
            case "fraud-service" -> List.of("--fraud-spending-limit", "1000000000", "--fraud-orders-limit", "1000");
            default -> List.of();
        };
    }

    private static boolean isReady(int managementPort) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + managementPort + "/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void await(MeasuredProcess process, BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() - until > 0) {
                throw new BenchmarkException(
                        "%s is not up; its last lines:%n%s".formatted(process.name(), process.lastLines()));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void tool(String... arguments) throws InterruptedException {
        try (MeasuredProcess tool = tools(arguments)) {
            if (tool.exitCode() != 0) {
                throw new BenchmarkException(
                        "orderflow %s failed:%n%s".formatted(String.join(" ", arguments), tool.lastLines()));
            }
        }
    }

    private MeasuredProcess tools(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "-XX:+UseSerialGC", "-Xmx400m", "-jar", build.jar("tools").toString()));
        Collections.addAll(all, arguments);
        return MeasuredProcess.start("orderflow-" + arguments[0], folder, all);
    }

    /** Whether the log bears out what was told: {@code clean}, or what is wrong. */
    String audit() throws InterruptedException {
        try (MeasuredProcess audit =
                tools("audit", "--settled", "--timeout", "120s", "-b", bootstrapServers, "-s", registry)) {
            return audit.exitCode() == 0 ? "clean" : audit.lastLines();
        }
    }

    /** Seconds from the services' start until all were ready. */
    double startSeconds() {
        return startSeconds;
    }

    InetSocketAddress rest() {
        return new InetSocketAddress("localhost", restPort);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** CPU time of each process so far, in milliseconds. */
    Map<String, Double> cpuMillis() {
        Map<String, Double> all = new LinkedHashMap<>();
        processes.forEach(process -> all.put(process.name(), process.cpuMillis()));
        return all;
    }

    /** Resident memory of each process. */
    Map<String, Long> residentMegabytes() {
        Map<String, Long> all = new LinkedHashMap<>();
        processes.forEach(process -> all.put(process.name(), process.residentMegabytes()));
        return all;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchmarkException("no free port: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        List<MeasuredProcess> last = new ArrayList<>(processes);
        Collections.reverse(last); // the broker last
        last.forEach(MeasuredProcess::close);
        processes.clear();
    }
}
