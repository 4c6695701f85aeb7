/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.MountableFile;

/** The Docker engine of this machine, where it has one. */
final class ContainerEngine {

    private static final String KAFKA = "apache/kafka:4.3.1";
    private static final String REGISTRY = "apicurio/apicurio-registry:3.3.3";
    private static final int KAFKA_PORT = 9092;
    private static final int REGISTRY_PORT = 8080;
    private static final int REGISTRY_HEALTH_PORT = 9000;

    /** As in the image of docker-compose: comes back after a crash without losing what was in the air. */
    private static final String START_SCRIPT = "/start";

    /** What Testcontainers runs once it knows the ports, with our script in the place of the image's. */
    private static final String START_COMMAND = """
            until [ -s /tmp/testcontainers_start.sh ]; do sleep 0.1; done
            exec bash -c "$(sed 's#/etc/kafka/docker/run#/start#' /tmp/testcontainers_start.sh)"
            """;

    /** Longer than any container takes to start on a busy machine. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final long PULL_MINUTES = 5;

    private ContainerEngine() {}

    /** Skips {@code test}, and says so in one line, unless the containers it needs can be had. */
    static void assumeFor(Class<?> test, List<String> images) {
        missing(images).ifPresent(what -> {
            // The build's report of a skipped test keeps its reason to itself.
            System.out.println("[WARNING] " + test.getSimpleName() + " SKIPPED: " + what);
            Assumptions.abort(what);
        });
    }

    static List<String> broker() {
        return List.of(KAFKA);
    }

    static List<String> brokerAndRegistry() {
        return List.of(KAFKA, REGISTRY);
    }

    private static Optional<String> missing(List<String> images) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("no Docker engine answers");
        }
        try {
            client();
        } catch (ContainerFetchException e) {
            return Optional.of(e.getMessage() + "; TESTCONTAINERS_RYUK_DISABLED=true does without");
        }
        return images.stream()
                .filter(image -> !isThere(image) && !isPulled(image))
                .map(image -> "the image " + image + " cannot be had")
                .findFirst();
    }

    private static boolean isThere(String image) {
        try {
            client().inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static boolean isPulled(String image) {
        try {
            return client().pullImageCmd(image).start().awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES)
                    && isThere(image);
        } catch (DockerException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A broker that has {@code port} of this machine, also after it was killed and started again. Not started. */
    static KafkaContainer kafka(int port) {
        KafkaContainer kafka = new KafkaContainer(KAFKA);
        kafka.setPortBindings(List.of(port + ":" + KAFKA_PORT));
        kafka.withCopyFileToContainer(MountableFile.forHostPath("../docker/kafka/start", 0755), START_SCRIPT);
        kafka.setCommand("bash", "-c", START_COMMAND);
        return kafka.withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "8")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "8")
                // A transaction that a crash left open holds its readers until it is noticed.
                .withEnv("KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000")
                .withStartupTimeout(START);
    }

    /** Apicurio Registry, in memory. Not started. */
    static GenericContainer<?> registry() {
        return new GenericContainer<>(REGISTRY)
                .withExposedPorts(REGISTRY_PORT, REGISTRY_HEALTH_PORT)
                .waitingFor(Wait.forHttp("/health/ready")
                        .forPort(REGISTRY_HEALTH_PORT)
                        .withStartupTimeout(START));
    }

    static String addressOf(GenericContainer<?> registry) {
        return "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT);
    }

    /** Ends {@code container} as a crash does: at once, with its disk as it is. */
    static void kill(GenericContainer<?> container) {
        client().killContainerCmd(container.getContainerId()).exec();
    }

    /** Starts what {@link #kill} ended. */
    static void startAgain(GenericContainer<?> container) {
        client().startContainerCmd(container.getContainerId()).exec();
    }

    private static DockerClient client() {
        return DockerClientFactory.instance().client();
    }
}
