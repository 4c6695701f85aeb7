/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import io.orderflow.common.StartException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** Where a broker keeps its data: formatted once, and refused if it is another cluster's. */
final class BrokerFolder implements AutoCloseable {

    private static final String CLUSTER_ID = "orderflow-embedded";
    private static final String META_PROPERTIES = "meta.properties";
    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

    private final Path path;
    private final boolean temporary;

    private BrokerFolder(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    static BrokerFolder temporary() {
        try {
            return new BrokerFolder(Files.createTempDirectory("orderflow-kafka-"), true);
        } catch (IOException e) {
            throw new StartException(
                    "cannot make a folder for Kafka's data under " + System.getProperty("java.io.tmpdir") + ": "
                            + e.getMessage(),
                    e);
        }
    }

    static BrokerFolder at(Path path) {
        return new BrokerFolder(path.toAbsolutePath(), false);
    }

    Path path() {
        return path;
    }

    /** Was a broker killed that had its data here? */
    boolean isLeftByACrash() {
        return Files.exists(path.resolve(META_PROPERTIES)) && !Files.exists(path.resolve(CLEAN_SHUTDOWN));
    }

    /** Makes the folder one that a broker can start on, unless it is already. */
    void format(int nodeId) {
        try {
            Files.createDirectories(path);
            if (Files.exists(path.resolve(META_PROPERTIES))) {
                requireOurs();
            } else {
                requireEmpty();
                formatter(nodeId).run();
            }
            requireWritable();
        } catch (StartException e) {
            throw e;
        } catch (Exception e) { // Formatter.run declares it
            throw cannotBeUsed(e);
        }
    }

    private Formatter formatter(int nodeId) {
        return new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setNodeId(nodeId)
                .setClusterId(CLUSTER_ID)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(path.toString())
                .addDirectory(path.toString());
    }

    private void requireOurs() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path.resolve(META_PROPERTIES))) {
            properties.load(reader);
        }
        String cluster = properties.getProperty("cluster.id", "(none)");
        if (!cluster.equals(CLUSTER_ID)) {
            throw new StartException(
                    "%s holds the data of another Kafka cluster (%s); choose another folder".formatted(path, cluster));
        }
    }

    private void requireEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent()) {
                throw new StartException(
                        "%s is not empty and holds no Kafka data; choose another folder".formatted(path));
            }
        }
    }

    private void requireWritable() throws IOException {
        Files.delete(Files.createTempFile(path, "writable", null));
    }

    /** What to tell the person who named this folder. */
    StartException cannotBeUsed(Exception e) {
        return new StartException("Kafka cannot start with its data in %s: %s".formatted(path, reason(e)), e);
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        return root instanceof IOException ? root.getClass().getSimpleName() + " " + message : message;
    }

    @Override
    public void close() {
        if (temporary) {
            Folders.delete(path);
        }
    }
}
