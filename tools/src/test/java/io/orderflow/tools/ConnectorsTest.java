/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.tools.FakeOrdersService.Asked;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorsTest {

    private static final String RUNS = """
            {"name":"shop","type":"source","connector":{"state":"RUNNING","worker_id":"w:8083"},
             "tasks":[{"id":0,"state":"RUNNING","worker_id":"w:8083"}]}""";
    private static final String FAILED = """
            {"name":"shop","type":"source","connector":{"state":"RUNNING","worker_id":"w:8083"},
             "tasks":[{"id":0,"state":"FAILED","worker_id":"w:8083",
              "trace":"org.apache.kafka.connect.errors.ConnectException: stopped\\n\\tat A.b(C.java:1)\\nCaused by: java.io.IOException: slot shop is gone\\n\\tat D"}]}""";

    private final FakeOrdersService connect = new FakeOrdersService();
    private final Shell shell = new Shell(new FakeKafka());

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void connectFindsNothingWrong() {
        connect.answers("PUT /connector-plugins/x.Source/config/validate", 200, "{\"error_count\":0,\"configs\":[]}")
                .answers("PUT /connectors/shop/config", 201, "{}");
    }

    @AfterEach
    void close() {
        connect.close();
    }

    @Test
    void aConnectorThatIsNotThereIsMade() throws IOException {
        connect.answers("GET /connectors/shop/config", 404, "{}").answers("GET /connectors/shop/status", 200, RUNS);

        Ended ended = apply("\"poll\":\"50\"");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out().lines()).containsExactly("shop: made", "shop: RUNNING");
        assertThat(connect.asked())
                .contains(new Asked(
                        "PUT /connectors/shop/config",
                        "{\"connector.class\":\"x.Source\",\"name\":\"shop\",\"poll\":\"50\"}"));
    }

    @Test
    void doingItAgainWritesNothing() throws IOException {
        connect.answers(
                        "GET /connectors/shop/config",
                        200,
                        "{\"name\":\"shop\",\"connector.class\":\"x.Source\",\"poll\":\"50\"}")
                .answers("GET /connectors/shop/status", 200, RUNS);

        assertThat(apply("\"poll\":\"50\"").out().lines()).containsExactly("shop: as it was", "shop: RUNNING");

        assertThat(connect.asked()).noneMatch(asked -> asked.request().equals("PUT /connectors/shop/config"));
    }

    @Test
    void aChangeIsToldByNameAloneForItMayBeSecret() throws IOException {
        connect.answers(
                        "GET /connectors/shop/config",
                        200,
                        "{\"name\":\"shop\",\"connector.class\":\"x.Source\",\"db.password\":\"abc\",\"poll\":\"50\"}")
                .answers("GET /connectors/shop/status", 200, RUNS);

        Ended ended = apply("\"poll\":\"70\"");

        assertThat(ended.out().lines()).containsExactly("shop: changed: db.password, poll", "shop: RUNNING");
    }

    @Test
    void whatHasFailedIsStartedAgain() throws IOException {
        connect.answers("GET /connectors/shop/config", 404, "{}")
                .answers("GET /connectors/shop/status", 200, FAILED)
                .answers("GET /connectors/shop/status", 200, RUNS)
                .answers("POST /connectors/shop/restart", 202, "{}");

        assertThat(apply("\"poll\":\"50\"").out()).contains("had failed, started again", "shop: RUNNING");
    }

    @Test
    void whatConnectFindsWrongIsToldWithoutASecretAndNothingIsDone() throws IOException {
        FakeOrdersService strict = connect.answers("PUT /connector-plugins/x.Strict/config/validate", 200, """
                {"error_count":2,"configs":[
                 {"value":{"name":"db.host","errors":["Unable to connect: no host nowhere"]}},
                 {"value":{"name":"db.password","errors":["Invalid value hunter2 for db.password"]}}]}""");
        Path file = Files.writeString(
                folder.resolve("strict.json"),
                "{\"name\":\"strict\",\"config\":{\"connector.class\":\"x.Strict\",\"db.password\":\"${env:X}\"}}");

        Ended ended = shell.run("connectors", "apply", file.toString(), "--connect", strict.url());

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err())
                .contains("strict: db.host: Unable to connect: no host nowhere", "strict: db.password: is wrong")
                .doesNotContain("hunter2");
        assertThat(strict.asked()).hasSize(1);
    }

    @Test
    void aFileWithASecretIsRefused() throws IOException {
        Ended ended = apply("\"db.password\":\"hunter2\"");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err())
                .contains("db.password: a secret is not for a file like this: name it as ${env:NAME}")
                .doesNotContain("hunter2");
        assertThat(connect.asked()).isEmpty();
    }

    @Test
    void aFileThatIsNoConnectorIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "{\"name\":\"x\",\"config\":{\"a\":1}}");

        assertThat(shell.run("connectors", "apply", file.toString()).err()).contains(file + ": a: must be a text");
        assertThat(shell.run("connectors", "apply", folder.resolve("none.json").toString())
                        .err())
                .contains("there is no file");
    }

    @Test
    void statusSaysWhyATaskHasFailed() {
        connect.answers("GET /connectors", 200, "{\"shop\":{\"status\":" + FAILED + "}}");

        Ended ended = shell.run("connectors", "status", "--connect", connect.url());

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.out().lines())
                .containsExactly(
                        "shop (source): RUNNING",
                        "  task 0 on w:8083: FAILED: org.apache.kafka.connect.errors.ConnectException: stopped:"
                                + " java.io.IOException: slot shop is gone");
    }

    @Test
    void aConnectThatIsAwayIsOneLine() {
        connect.close();

        Ended ended = shell.run("connectors", "status", "--connect", connect.url());

        assertThat(ended.code()).isEqualTo(ExitCode.AWAY);
        assertThat(ended.err().lines()).hasSize(1).allMatch(line -> line.contains("no Kafka Connect at"));
    }

    private Ended apply(String config) throws IOException {
        Path file = Files.writeString(
                folder.resolve("shop.json"),
                "{\"name\":\"shop\",\"config\":{\"connector.class\":\"x.Source\"," + config + "}}");
        return shell.run("connectors", "apply", file.toString(), "--connect", connect.url(), "--timeout", "30s");
    }
}
