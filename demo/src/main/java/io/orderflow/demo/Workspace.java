/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.common.StartException;
import io.orderflow.embedded.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder where the demo keeps its data: the user's, or a temporary one that goes with the demo. */
final class Workspace implements AutoCloseable {

    /** Less than this and Kafka would soon stop. */
    private static final long LEAST_SPACE_MB = 200;

    private static final long MB = 1024 * 1024;

    private final Path folder;
    private final boolean temporary;
    private @Nullable FileChannel lock;

    private Workspace(Path folder, boolean temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /**
     * Opens it for this process alone.
     *
     * @throws StartException if the folder cannot be used
     */
    static Workspace open(Optional<Path> dataDir) {
        Path where = dataDir.map(Path::toAbsolutePath).orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        try {
            if (dataDir.isPresent()) {
                Files.createDirectories(where);
            }
            Workspace workspace = dataDir.isPresent()
                    ? new Workspace(where, false)
                    : new Workspace(Files.createTempDirectory("orderflow-demo-"), true);
            workspace.lock();
            return workspace;
        } catch (IOException e) {
            throw new StartException(
                    "cannot keep data in %s: %s; choose another folder with --data-dir".formatted(where, reason(e)), e);
        }
    }

    private void lock() throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new StartException(folder + " is in use by another demo; choose another --data-dir");
        }
        lock = channel;
        long space = Files.getFileStore(folder).getUsableSpace() / MB;
        if (space < LEAST_SPACE_MB) {
            close();
            throw new StartException(
                    "the disk of %s has %s MB left, the demo wants at least %s; choose another --data-dir"
                            .formatted(folder, space, LEAST_SPACE_MB));
        }
    }

    /** In words: Java's messages often are the path alone. */
    private static String reason(IOException e) {
        return switch (e.getClass().getSimpleName()) {
            case "FileAlreadyExistsException" -> "it is a file";
            case "NoSuchFileException" -> "it cannot be made";
            case "AccessDeniedException" -> "it may not be written";
            default -> String.valueOf(e.getMessage());
        };
    }

    boolean isTemporary() {
        return temporary;
    }

    Path folder() {
        return folder;
    }

    Path kafka() {
        return folder.resolve("kafka");
    }

    Path schemas() {
        return folder.resolve("schemas.json");
    }

    Path state() {
        return folder.resolve("state");
    }

    Path log() {
        return folder.resolve("demo.log");
    }

    /** Saves the log of a temporary workspace from being deleted; tells where it is. */
    Path keepLog() {
        if (!temporary) {
            return log();
        }
        Path kept = folder.resolveSibling(folder.getFileName() + ".log");
        try {
            Files.copy(log(), kept);
            return kept;
        } catch (IOException e) {
            return log();
        }
    }

    @Override
    public void close() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            // The process ends anyway, and the lock with it.
        }
        if (temporary) {
            Folders.delete(folder);
        }
    }
}
