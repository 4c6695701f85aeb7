/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.common.StartException;
import io.orderflow.embedded.ListenAddress;
import io.orderflow.embedded.Ports;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the demo is told on the command line. */
@Command(
        name = "bin/demo",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100,
        versionProvider = DemoOptions.Version.class,
        description = {
            "",
            "Runs all of Orderflow in one process: a Kafka broker, a schema registry, a mail server and the five"
                    + " services. Seeds customers, products and stock, sends sample orders, shows every one travelling,"
                    + " and serves until Ctrl-C.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  bin/demo                          the samples, then serve on the usual ports",
            "  bin/demo --once                   the samples only; exit code 0 if each ended as it must",
            "  bin/demo --orders 0 --quiet       no samples: serve, and say no more than the addresses",
            "  bin/demo --orders 0 --rate 50     random orders, 50 a second, until Ctrl-C",
            "  bin/demo --port 0 --kafka-port 0 --registry-port 0 --mail-port 0 --management-port 0",
            "                                    any free ports, beside another demo",
            "  bin/demo --data-dir ~/orderflow   keep all data, and go on from there next time",
            "  ORDERS_CHECKS_SHADOW=credit-limit bin/demo",
            "                                    listen to a validator of your own, which does not decide yet",
            "",
            "Environment: the services' rules, such as ORDERS_CHECKS or FRAUD_ORDER_LIMIT, as in docs/configuration.md. The"
                    + " samples expect the defaults: with other ORDERS_CHECKS none is sent.",
            "",
            "Exit codes: 0 all well, 1 could not start or a sample did not end as it must, 2 wrong flags or environment."
        })
final class DemoOptions {

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "REST (default 8080)")
    private int port;

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "Kafka (default 9092)")
    private int kafkaPort;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "schema registry (default 8081)")
    private int registryPort;

    @Option(names = "--mail-port", paramLabel = "PORT", defaultValue = "3025", description = "SMTP (default 3025)")
    private int mailPort;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            defaultValue = "8090",
            description = "health, metrics and topologies (default 8090); 0 stands for any free port, also with"
                    + " those above")
    private int managementPort;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "localhost",
            description =
                    "name or address under which others reach this machine: then all ports are open to the network,"
                            + " and nothing asks who comes (default: localhost, for this machine alone)")
    private String host = "";

    private ListenAddress listenAddress = ListenAddress.LOCAL;

    @Option(names = "--once", description = "end after the samples; exit code 0 only if each ended as it must")
    private boolean once;

    @Option(
            names = "--orders",
            paramLabel = "N",
            description = "how many samples to send, 0: none (default: all); with --rate: how many random orders"
                    + " to send instead of samples, 0: until Ctrl-C")
    private @Nullable Integer orders;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "after the samples, keep sending random orders, R a second, until Ctrl-C")
    private @Nullable Double rate;

    @Option(names = "--quiet", description = "print only the addresses and how the samples went")
    private boolean quiet;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "keep all data there (default: a temporary folder that goes with the demo)")
    private @Nullable Path dataDir;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "use that Kafka cluster instead of one of the demo's own")
    private @Nullable String bootstrapServers;

    /** Reads the version from the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = DemoOptions.class.getPackage().getImplementationVersion();
            return new String[] {"Orderflow demo " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** Throws for what each flag alone cannot see. */
    void check(CommandLine commandLine, ServiceRules rules) {
        checkPort(commandLine, "--port", port);
        checkPort(commandLine, "--kafka-port", kafkaPort);
        checkPort(commandLine, "--registry-port", registryPort);
        checkPort(commandLine, "--mail-port", mailPort);
        checkPort(commandLine, "--management-port", managementPort);
        try {
            listenAddress = ListenAddress.of(requireName(host));
        } catch (UnknownHostException e) {
            throw wrong(
                    commandLine, "--host=" + host + ": must be a name that this machine knows, or its IPv4 address");
        }
        if (orders != null && orders < 0) {
            throw wrong(commandLine, "--orders=" + orders + ": must be at least 0");
        }
        if (rate != null && !(rate >= 0.1 && rate <= 10_000)) {
            throw wrong(commandLine, "--rate=" + rate + ": must be from 0.1 to 10000 orders a second");
        }
        if (once && rate != null && (orders == null || orders == 0)) {
            throw wrong(commandLine, "--once with --rate never ends: say how many with --orders");
        }
        boolean asksForSamples = rate == null && (orders == null ? once : orders > 0);
        if (asksForSamples && !rules.allowSamples()) {
            throw wrong(
                    commandLine,
                    "the samples " + rules.whyNoSamples() + ": leave out " + (orders == null ? "--once" : "--orders"));
        }
        if (bootstrapServers != null && !bootstrapServers.matches("[^\\s,]+:\\d+(,[^\\s,]+:\\d+)*")) {
            throw wrong(
                    commandLine,
                    "--bootstrap-servers=" + bootstrapServers + ": must be host:port, or several with commas between");
        }
    }

    /**
     * Looks before anything is started.
     *
     * @throws StartException naming the first port that is taken, and its flag
     */
    void requireFreePorts() {
        requireFree("--port", port);
        requireFree("--registry-port", registryPort);
        requireFree("--mail-port", mailPort);
        requireFree("--management-port", managementPort);
        if (bootstrapServers == null) {
            requireFree("--kafka-port", kafkaPort);
        }
    }

    private static void requireFree(String flag, int port) {
        if (port != 0 && !Ports.isFree(port)) {
            throw new StartException("port %s is in use by another program; choose another with %s (0: any free one)"
                    .formatted(port, flag));
        }
    }

    /** What may stand in a URL. */
    private static String requireName(String host) throws UnknownHostException {
        if (!host.matches("[A-Za-z0-9._-]+") || host.equals("0.0.0.0")) {
            throw new UnknownHostException(host);
        }
        return host;
    }

    private static void checkPort(CommandLine commandLine, String flag, int port) {
        if (port < 0 || port > 65_535) {
            throw wrong(commandLine, flag + "=" + port + ": must be a port, 0 to 65535");
        }
    }

    private static ParameterException wrong(CommandLine commandLine, String what) {
        return new ParameterException(commandLine, what);
    }

    /** Where everything listens. */
    ListenAddress listenAddress() {
        return listenAddress;
    }

    int port() {
        return port;
    }

    int kafkaPort() {
        return kafkaPort;
    }

    int registryPort() {
        return registryPort;
    }

    int mailPort() {
        return mailPort;
    }

    int managementPort() {
        return managementPort;
    }

    boolean once() {
        return once;
    }

    boolean quiet() {
        return quiet;
    }

    /** How many of {@code all} samples to send. */
    int samples(int all) {
        if (orders == null) {
            return all;
        }
        return rate == null ? Math.min(orders, all) : 0;
    }

    /** Random orders a second, if there are to be any. */
    Optional<Double> rate() {
        return Optional.ofNullable(rate);
    }

    /** How many random orders. */
    long randomOrders() {
        return orders == null || orders == 0 ? Long.MAX_VALUE : orders;
    }

    Optional<Path> dataDir() {
        return Optional.ofNullable(dataDir);
    }

    Optional<String> bootstrapServers() {
        return Optional.ofNullable(bootstrapServers);
    }
}
