/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.RealClients;
import io.orderflow.common.StartException;
import io.orderflow.embedded.BrokerNode;
import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.Ports;
import io.orderflow.embedded.processes.BrokerMain;
import io.orderflow.embedded.processes.Build;
import io.orderflow.embedded.processes.JvmProcess;
import io.orderflow.embedded.processes.MailMain;
import io.orderflow.embedded.processes.RegistryMain;
import io.orderflow.schemas.Topics;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Broker, registry, mail server and two instances of each service, all processes at ports that stay theirs, so that what was killed comes
 * back as itself. What ends by itself is started again, as an operator's supervisor would, and counted.
 */
final class TestedSystem implements AutoCloseable {

    /** The instances that have their state on a disk which can be filled. */
    static final List<String> ON_A_SMALL_DISK = List.of("inventory-service-2", "orders-service-2");

    private static final int PARTITIONS = 4;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
    private static final List<String> SERVICE_JVM =
            List.of("-XX:+UseSerialGC", "-Xmx256m", "-Xss512k", "-XX:TieredStopAtLevel=1");

    private final Build build;
    private final RingOptions options;
    private final Path folder;
    private final List<BrokerNode> brokers = new ArrayList<>();
    private final Map<Way, List<TcpProxy>> proxies = new TreeMap<>();
    private final Map<String, Supplier<JvmProcess>> programs = new LinkedHashMap<>();
    private final Map<String, Integer> managementPorts = new LinkedHashMap<>();
    private final List<URI> rest = new ArrayList<>();
    private final ConcurrentMap<String, JvmProcess> running = new ConcurrentHashMap<>();
    private final Set<String> meantToRun = ConcurrentHashMap.newKeySet();
    private final Map<String, SmallDisk> disks = new TreeMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int registryPort = Ports.anyFree();

    /** Not started yet; data, state and logs go into {@code folder}. */
    TestedSystem(Build build, RingOptions options, Path folder) throws IOException {
        this.build = build;
        this.options = options;
        this.folder = folder;
        nameBrokers();
        int mailPort = Ports.anyFree();
        programs.put(
                "registry",
                () -> JvmProcess.start(
                        "registry",
                        folder,
                        RegistryMain.class,
                        "100m",
                        folder.resolve("schemas.json").toString(),
                        Integer.toString(registryPort)));
        programs.put(
                "mail-server",
                () -> JvmProcess.start("mail-server", folder, MailMain.class, "200m", Integer.toString(mailPort)));
        Path properties = folder.resolve("client.properties");
        Properties settings = new Properties();
        settings.putAll(options.settings());
        settings.setProperty("group.protocol", options.protocol());
        settings.setProperty("replication.factor", Integer.toString(options.brokers()));
        try (Writer file = Files.newBufferedWriter(properties)) {
            settings.store(file, null);
        }
        for (String service : Build.SERVICES) {
            for (int number = 1; number <= 2; number++) {
                nameInstance(service, number, properties, mailPort);
            }
        }
    }

    private void nameBrokers() {
        Map<Integer, Integer> controllers = new TreeMap<>();
        for (int id = 1; id <= options.brokers(); id++) {
            controllers.put(id, Ports.anyFree());
        }
        for (int id = 1; id <= options.brokers(); id++) {
            List<BrokerNode.Way> ways = new ArrayList<>();
            for (Way way : Way.values()) {
                int behind = Ports.anyFree();
                TcpProxy proxy = TcpProxy.to(behind);
                proxies.computeIfAbsent(way, none -> new ArrayList<>()).add(proxy);
                ways.add(new BrokerNode.Way(way.name(), behind, proxy.port()));
            }
            BrokerNode node = new BrokerNode(id, Ports.anyFree(), controllers, ways);
            String name = "broker-" + id;
            brokers.add(node);
            programs.put(
                    name,
                    () -> JvmProcess.start(
                            name,
                            folder,
                            BrokerMain.class,
                            "500m",
                            folder.resolve(name).toString(),
                            node.toString()));
        }
    }

    private void nameInstance(String service, int number, Path properties, int mailPort) {
        String name = service + "-" + number;
        int managementPort = Ports.anyFree();
        List<String> arguments = new ArrayList<>(SERVICE_JVM);
        Collections.addAll(
                arguments,
                "-jar",
                build.jar(service).toString(),
                "--config-file",
                properties.toString(),
                "--bootstrap-servers",
                bootstrapServers(Way.of(number)),
                "--schema-registry",
                "http://localhost:" + registryPort,
                "--processing-guarantee",
                options.guaranteeSetting(),
                "--state-dir",
                state(name).toString(),
                "--management-port",
                Integer.toString(managementPort));
        if (service.equals("orders-service")) {
            int port = Ports.anyFree();
            rest.add(URI.create("http://localhost:" + port));
            Collections.addAll(
                    arguments, "--port", Integer.toString(port), "--orders-client-unbounded", "127.0.0.1,::1");
        } else if (service.equals("email-service")) {
            Collections.addAll(arguments, "--smtp-port", Integer.toString(mailPort), "--smtp-timeout", "2s");
        }
        managementPorts.put(name, managementPort);
        programs.put(name, () -> JvmProcess.start(name, folder, arguments));
    }

