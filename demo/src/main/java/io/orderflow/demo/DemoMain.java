/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.client.ClientException;
import io.orderflow.client.show.Texts;
import io.orderflow.common.StartException;
import io.orderflow.common.config.ConfigProblems;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Exit;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The demo's {@code main}: flags, the screen, Ctrl-C and the exit code. */
public final class DemoMain {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    /** A stop takes no longer; then what is still running is left behind. */
    private static final long STOP_WITHIN_SECONDS = 10;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final CountDownLatch stop;

    DemoMain(PrintStream out, PrintStream err, boolean terminal, CountDownLatch stop) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.stop = stop;
    }

    /** Runs the demo and ends the JVM. */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // what it writes is for machines as well, and what libraries write: no ١ for 1
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    stop.countDown();
                    awaitQuietly(stopped);
                },
                "stop-demo");
        Runtime.getRuntime().addShutdownHook(hook);
        // Not Console.class: since JDK 22 it is there without a terminal as well. bin/demo knows.
        boolean terminal = Boolean.getBoolean("demo.terminal");
        int code = new DemoMain(out, err, terminal, stop).run(System.getenv(), args);
        out.flush();
        stopped.countDown();
        System.exit(code);
    }

    int run(Map<String, String> environment, String... args) {
        DemoOptions options = new DemoOptions();
        CommandLine commandLine = new CommandLine(options);
        try {
            commandLine.parseArgs(args);
            if (commandLine.isUsageHelpRequested()) {
                commandLine.usage(out, CommandLine.Help.Ansi.OFF);
                return OK;
            }
            if (commandLine.isVersionHelpRequested()) {
                commandLine.printVersionHelp(out, CommandLine.Help.Ansi.OFF);
                return OK;
            }
            try (Workspace workspace = Workspace.open(options.dataDir())) {
                logTo(workspace);
                ServiceRules rules = ServiceRules.in(environment);
                options.check(commandLine, rules);
                return run(options, rules, workspace);
            }
        } catch (ParameterException e) {
            return complain(USAGE, e.getMessage() + " (--help lists the flags)");
        } catch (ConfigProblems e) {
            e.problems().forEach(problem -> complain(USAGE, problem));
            return USAGE;
        } catch (StartException e) {
            return complain(FAILED, String.valueOf(e.getMessage()));
        }
    }

    /** Must come before anything of Kafka's or a service's: the first logger that is made settles where all of them write. */
    private static void logTo(Workspace workspace) {
        System.setProperty("demo.log", workspace.log().toString());
        System.setProperty("logback.configurationFile", "logback-demo.xml");
    }

    private int run(DemoOptions options, ServiceRules rules, Workspace workspace) {
        boolean colour = System.getenv("NO_COLOR") == null;
        Screen screen = new Screen(out, terminal, colour);
        endWithTheBroker(workspace);
        try {
            return new Demo(options, rules, screen, workspace, stop).run() ? OK : FAILED;
        } catch (StartException | ConfigProblems | ClientException e) {
            return complain(FAILED, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (RuntimeException e) {
            return complain(FAILED, "stopped by a fault of its own: " + e + "; the log is " + workspace.keepLog());
        }
    }

    /** A broker that cannot write its log, on a full disk for instance, ends the JVM; without this, with no word. */
    private void endWithTheBroker(Workspace workspace) {
        Exit.Procedure procedure = (code, message) -> {
            if (stop.getCount() > 0) {
                complain(
                        FAILED,
                        "Kafka stopped: it cannot keep its data in %s (disk full?); the log is %s"
                                .formatted(workspace.kafka(), workspace.keepLog()));
            }
            workspace.close();
            out.flush();
            Runtime.getRuntime().halt(FAILED);
        };
        Exit.setExitProcedure(procedure);
        Exit.setHaltProcedure(procedure);
    }

    private int complain(int code, String line) {
        out.flush();
        line.lines().map(Texts::printable).forEach(printable -> err.println("demo: " + printable));
        err.flush();
        return code;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
