/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.rights;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * The programs and their rights. A service that reads or writes another topic, or keeps another store, needs another right: here is
 * the one place for it.
 */
public final class Programs {

    private static final Program ORDERS_SERVICE = program(
            "orders-service",
            group("orders-service"),
            transactions("orders-service-"),
            reads(Topics.ORDER_COMMANDS, Topics.ORDERS, Topics.ORDER_VALIDATIONS, Topics.SHIPMENTS, Topics.SUBJECTS),
            writes(Topics.ORDER_COMMANDS, Topics.ORDERS, Topics.SUBJECTS, Topics.deadLettersOf("orders-service")),
            changelogs("orders-service", "order", "verdicts"),
            group("orders-service-reads"),
            changelogs("orders-service-reads", "history", "orders-index"),
            // Of before the reads were an application of their own: copied, once.
            reads("orders-service-history-changelog"),
            // For its page: what there is to be ordered, by whom, and how far which group has read.
            reads(Topics.PRODUCTS, Topics.CUSTOMERS, Topics.STOCK),
            Stream.of(Right.on(GROUP, ResourcePattern.WILDCARD_RESOURCE, DESCRIBE)),
            sees(
                    Topics.PAYMENTS.name(),
                    Topics.EMAILS.name(),
                    Topics.WAREHOUSE_INVENTORY.name(),
                    "inventory-service-moves-by-product-repartition",
                    "inventory-service-line-verdicts-by-order-repartition",
                    "fraud-service-orders-by-customer-repartition",
                    "email-service-payments-by-order-repartition"),
            Topics.SERVICES.stream()
                    .filter(service -> !service.equals("orders-service"))
                    .flatMap(service -> sees(Topics.deadLettersOf(service).name())));

    private static final Program INVENTORY_SERVICE = program(
            "inventory-service",
            group("inventory-service"),
            transactions("inventory-service-"),
            reads(Topics.ORDERS, Topics.WAREHOUSE_INVENTORY),
            writes(Topics.ORDER_VALIDATIONS, Topics.STOCK, Topics.deadLettersOf("inventory-service")),
            changelogs("inventory-service", "reservations", "settled-reservations", "stock", "gatherings"),
            repartitions("inventory-service", "moves-by-product", "line-verdicts-by-order"));

    private static final Program FRAUD_SERVICE = program(
            "fraud-service",
            group("fraud-service"),
            reads(Topics.ORDERS),
            writes(Topics.ORDER_VALIDATIONS, Topics.deadLettersOf("fraud-service")),
            changelogs("fraud-service", "recent-orders"),
            repartitions("fraud-service", "orders-by-customer"));

    private static final Program ORDER_DETAILS_SERVICE = program(
            "order-details-service",
            group("order-details-service"),
            reads(Topics.ORDERS, Topics.CUSTOMERS, Topics.PRODUCTS),
            writes(Topics.ORDER_VALIDATIONS, Topics.deadLettersOf("order-details-service")),
            changelogs("order-details-service", "verdicts", "waiting-orders"));

    private static final Program EMAIL_SERVICE = program(
            "email-service",
            group("email-service"),
            transactions("email-service-"),
            reads(Topics.ORDERS, Topics.PAYMENTS, Topics.CUSTOMERS),
            writes(Topics.EMAILS, Topics.deadLettersOf("email-service")),
            writes(Topics.LEVELS.stream().map(Topics::ordersOf).toArray(Topic<?, ?>[]::new)),
            changelogs(
                    "email-service",
                    "known-orders",
                    "told-events",
                    "waiting-payments",
                    "waiting-news",
                    "mails-written"),
            repartitions("email-service", "payments-by-order"),
            group("email-service-sender"),
            reads(Topics.EMAILS));

    /** The command line: makes topics, looks into all of them, and writes what outside systems write. */
    public static final Program TOOLS = program(
            "tools",
            Topics.all().stream()
                    .flatMap(topic -> Stream.of(CREATE, READ, DESCRIBE_CONFIGS)
                            .map(operation -> Right.on(TOPIC, topic.name(), operation))),
            writes(Topics.CUSTOMERS, Topics.PRODUCTS, Topics.WAREHOUSE_INVENTORY, Topics.PAYMENTS, Topics.SHIPMENTS),
            Stream.of(Right.on(TRANSACTIONAL_ID, "orderflow-warehouse", WRITE)));

    /**
     * Apicurio Registry, where it keeps its schemas on these brokers (kafkasql, with {@code
     * apicurio.kafkasql.consumer.group-prefix=registry-}): no program of this project, and in docker-compose.yml a part of it.
     */
    public static final Program REGISTRY = program(
            "registry",
            Stream.of("kafkasql-journal", "kafkasql-snapshots", "registry-events")
                    .flatMap(topic -> Stream.of(CREATE, READ, WRITE, DESCRIBE_CONFIGS)
                            .map(operation -> Right.on(TOPIC, topic, operation))),
            Stream.of(Right.onAll(GROUP, "registry-", READ)));

    /** Those of this project. */
    public static final List<Program> ALL =
            List.of(ORDERS_SERVICE, INVENTORY_SERVICE, FRAUD_SERVICE, ORDER_DETAILS_SERVICE, EMAIL_SERVICE, TOOLS);

    private Programs() {}

    /**
     * A check of a shop's own, with plain Kafka clients: reads orders as the group {@code name}, and answers them, in transactions
     * whose ids begin with {@code name-} if it wants.
     */
    public static Program validator(String name) {
        return program(
                name, group(name), transactions(name + "-"), reads(Topics.ORDERS), writes(Topics.ORDER_VALIDATIONS));
    }

    @SafeVarargs
    private static Program program(String name, Stream<Right>... rights) {
        NavigableSet<Right> all = new TreeSet<>();
        for (Stream<Right> some : rights) {
            some.forEach(all::add);
        }
        return new Program(name, all);
    }

    private static Stream<Right> group(String name) {
        return Stream.of(Right.on(GROUP, name, READ));
    }

    /** Streams names each thread's transactions itself, and never twice alike: what they begin with is all that is known. */
    private static Stream<Right> transactions(String prefix) {
        return Stream.of(Right.onAll(TRANSACTIONAL_ID, prefix, WRITE));
    }

    private static Stream<Right> reads(Topic<?, ?>... topics) {
        return Arrays.stream(topics).map(topic -> Right.on(TOPIC, topic.name(), READ));
    }

    private static Stream<Right> reads(String topic) {
        return Stream.of(Right.on(TOPIC, topic, READ));
    }

    /** How much there is in them, and not what. */
    private static Stream<Right> sees(String... topics) {
        return Arrays.stream(topics).map(topic -> Right.on(TOPIC, topic, DESCRIBE));
    }

    private static Stream<Right> writes(Topic<?, ?>... topics) {
        return Arrays.stream(topics).map(topic -> Right.on(TOPIC, topic.name(), WRITE));
    }

    /** Topics that Streams makes for stores, writes, and reads when a store is made anew. */
    private static Stream<Right> changelogs(String application, String... stores) {
        return Arrays.stream(stores)
                .flatMap(store -> Stream.of(CREATE, READ, WRITE)
                        .map(operation -> Right.on(TOPIC, "%s-%s-changelog".formatted(application, store), operation)));
    }

    /** Topics that Streams makes for records on their way to another key, and whose records it deletes once they are there. */
    private static Stream<Right> repartitions(String application, String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(CREATE, READ, WRITE, DELETE)
                        .map(operation ->
                                Right.on(TOPIC, "%s-%s-repartition".formatted(application, name), operation)));
    }
}
