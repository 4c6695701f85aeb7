/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.orderflow.common.StartException;
import io.orderflow.common.config.CommonSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an application keeps on disk of whole topics, such as all customers. Files of RocksDB keep what was deleted until they
 * happen to be merged, and who was away for longer than a deletion can be read never hears of it. So what is too old is dropped at a
 * start, and read anew.
 */
final class GlobalState {

    private static final Logger LOG = LoggerFactory.getLogger(GlobalState.class);

    /** As Streams names them. */
    private static final String FOLDER = "global";

    private static final String LOCK = ".lock";

    /** Says since when the folder holds what it holds. */
    private static final String SINCE = "orderflow-global-since";

    private final Path application;
    private final Duration maxAge;
    private final InstantSource clock;

    /** @param application the folder of the application within the state folder */
    GlobalState(Path application, Duration maxAge, InstantSource clock) {
        this.application = application;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Drops it if it is too old, or says not how old it is; to be called before Streams is started. */
    void dropIfOld() {
        try {
            Files.createDirectories(application);
            try (FileChannel channel = FileChannel.open(
                            application.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    return; // another process runs on it, which Streams will say
                }
                Instant now = clock.instant();
                if (since().filter(since -> isYoung(since, now)).isEmpty()) {
                    drop();
                    Files.writeString(application.resolve(SINCE), now.toString());
                }
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is in use", application, e);
        } catch (IOException e) {
            throw new StartException(
                    "%s: what is older than %s=%s cannot be removed (%s)"
                            .formatted(application, CommonSettings.REFERENCE_MAX_AGE, maxAge, e),
                    e);
        }
    }

    private boolean isYoung(Instant since, Instant now) {
        return !since.isAfter(now) && Duration.between(since, now).compareTo(maxAge) < 0;
    }

    private Optional<Instant> since() throws IOException {
        Path file = application.resolve(SINCE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(Files.readString(file).strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void drop() throws IOException {
        Path folder = application.resolve(FOLDER);
        if (!Files.exists(folder)) {
            return;
        }
        LOG.info(
                "{} is dropped and read anew: it is older than {}={}",
                folder,
                CommonSettings.REFERENCE_MAX_AGE,
                maxAge);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
