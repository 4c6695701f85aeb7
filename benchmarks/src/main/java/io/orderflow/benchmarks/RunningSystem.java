/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.Ports;
import io.orderflow.embedded.processes.BrokerMain;
import io.orderflow.embedded.processes.Build;
import io.orderflow.embedded.processes.JvmProcess;
import io.orderflow.embedded.processes.MailMain;
import io.orderflow.embedded.processes.RegistryMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker and the services of one build, each a process, with topics and a {@link Shop}. */
final class RunningSystem implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
    private static final List<String> SERVICE_JVM = List.of("-XX:+UseSerialGC", "-Xmx400m", "-Xss512k");

    private final Build build;
    private final Deployment deployment;
    private final Path folder;
    private final List<JvmProcess> processes = new CopyOnWriteArrayList<>();
    private final List<JvmProcess> surroundings = new CopyOnWriteArrayList<>();
    private final List<Instance> instances;
    private String bootstrapServers = "";
    private String registry = "";
    private String smtpPort = "";
    private Tokens tokens = Tokens.none();
    private long startedNanos;
    private double startSeconds;

    /** One process of a service. Both ports are known before, as the process is asked through them. */
    private record Instance(String service, int number, int managementPort, int restPort) {

        String name() {
            return number == 1 ? service : service + "-" + number;
        }
    }

    /** Not started yet; its data and logs go into {@code folder}. */
    RunningSystem(Build build, Deployment deployment, Path folder) {
        this.build = build;
        this.deployment = deployment;
        this.folder = folder;
        this.instances = deployment.services().stream()
                .flatMap(service -> IntStream.rangeClosed(1, deployment.instances())
                        .mapToObj(number -> new Instance(service, number, Ports.anyFree(), Ports.anyFree())))
                .toList();
    }

    /** Returns when all services are ready. */
    void start() throws IOException, InterruptedException {
        if (deployment.tokens()) {
            tokens = Tokens.ofCustomers(deployment.customers(), folder);
        }
        startBroker();
        seed();
        startedNanos = System.nanoTime();
        startSeconds = secondsToStart(instances);
    }

    private void startBroker() throws InterruptedException {
        JvmProcess broker = JvmProcess.start(
                "broker",
                folder,
                BrokerMain.class,
                "700m",
                folder.resolve("kafka").toString());
        processes.add(broker);
        JvmProcess schemas = JvmProcess.start(
                "registry",
                folder,
                RegistryMain.class,
                "100m",
                folder.resolve("schemas.json").toString(),
                "0");
        surroundings.add(schemas);
        JvmProcess mail = JvmProcess.start("mail-server", folder, MailMain.class, "200m", "0");
        surroundings.add(mail);
        bootstrapServers = broker.told(BrokerMain.UP);
        registry = schemas.told(RegistryMain.UP);
        smtpPort = mail.told(MailMain.UP);
    }

    /** Starts a program that wants all processors, twice over, for so long. */
    void startOthers(Duration time) {
        surroundings.add(JvmProcess.start("others", folder, OthersMain.class, "50m", Long.toString(time.toMillis())));
    }

    /** Starts the plain clients of {@link ReferenceMain}, at the load's rate and for its duration. */
    JvmProcess startReference(Load load) {
        EmbeddedKafka.createTopics(
                Map.of("bootstrap.servers", bootstrapServers),
                ReferenceHop.topics().stream()
                        .map(topic -> new NewTopic(topic, deployment.partitions(), (short) 1))
                        .toList());
        String seconds = Long.toString(load.duration().toSeconds());
        JvmProcess reference = JvmProcess.start(
                "reference",
                folder,
                ReferenceMain.class,
                "400m",
                bootstrapServers,
                Integer.toString(load.rate()),
                seconds);
        processes.add(reference);
        return reference;
    }

    void stop(JvmProcess process) {
        process.close();
        processes.remove(process);
    }

    private void seed() throws IOException, InterruptedException {
        Path shop = folder.resolve("shop");
        Shop.writeTo(shop, deployment.customers());
        tool("topics", "create", "--partitions", Integer.toString(deployment.partitions()), "-b", bootstrapServers);
        tool("seed", "--dir", shop.toString(), "-b", bootstrapServers, "-s", registry);
    }

    private double secondsToStart(List<Instance> chosen) throws InterruptedException {
        long began = System.nanoTime();
        Map<JvmProcess, Instance> started = new LinkedHashMap<>();
        for (Instance instance : chosen) {
            JvmProcess process = JvmProcess.start(instance.name(), folder, arguments(instance));
            processes.add(process);
            started.put(process, instance);
        }
        for (Map.Entry<JvmProcess, Instance> one : started.entrySet()) {
            one.getKey().awaitReady(one.getValue().managementPort());
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private List<String> arguments(Instance instance) {
        List<String> arguments = new ArrayList<>(SERVICE_JVM);
        Collections.addAll(
                arguments,
                "-jar",
                build.jar(instance.service()).toString(),
                "--bootstrap-servers",
                bootstrapServers,
                "--schema-registry",
                registry,
                "--processing-guarantee",
                deployment.guarantee(),
                "--state-dir",
                state(instance).toString(),
                "--management-port",
                Integer.toString(instance.managementPort()));
        arguments.addAll(own(instance));
        return arguments;
    }

    private Path state(Instance instance) {
        return folder.resolve("state").resolve(instance.name());
    }

    private List<String> own(Instance instance) {
        return switch (instance.service()) {
            case "orders-service" -> {
                List<String> flags = new ArrayList<>(List.of(
                        "--port",
                        Integer.toString(instance.restPort()),
                        "--orders-client-requests", // all the load comes from one address
                        "0",
                        "--orders-client-open",
                        "0",
                        "--orders-streams-per-client",
                        "0",
                        "--orders-client-connections",
                        "0"));
                flags.addAll(tokens.settings());
                yield flags;
            }
            case "email-service" -> List.of("--smtp-port", smtpPort);
            case "fraud-service" ->
                List.of(
                        "--fraud-spending-limit",
                        "1000000000",
                        "--fraud-orders-limit",
                        "1000",
                        "--fraud-order-limit",
                        "1000000");
            default -> List.of();
        };
    }

    /** Stops the service, deletes its local state, and starts it again: seconds until it has it from its topics and is ready. */
    double secondsToRestore(String service) throws InterruptedException {
        List<Instance> chosen =
                instances.stream().filter(one -> one.service().equals(service)).toList();
        for (Instance instance : chosen) {
            stop(process(instance.name()));
            Folder.delete(state(instance));
        }
        return secondsToStart(chosen);
    }

    private JvmProcess process(String name) {
        return processes.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void tool(String... arguments) throws InterruptedException {
        try (JvmProcess tool = tools(arguments)) {
            if (tool.exitCode() != 0) {
                throw new BenchmarkException(
                        "orderflow %s failed:%n%s".formatted(String.join(" ", arguments), tool.lastLines()));
            }
        }
    }

    private JvmProcess tools(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("-XX:+UseSerialGC", "-Xmx1g", "-jar", build.jar("tools").toString()));
        Collections.addAll(all, arguments);
        return JvmProcess.start("orderflow-" + arguments[0], folder, all);
    }

    /** Returns when all that was asked for is done, mails too: nothing was written for a second, and all is read. After a while in any case. */
    void settle() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        TopicSizes last = sizes();
        for (boolean isQuiet = false; !isQuiet && System.nanoTime() - until < 0; ) {
            TimeUnit.SECONDS.sleep(1);
            TopicSizes now = sizes();
            isQuiet = now.isWhereItWasAt(last) && TopicSizes.isRead(bootstrapServers);
            last = now;
        }
    }

    /** Whether the log bears out what was told: {@code clean}, or what is wrong. */
    String audit() throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("audit", "-b", bootstrapServers, "-s", registry));
        if (deployment.mails()) { // else it would wait for them
            Collections.addAll(arguments, "--settled", "--timeout", "120s");
        }
        try (JvmProcess audit = tools(arguments.toArray(String[]::new))) {
            return audit.exitCode() == 0 ? "clean" : audit.lastLines();
        }
    }

    /** By which its customers are known. */
    Tokens tokens() {
        return tokens;
    }

    /** {@link System#nanoTime} when the services were started. */
    long startedNanos() {
        return startedNanos;
    }

    /** Seconds from the services' start until all were ready. */
    double startSeconds() {
        return startSeconds;
    }

    /** Where each instance of the orders service answers. */
    List<InetSocketAddress> rest() {
        return instances.stream()
                .filter(one -> one.service().equals("orders-service"))
                .map(one -> new InetSocketAddress("localhost", one.restPort()))
                .toList();
    }

    TopicSizes sizes() throws InterruptedException {
        return TopicSizes.of(bootstrapServers);
    }

    /** Broker and services, in the order of their start. */
    List<JvmProcess> processes() {
        return List.copyOf(processes);
    }

    /** CPU time of each process so far, in milliseconds. */
    Map<String, Double> cpuMillis() {
        Map<String, Double> all = new LinkedHashMap<>();
        processes.forEach(process -> all.put(process.name(), process.cpuMillis()));
        return all;
    }

    @Override
    public void close() {
        List<JvmProcess> last = new ArrayList<>(surroundings);
        last.addAll(processes);
        Collections.reverse(last); // the broker last
        last.forEach(JvmProcess::close);
        processes.clear();
        surroundings.clear();
    }
}
