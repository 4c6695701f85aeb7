/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.EmbeddedMail;
import io.orderflow.embedded.EmbeddedRegistry;
import io.orderflow.embedded.Parallel;
import io.orderflow.embedded.Ports;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.AvroSerde;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** What the services need around them: broker, registry, mail server; and the topics. */
final class DemoEnvironment implements AutoCloseable {

    /** One partition is a task a service instead of four, and a demo has one instance of each. */
    private static final int PARTITIONS_HERE = 1;

    private static final short REPLICATION_HERE = 1;

    /** As the cluster's own default has it. */
    private static final short REPLICATION_ELSEWHERE = -1;

    /** Where mail catchers usually have their page. */
    private static final int MAIL_PAGE_PORT = 8025;

    private static final String CLUSTER_TIMEOUT_MS = "15000";

    private final EmbeddedRegistry registry;
    private final EmbeddedMail mail;
    private final CompletableFuture<Optional<EmbeddedKafka>> kafka;
    private final Optional<String> elsewhere;

    /** Opens registry and mail server, and begins to start the broker. */
    DemoEnvironment(DemoOptions options, Workspace workspace) {
        elsewhere = options.bootstrapServers();
        kafka = Parallel.begin(() -> elsewhere.isPresent()
                ? Optional.empty()
                : Optional.of(EmbeddedKafka.in(workspace.kafka(), options.listenAddress(), options.kafkaPort())));
        try {
            registry = EmbeddedRegistry.keptIn(workspace.schemas(), options.listenAddress(), options.registryPort());
            mail = mail(options);
        } catch (RuntimeException e) {
            closeKafka();
            throw e;
        }
    }

    private EmbeddedMail mail(DemoOptions options) {
        int page = options.mailPort() != 0 && Ports.isFree(MAIL_PAGE_PORT) ? MAIL_PAGE_PORT : 0;
        try {
            return new EmbeddedMail(options.listenAddress(), options.mailPort(), page);
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** Returns when the broker is there and has the topics. */
    void awaitTopics() {
        Optional<EmbeddedKafka> here = Parallel.await(kafka);
        if (here.isPresent()) {
            here.get().createTopics(Topics.create(PARTITIONS_HERE, REPLICATION_HERE));
        } else {
            Map<String, String> client = new HashMap<>();
            client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
            client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CLUSTER_TIMEOUT_MS);
            client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CLUSTER_TIMEOUT_MS);
            EmbeddedKafka.createTopics(client, Topics.create(Topics.DEFAULT_PARTITIONS, REPLICATION_ELSEWHERE));
        }
    }

    String bootstrapServers() {
        return elsewhere.orElseGet(
                () -> Parallel.await(kafka).map(EmbeddedKafka::bootstrapServers).orElseThrow());
    }

    /** The broker, if it is here. */
    Optional<EmbeddedKafka> kafka() {
        return Parallel.await(kafka);
    }

    EmbeddedRegistry registry() {
        return registry;
    }

    EmbeddedMail mail() {
        return mail;
    }

    /** What plain Kafka clients and serdes are configured with. */
    Map<String, String> clientProperties() {
        return Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AvroSerde.URL, registry.address().toString());
    }

    /** What all services are told. */
    Map<String, String> serviceSettings(DemoOptions options, Workspace workspace) {
        return Map.of(
                CommonSettings.BOOTSTRAP_SERVERS.name(),
                bootstrapServers(),
                CommonSettings.SCHEMA_REGISTRY.name(),
                registry.address().toString(),
                CommonSettings.STATE_DIR.name(),
                workspace.state().toString(),
                "host",
                options.listenAddress().host(),
                "bind.address",
                options.listenAddress().bindAddress(),
                "orders.auth.open", // as --host says
                "true",
                "port",
                Integer.toString(options.port()),
                "smtp.host",
                options.listenAddress().host(),
                "smtp.port",
                Integer.toString(mail.smtpPort()));
    }

    private void closeKafka() {
        kafka.handle((broker, failure) -> broker == null ? Optional.<EmbeddedKafka>empty() : broker)
                .join()
                .ifPresent(EmbeddedKafka::close);
    }

    @Override
    public void close() {
        mail.close();
        closeKafka();
        registry.close();
    }
}