    private String bootstrapServers(Way way) {
        return proxies.getOrDefault(way, List.of()).stream()
                .map(proxy -> "localhost:" + proxy.port())
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
    }

    private Path state(String name) {
        return folder.resolve("state").resolve(name);
    }

    /** Returns when all is ready and the shop is open. */
    void start(Shop shop) throws IOException, InterruptedException {
        if (options.kinds().contains(FaultKind.DISK_FULL)) {
            for (String name : ON_A_SMALL_DISK) {
                SmallDisk.at(state(name)).ifPresent(disk -> disks.put(name, disk));
            }
        }
        List<String> surroundings = programs.keySet().stream()
                .filter(name -> !managementPorts.containsKey(name))
                .toList();
        for (String name : surroundings) {
            start(name);
        }
        for (String name : surroundings) {
            process(name).told(BrokerMain.UP);
        }
        EmbeddedKafka.createTopics(
                Map.of("bootstrap.servers", bootstrapServers()), Topics.create(PARTITIONS, (short) options.brokers()));
        shop.open(cluster());
        managementPorts.keySet().forEach(this::start);
        for (Map.Entry<String, Integer> one : managementPorts.entrySet()) {
            process(one.getKey()).awaitReady(one.getValue());
        }
    }

    /** Whether there is a disk that can be filled. */
    boolean hasSmallDisks() {
        return !disks.isEmpty();
    }

    /** Returns when each service says that it is ready. */
    void awaitReady() throws InterruptedException {
        for (String name : managementPorts.keySet()) {
            awaitReady(name);
        }
    }

    /**
     * Returns when this instance says that it is ready, be it after another start.
     *
     * @throws StartException if that takes too long
     */
    void awaitReady(String name) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        while (!JvmProcess.isReady(http, managementPorts.getOrDefault(name, 0))) {
            if (System.nanoTime() - until > 0) {
                throw new StartException("%s is not ready after minutes; its last lines:%n%s"
                        .formatted(name, process(name).lastLines()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    synchronized void start(String name) {
        Supplier<JvmProcess> program = programs.get(name);
        if (program == null) {
            throw new IllegalArgumentException("no process " + name + "; there are " + programs.keySet());
        }
        running.put(name, program.get());
        meantToRun.add(name);
    }

    JvmProcess process(String name) {
        JvmProcess process = running.get(name);
        if (process == null) {
            throw new IllegalArgumentException(name + " was never started");
        }
        return process;
    }

    void kill(String name) throws InterruptedException {
        meantToRun.remove(name);
        process(name).kill();
    }

    /** Lets it end in order. */
    void stop(String name) {
        meantToRun.remove(name);
        process(name).close();
    }

    /** Of one that does not run. */
    void deleteState(String name) {
        delete(state(name));
    }

    Optional<SmallDisk> disk(String name) {
        return Optional.ofNullable(disks.get(name));
    }

    /** Between the brokers and the instances that take this way. */
    List<TcpProxy> network(String way) {
        return proxies.getOrDefault(Way.valueOf(way), List.of());
    }

    /** Starts again what ended by itself, and names it. */
    synchronized List<String> startWhatEnded() {
        List<String> ended =
                meantToRun.stream().filter(name -> !process(name).isAlive()).toList();
        ended.forEach(this::start);
        return ended;
    }

    /** Where each instance of the orders service answers. */
    List<URI> rest() {
        return List.copyOf(rest);
    }

    /** The brokers by the direct way, which is never cut. */
    Cluster cluster() {
        return new Cluster(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers(),
                        "schema.registry.url",
                        "http://localhost:" + registryPort),
                new RealClients());
    }

    private String bootstrapServers() {
        return String.join(
                ",", brokers.stream().map(node -> "localhost:" + node.port()).toList());
    }

    @Override
    public void close() {
        meantToRun.clear();
        List<String> names = new ArrayList<>(programs.keySet());
        Collections.reverse(names); // the brokers last
        for (String name : names) {
            JvmProcess process = running.get(name);
            if (process != null) {
                closeForGood(process);
            }
        }
        proxies.values().forEach(all -> all.forEach(TcpProxy::close));
        disks.values().forEach(SmallDisk::close);
    }

    private static void closeForGood(JvmProcess process) {
        try {
            process.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            Path[] files = all.sorted(Comparator.reverseOrder()).toArray(Path[]::new);
            Arrays.stream(files).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // it is in the system's folder for such files
        }
    }
}
