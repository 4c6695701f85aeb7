/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.WholeSystem.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.Payment;
import io.orderflow.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in examples/clients/python, beside the whole system; left out where there is no Python with what they need. */
class PythonClientsIT {

    private static final Path PROGRAMS = Path.of("..", "examples", "clients", "python");
    private static final String KAFKA_IMPORTS = "import confluent_kafka, avro.io";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // by start()
    private static WholeSystem system;

    private record Ended(int code, String output) {}

    @BeforeAll
    static void start() {
        system = new WholeSystem(folder);
        system.send(Topics.CUSTOMERS, 7L, Sample.customer(7));
        system.send(Topics.PRODUCTS, "kettle", Sample.product("kettle", "24.90"));
        system.send(Topics.WAREHOUSE_INVENTORY, "kettle", Sample.received("kettle", 100));
        system.startServices();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void anOrderIsPlacedAndItsDecisionToldByTheExitCode() {
        String python = pythonThatRuns("import urllib.request");

        Ended good = place(python, "python-good", "kettle:2@24.90");
        Ended again = place(python, "python-good", "kettle:2@24.90");
        Ended bad = place(python, "python-bad", "kettle:2@1");

        assertThat(good).isEqualTo(new Ended(0, "order python-good  VALIDATED\n"));
        assertThat(again).isEqualTo(good);
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.output())
                .isEqualTo(
                        "order python-bad  FAILED\n  refused by order-details: kettle: unit price 1.00 EUR asked, 24.90 EUR in the"
                                + " catalogue\n");
    }

    @Test
    void ordersAreFollowedOverHttp() {
        String python = pythonThatRuns("import urllib.request");
        place(python, "python-followed", "kettle:1@24.90");

        Ended followed =
                run(python, "follow_orders.py", "--url", system.ordersAddress(), "--from-beginning", "--max", "2");

        assertThat(followed.code()).isZero();
        assertThat(followed.output()).contains("CREATED v1, customer 7").hasLineCount(2);
    }

    @Test
    void verdictsAreFollowedOnTheirTopic() {
        String python = pythonThatRuns(KAFKA_IMPORTS);
        place(python, "python-verdicts", "kettle:1@1");

        Ended followed = onKafka(
                python, "follow_validations.py", "--order", "python-verdicts", "--from-beginning", "--max", "3");

        assertThat(followed.code()).isZero();
        assertThat(followed.output().lines())
                .containsExactlyInAnyOrder(
                        "python-verdicts  inventory  PASS",
                        "python-verdicts  fraud  PASS",
                        "python-verdicts  order-details  FAIL  kettle: unit price 1.00 EUR asked, 24.90 EUR in the catalogue");
    }

    @Test
    void aPaymentIsWrittenThatTheServicesCanRead() {
        String python = pythonThatRuns(KAFKA_IMPORTS);

        Ended paid = onKafka(python, "pay.py", "python-paid", "49.80");

        assertThat(paid.code()).isZero();
        assertThat(system.committed(Topics.PAYMENTS))
                .extracting(Payment::getOrderId, Payment::getAmount, Payment::getCurrency)
                .containsExactly(tuple("python-paid", Sample.money("49.80"), "EUR"));
    }

    private static Ended place(String python, String id, String line) {
        return run(
                python,
                "place_order.py",
                "--url",
                system.ordersAddress(),
                "--customer",
                "7",
                "--id",
                id,
                "--line",
                line);
    }

    private static Ended onKafka(String python, String program, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--bootstrap-servers",
                system.clientProperties().get("bootstrap.servers"),
                "--schema-registry",
                system.registryAddress()));
        all.addAll(List.of(arguments));
        return run(python, program, all.toArray(String[]::new));
    }

    private static Ended run(String python, String program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(python, "-B", PROGRAMS.resolve(program).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static Ended run(List<String> command) {
        try {
            Path output = Files.createTempFile(folder, "python", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " has not ended: " + Files.readString(output, UTF_8));
            }
            return new Ended(process.exitValue(), Files.readString(output, UTF_8));
        } catch (IOException e) {
            return new Ended(-1, e.toString()); // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The first Python that can do {@code imports}; Debian's has its own libraries, beside which another may be installed. */
    private static String pythonThatRuns(String imports) {
        Optional<String> python = Stream.of("python3", "/usr/bin/python3")
                .filter(one -> run(List.of(one, "-c", imports)).code() == 0)
                .findFirst();
        if (python.isEmpty()) {
            System.out.println("PythonClientsIT: left out, for no python3 here can do '" + imports + "'");
        }
        assumeTrue(python.isPresent(), imports);
        return python.get();
    }
}
