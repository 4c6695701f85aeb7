/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.kafka.Clients;
import io.orderflow.client.show.Texts;
import java.io.PrintWriter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a command writes to, and what it belongs to. */
@Command(mixinStandardHelpOptions = true)
final class Output {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    CommandSpec command() {
        return requireNonNull(command, "picocli sets it");
    }

    Clients clients() {
        return ((Orderflow) command().root().userObject()).clients();
    }

    PrintWriter out() {
        return command().commandLine().getOut();
    }

    PrintWriter err() {
        return command().commandLine().getErr();
    }

    /** Prints a line; what a terminal shows, and where no JSON is asked for. What is in it may come from anybody. */
    void line(String text) {
        out().println(Texts.printable(text));
    }

    void lines(Collection<String> lines) {
        lines.forEach(this::line);
    }

    /** Escaped as text is, which in JSON means the same. */
    void json(JsonNode json) {
        line(json.toString());
    }

    /** A text of this program's own, of several lines. */
    void script(String text) {
        out().println(text);
    }

    /** The same, which ends its last line itself. */
    void text(String text) {
        out().print(text);
    }

    /** Something worth knowing that is no result. */
    void note(String text) {
        out().flush();
        err().println(Texts.printable(text));
    }

    /** The command line is wrong in a way that only this command knows. */
    ParameterException wrong(String what) {
        return new ParameterException(command().commandLine(), what);
    }

    /** Refuses a group of commands without one of its commands. */
    ParameterException whichOne() {
        return wrong("which command? One of " + names(command()));
    }

    static String names(CommandSpec spec) {
        return String.join(", ", spec.subcommands().keySet());
    }
}
