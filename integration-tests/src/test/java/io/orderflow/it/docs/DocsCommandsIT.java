/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.it.ServiceProcess;
import io.orderflow.it.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the pages mark with {@code <!-- run -->}, as written, beside a demo without samples, and looks for the lines that
 * they show. What differs from run to run (times, generated ids, offsets) is taken for the same; a line {@code ...} stands for
 * any number of lines.
 */
class DocsCommandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PROMPT = "$ ";

    private static final Map<Pattern, String> DIFFERENT_EACH_TIME = Map.of(
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z?"), "TIME",
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "UUID",
            Pattern.compile("\\[\\d+\\]@\\d+"), "POSITION",
            Pattern.compile("--offset \\d+"), "--offset N",
            Pattern.compile("  \\{[^{}]*\\}$"), "");

    /** Where the demo is unless told otherwise, which is what pages say. */
    private static final Map<String, Pattern> ADDRESSES = Map.of(
            "localhost:8080", Pattern.compile("REST +http://(\\S+)/v1/orders"),
            "localhost:8025", Pattern.compile("mail page +http://(\\S+)"),
            "localhost:9092", Pattern.compile("bootstrap servers +(\\S+)"),
            "localhost:8081", Pattern.compile("schema registry +http://(\\S+)"),
            "localhost:8090", Pattern.compile("management +http://([^/]+)/"));

    /** A command, and what the page shows of its output. */
    private record Shown(String command, List<String> output) {}

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // by start()
    private static ServiceProcess demo;

    private static final Map<String, String> HERE = new TreeMap<>();

    @BeforeAll
    static void start() {
        demo = new ServiceProcess(
                "demo",
                folder,
                List.of(
                        "--orders",
                        "0",
                        "--port",
                        "0",
                        "--kafka-port",
                        "0",
                        "--registry-port",
                        "0",
                        "--mail-port",
                        "0",
                        "--management-port",
                        "0"));
        await().atMost(PATIENCE).until(() -> demo.output().contains("/health/ready, /metrics, /topology"));
        ADDRESSES.forEach((usual, where) -> {
            Matcher found = where.matcher(demo.output());
            assertThat(found.find()).as(usual).isTrue();
            HERE.put(usual, found.group(1));
        });
    }

    @AfterAll
    static void stop() {
        demo.terminate();
        demo.exitCode();
    }

    @TestFactory
    Stream<DynamicTest> whatAPageShowsIsWhatHappens() {
        return new Repository(Path.of(".."))
                .pages().stream()
                        .flatMap(page -> page.blocks().stream()
                                .filter(block -> block.mark().equals("run"))
                                .map(block -> DynamicTest.dynamicTest(
                                        page.file().getFileName() + ":" + block.line(), () -> run(block))));
    }

    private static void run(Block block) throws IOException, InterruptedException {
        for (Shown shown : commands(block)) {
            Path output = Files.createTempFile(folder, "command", ".txt");
            Process process = new ProcessBuilder("bash", "-c", here(shown.command()))
                    .directory(Path.of("..").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as(shown.command())
                    .isTrue();
            String told = Files.readString(output, UTF_8);
            List<String> missing = new ArrayList<>(same(shown.output()));
            same(told.lines().toList()).forEach(missing::remove);
            assertThat(missing).as("%s%n%s", shown.command(), told).isEmpty();
            if (shown.output().isEmpty()) { // else what it says is an answer, if only a no
                assertThat(process.exitValue())
                        .as("%s%n%s", shown.command(), told)
                        .isZero();
            }
        }
    }

    private static List<Shown> commands(Block block) {
        List<Shown> all = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        List<String> output = new ArrayList<>();
        for (String line : block.lines()) {
            boolean goesOn = command.toString().endsWith("\\");
            if (line.startsWith(PROMPT)) {
                if (!command.isEmpty()) {
                    all.add(new Shown(command.toString(), List.copyOf(output)));
                }
                command.setLength(0);
                output.clear();
                command.append(line.substring(PROMPT.length()));
            } else if (goesOn) {
                command.append('\n').append(line);
            } else if (!line.equals("...")) {
                output.add(line);
            }
        }
        all.add(new Shown(command.toString(), List.copyOf(output)));
        return all;
    }

    /** The command as it is here: ports are others, and the tools are built already. */
    private static String here(String command) {
        String words = command;
        for (Map.Entry<String, String> address : HERE.entrySet()) {
            words = words.replace(address.getKey(), address.getValue());
        }
        return """
                set -o pipefail
                export BOOTSTRAP_SERVERS=%s SCHEMA_REGISTRY=http://%s ORDERS_URL=http://%s
                bin/orderflow() { '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar tools/target/tools.jar "$@"; }
                %s
                """.formatted(
                        HERE.get("localhost:9092"),
                        HERE.get("localhost:8081"),
                        HERE.get("localhost:8080"),
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        words);
    }

    private static List<String> same(List<String> lines) {
        return lines.stream()
                .map(line -> {
                    String same = line.strip();
                    for (Map.Entry<Pattern, String> different : DIFFERENT_EACH_TIME.entrySet()) {
                        same = different.getKey().matcher(same).replaceAll(different.getValue());
                    }
                    return same;
                })
                .toList();
    }
}
