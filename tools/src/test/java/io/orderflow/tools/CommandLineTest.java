/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {

    private final Shell shell = new Shell(FakeKafka.withTopics());

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> eachCommandHasHelpWithExamples() {
        return commands(ToolsMain.commandLine(
                        new FakeKafka(), new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())))
                .map(command -> DynamicTest.dynamicTest(
                        command.getCommandSpec().qualifiedName(),
                        () -> assertThat(command.getUsageMessage())
                                .contains("Examples:")
                                .contains("-h, --help")));
    }

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandLineTest::commands));
    }

    @Test
    void aMistakeIsOneLineThatSaysWhereHelpIs() {
        for (String[] mistake : new String[][] {
            {}, {"order"}, {"frobnicate"}, {"pay"}, {"order", "place", "--customer", "x"}, {"tail"}, {"dlq", "show"}
        }) {
            Ended ended = shell.run(mistake);

            assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
            assertThat(ended.err().lines()).hasSize(1).allMatch(line -> line.contains("--help)"));
        }
    }

    @Test
    void timesAndLinesSayWhatTheyMustLookLike() {
        assertThat(shell.run("order", "wait", "A", "--timeout", "5").err())
                .contains("'5' must be a time such as 20ms, 10s, 5m");
        assertThat(shell.run("order", "wait", "A", "--timeout", "999999999d").err())
                .contains("'999999999d' must be at most 36500d");
        assertThat(shell.run("order", "place", "--customer", "7", "--line", "kettle")
                        .err())
                .contains("'kettle' must be PRODUCT:QUANTITY or PRODUCT:QUANTITY@PRICE");
    }

    @Test
    void clusterOptionsAreTheServicesOwn() throws IOException {
        Path file = Files.writeString(folder.resolve("x.properties"), "schema.registry=nowhere\n");

        assertThat(shell.run("stock", "list", "-b", "nowhere").err())
                .contains("bootstrap.servers=nowhere (from --bootstrap-servers): must be host:port");
        assertThat(shell.run("stock", "list", "-c", file.toString()).err())
                .contains("schema.registry=nowhere (from " + file + "): must be a URL");
        assertThat(shell.run("stock", "list", "-c", folder.resolve("none").toString())
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void completionKnowsTheCommands() {
        assertThat(shell.run("completion").out()).contains("complete -F").contains("warehouse-inventory");
    }
}
