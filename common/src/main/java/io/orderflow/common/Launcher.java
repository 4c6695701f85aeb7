/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.common.management.ManagementServer;
import io.orderflow.common.tls.Tls;
import io.orderflow.common.tls.TlsConfig;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** From {@code main} to exit code: reads the settings, starts the service, waits for SIGTERM or its death, stops it. */
public final class Launcher {

    /** Stopped as asked, or only help was wanted. */
    static final int OK = 0;

    /** Could not start, or died. */
    static final int FAILED = 1;

    /** Wrong flags or settings. */
    static final int USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    private static final long HEALTH_CHECK_SECONDS = 1;

    private final String name;
    private final List<Setting<?>> declared;
    private final Function<Settings, Service> factory;
    private final PrintWriter out;
    private final PrintWriter err;

    Launcher(
            String name,
            List<Setting<?>> declared,
            Function<Settings, Service> factory,
            PrintWriter out,
            PrintWriter err) {
        this.name = name;
        this.declared = declared;
        this.factory = factory;
        this.out = out;
        this.err = err;
    }

    /** Runs a service until it is told to stop. Does not return: it ends the JVM. */
    public static void launch(
            String name, List<Setting<?>> declared, Function<Settings, Service> factory, String... args) {
        Locale.setDefault(Locale.ROOT); // what it writes is for machines as well, and what libraries write: no ١ for 1
        CommandLine streams = new CommandLine(CommandSpec.create());
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.countDown();
                            awaitQuietly(stopped);
                        },
                        "stop-" + name));
        int code = FAILED;
        try {
            code = new Launcher(name, declared, factory, streams.getOut(), streams.getErr())
                    .run(System.getenv(), stop, args);
        } finally {
            stopped.countDown(); // else the hook would wait for what never comes
        }
        System.exit(code);
    }

    int run(Map<String, String> environment, CountDownLatch stop, String... args) {
        CommandLine commandLine = new CommandLine(command());
        try {
            ParseResult flags = commandLine.parseArgs(args);
            if (flags.isUsageHelpRequested()) {
                commandLine.usage(out);
                return OK;
            }
            return serve(Settings.resolve(declared, given(flags), environment), stop);
        } catch (ParameterException e) {
            return complain(USAGE, List.of(withoutValues(e) + " (--help lists the flags)"));
        } catch (ConfigProblems e) {
            return complain(USAGE, e.problems());
        }
    }

    private int serve(Settings settings, CountDownLatch stop) {
        try (Service service = factory.apply(settings);
                Tls tls = managementTls(settings)) {
            service.start();
            try (ManagementServer management = new ManagementServer(
                    settings.get(CommonSettings.MANAGEMENT_BIND_ADDRESS),
                    settings.get(CommonSettings.MANAGEMENT_PORT),
                    Optional.ofNullable(tls),
                    List.of(service))) {
                LOG.info("{} started; health, metrics and topology at {}", name, management.address());
                while (!stop.await(HEALTH_CHECK_SECONDS, TimeUnit.SECONDS)) {
                    Health health = service.health();
                    if (!health.live()) {
                        return complain(FAILED, List.of("died: " + health.detail()));
                    }
                }
                LOG.info("{} stopping", name);
            }
        } catch (ConfigProblems e) {
            return complain(USAGE, e.problems());
        } catch (ConfigException e) {
            LOG.debug("cannot start", e);
            return complain(USAGE, List.of(String.valueOf(e.getMessage())));
        } catch (StartException e) {
            LOG.debug("cannot start", e);
            return complain(FAILED, List.of(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("a fault of the program", e);
            return complain(FAILED, List.of("ended by a fault of the program: " + e));
        }
        LOG.info("{} stopped", name);
        return OK;
    }

    /** Null where the management port speaks no TLS: that is closed like all else. */
    private static @Nullable Tls managementTls(Settings settings) {
        return TlsConfig.from(settings)
                .map(config -> new Tls("management", config))
                .orElse(null);
    }

    private int complain(int code, List<String> problems) {
        problems.forEach(problem -> err.println(name + ": " + problem));
        err.flush();
        return code;
    }

    private CommandSpec command() {
        CommandSpec command = CommandSpec.create().name(name).mixinStandardHelpOptions(true);
        command.version(name + " " + version());
        command.usageMessage()
                .width(120)
                .description(
                        "Part of Orderflow. Each setting may be given as a flag, in the environment, or in --config-file,"
                                + " in this order of precedence; other Kafka properties go into the file.");
        for (Setting<?> setting : declared) {
            OptionSpec.Builder option = OptionSpec.builder(setting.flag(), setting.aliases())
                    .hidden(setting.isSecret()) // it is refused, and not repeated as an unknown one would be
                    .type(String.class)
                    .paramLabel(setting.kind())
                    .description(setting.helpLine());
            command.addOption(
                    setting.isFlag()
                            ? option.arity("0..1").fallbackValue("true").build()
                            : option.build());
        }
        return command;
    }

    /** A flag that is misspelt may be one for a secret. */
    private static String withoutValues(ParameterException fault) {
        if (fault instanceof UnmatchedArgumentException unknown) {
            List<String> flags = unknown.getUnmatched().stream()
                    .filter(argument -> argument.startsWith("-"))
                    .map(flag -> flag.split("=", 2)[0])
                    .toList();
            return flags.isEmpty() ? "Unmatched arguments" : "Unknown option: " + String.join(", ", flags);
        }
        return String.valueOf(fault.getMessage());
    }

    private Map<Setting<?>, String> given(ParseResult flags) {
        Map<Setting<?>, String> values = new HashMap<>();
        for (Setting<?> setting : declared) {
            String value = flags.matchedOptionValue(setting.flag(), null);
            if (value != null) {
                values.put(setting, value);
            }
        }
        return values;
    }

    private static String version() {
        String version = Launcher.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
