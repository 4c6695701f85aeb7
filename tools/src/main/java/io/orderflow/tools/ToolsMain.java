/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.ClientException;
import io.orderflow.client.kafka.Clients;
import io.orderflow.client.kafka.RealClients;
import io.orderflow.client.show.Texts;
import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Durations;
import io.orderflow.tools.ending.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command line. */
public final class ToolsMain {

    private static final int WIDTH = 110;

    /** Clocks count in nanoseconds, of which a long holds 292 years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private ToolsMain() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT); // what it writes is for machines as well, and what libraries write: no ١ for 1
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        // Not System.out, which keeps it to itself when nobody reads any more.
        PrintWriter out = StandardOutput.writer(new FileOutputStream(FileDescriptor.out));
        System.exit(run(new RealClients(), out, err, args));
    }

    /** Runs a command; returns its exit code once all it said is written. */
    static int run(Clients clients, PrintWriter out, PrintWriter err, String... args) {
        CommandLine all = commandLine(clients, out, err);
        try {
            int code = all.execute(args);
            out.flush();
            return code;
        } catch (OutputClosedException e) {
            return complain(e, all);
        }
    }

    /** All commands, on these clients. */
    static CommandLine commandLine(Clients clients, PrintWriter out, PrintWriter err) {
        CommandLine all = new CommandLine(new Orderflow(clients))
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(WIDTH)
                .registerConverter(Duration.class, ToolsMain::duration)
                .setParameterExceptionHandler(ToolsMain::complain)
                .setExecutionExceptionHandler((fault, command, parsed) -> complain(fault, command));
        takeNegativeNumbers(all);
        return all;
    }

    /** {@code stock add kettle -3}: a number, not an option. */
    private static void takeNegativeNumbers(CommandLine all) {
        all.getSubcommands().values().stream()
                .flatMap(command -> command.getSubcommands().values().stream())
                .filter(command -> command.getCommand() instanceof StockAdd)
                .forEach(command -> command.setUnmatchedOptionsArePositionalParams(true));
    }

    private static Duration duration(String text) {
        try {
            Duration time = Durations.parse(text);
            if (time.compareTo(LONGEST) > 0) {
                throw new TypeConversionException("'%s' must be at most %s".formatted(text, Durations.print(LONGEST)));
            }
            return time;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'%s' %s".formatted(text, e.getMessage()));
        }
    }

    private static int complain(ParameterException fault, String[] args) {
        CommandLine command = fault.getCommandLine();
        String message = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
        if (fault instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            message += ": did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        return say(
                command,
                "%s (see %s --help)".formatted(message, command.getCommandSpec().qualifiedName()),
                ExitCode.USAGE);
    }

    private static int complain(Exception fault, CommandLine command) {
        if (fault instanceof OutputClosedException closed) {
            return closed.isByReader()
                    ? ExitCode.OK
                    : say(command, String.valueOf(closed.getMessage()), ExitCode.FAULT);
        }
        if (fault instanceof ClientException known) {
            return say(command, String.valueOf(known.getMessage()), ExitCode.of(known.kind()));
        }
        if (fault instanceof ConfigProblems wrong) {
            wrong.problems().forEach(problem -> say(command, problem, ExitCode.USAGE));
            return ExitCode.USAGE;
        }
        if (KafkaFaults.explain(fault).isPresent()) {
            return say(command, KafkaFaults.explain(fault).get(), ExitCode.AWAY);
        }
        say(command, "a fault of this tool: " + fault, ExitCode.FAULT);
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        trace.toString().lines().map(Texts::printable).forEach(command.getErr()::println);
        return ExitCode.FAULT;
    }

    private static int say(CommandLine command, String line, int code) {
        if (code != ExitCode.FAULT) {
            command.getOut().flush();
        }
        command.getErr().println("orderflow: " + Texts.printable(line));
        command.getErr().flush();
        return code;
    }
}
