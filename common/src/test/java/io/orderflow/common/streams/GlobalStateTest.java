/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalStateTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    @SuppressWarnings("NullAway") // set by JUnit
    private Path application;

    private Path table;
    private Instant now = Instant.parse("2026-12-01T12:00:00Z");

    @BeforeEach
    void given() throws IOException {
        start(WEEK);
        keep();
    }

    private void keep() throws IOException {
        table = application
                .resolve("global")
                .resolve("rocksdb")
                .resolve("customers")
                .resolve("000008.sst");
        Files.createDirectories(table.getParent());
        Files.writeString(table, "Zoë");
    }

    private void start(Duration maxAge) {
        new GlobalState(application, maxAge, () -> now).dropIfOld();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void whatIsYoungStays() {
        pass(Duration.ofDays(6));

        start(WEEK);

        assertThat(table).exists();
    }

    @Test
    void whatIsOldIsDroppedAndItsSuccessorIsYoung() throws IOException {
        pass(WEEK);
        start(WEEK);
        assertThat(application.resolve("global")).doesNotExist();

        keep();
        pass(Duration.ofDays(6));
        start(WEEK);

        assertThat(table).exists();
    }

    @Test
    void tasksOfTheirOwnStay() throws IOException {
        Path task = Files.createDirectory(application.resolve("0_1"));
        pass(WEEK);

        start(WEEK);

        assertThat(task).exists();
    }

    @Test
    void withoutAnyAgeEachStartReadsAnew() {
        start(Duration.ZERO);

        assertThat(table).doesNotExist();
    }

    @Test
    void whatDoesNotSayHowOldItIsOrIsFromTheFutureIsDropped() throws IOException {
        pass(Duration.ofDays(-1));
        start(WEEK);
        assertThat(table).doesNotExist();

        keep();
        Files.writeString(application.resolve("orderflow-global-since"), "yesterday");
        start(WEEK);
        assertThat(table).doesNotExist();

        keep();
        Files.delete(application.resolve("orderflow-global-since"));
        start(WEEK);
        assertThat(table).doesNotExist();
    }

    @Test
    void whatAnotherRunsOnStays() throws IOException {
        pass(WEEK);
        try (FileChannel channel = FileChannel.open(application.resolve(".lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            start(WEEK);
        }

        assertThat(table).exists();
    }
}
