/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Payment;
import io.orderflow.events.Product;
import io.orderflow.events.Shipment;
import io.orderflow.events.StockLevel;
import io.orderflow.events.Subject;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.Topic.Cleanup;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The catalogue of all topics, in the order an order meets them. Topics that are joined, or feed one sub-topology, need
 * equal partition counts; therefore all have the same, given in one place: {@link #create}.
 */
public final class Topics {

    /** Partitions of each topic unless told otherwise; the bound on how many instances of a service share the work. */
    public static final int DEFAULT_PARTITIONS = 4;

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    /** What clients ask for. Private to the orders service. */
    public static final Topic<String, OrderCommand> ORDER_COMMANDS =
            deleted("order-commands", String.class, "order id", OrderCommand.class, WEEK, "orders-service (REST)");

    /** Each order after each transition: the system's source of truth. */
    public static final Topic<String, Order> ORDERS =
            compacted("orders", String.class, "order id", Order.class, "orders-service (life cycle)");

    /** The verdicts; each check has one writer. */
    public static final Topic<String, OrderValidation> ORDER_VALIDATIONS = deleted(
            "order-validations",
            String.class,
            "order id",
            OrderValidation.class,
            WEEK,
            "the validators, one check each");

    /** Money received. */
    public static final Topic<String, Payment> PAYMENTS =
            deleted("payments", String.class, "payment id", Payment.class, WEEK, "payment system");

    /** Goods gone. */
    public static final Topic<String, Shipment> SHIPMENTS =
            deleted("shipments", String.class, "order id", Shipment.class, WEEK, "warehouse");

    /** Reference data: who orders. */
    public static final Topic<Long, Customer> CUSTOMERS =
            compacted("customers", Long.class, "customer id", Customer.class, "CRM");

    /** Reference data: what may be ordered, and its price. */
    public static final Topic<String, Product> PRODUCTS =
            compacted("products", String.class, "product", Product.class, "catalogue");

    /** Units received of each product, to date. */
    public static final Topic<String, WarehouseStock> WAREHOUSE_INVENTORY =
            compacted("warehouse-inventory", String.class, "product", WarehouseStock.class, "warehouse");

    /** How the ledger of each product stands, for whoever wants to look. */
    public static final Topic<String, StockLevel> STOCK =
            compacted("stock", String.class, "product", StockLevel.class, "inventory-service");

    /** Who asked for something, by the reference that the header {@code Orderflow-Subject} has. Private to the orders service. */
    public static final Topic<String, Subject> SUBJECTS =
            compacted("subjects", String.class, "a reference", Subject.class, "orders-service (REST)");

    /** Mails to be sent, each with a key of its own: see {@link FactKeys}. Private to the e-mail service. */
    public static final Topic<String, EmailMessage> EMAILS =
            erasable("emails", String.class, "order id/message id", EmailMessage.class, WEEK, "email-service");

    /** The levels a customer may have; each has a topic of validated orders. */
    public static final List<String> LEVELS = List.of("platinum", "gold", "silver", "bronze");

    /** The programs that have a dead-letter topic. */
    public static final List<String> SERVICES =
            List.of("orders-service", "inventory-service", "fraud-service", "order-details-service", "email-service");

    private Topics() {}

    /** Validated orders of customers of one level, with the customer. */
    public static Topic<String, OrderEnriched> ordersOf(String level) {
        return erasable(
                "orders-" + level.toLowerCase(Locale.ROOT),
                String.class,
                "order id",
                OrderEnriched.class,
                WEEK,
                "email-service");
    }

    /**
     * What {@code service} could not read or process: values as they were found, with the reason and the record's own key in the
     * headers, and a key of its own ({@link FactKeys}).
     */
    public static Topic<byte[], byte[]> deadLettersOf(String service) {
        return erasable(service + "-dlq", byte[].class, "order id/where found", byte[].class, MONTH, service);
    }

    /** The whole catalogue. */
    public static List<Topic<?, ?>> all() {
        return Stream.<Stream<? extends Topic<?, ?>>>of(
                        Stream.of(
                                ORDER_COMMANDS,
                                ORDERS,
                                ORDER_VALIDATIONS,
                                PAYMENTS,
                                SHIPMENTS,
                                CUSTOMERS,
                                PRODUCTS,
                                WAREHOUSE_INVENTORY,
                                STOCK,
                                SUBJECTS,
                                EMAILS),
                        LEVELS.stream().map(Topics::ordersOf),
                        SERVICES.stream().map(Topics::deadLettersOf))
                .<Topic<?, ?>>flatMap(topics -> topics)
                .toList();
    }

    /** The catalogue as requests to a broker: the one place where partitions and replication are decided. */
    public static List<NewTopic> create(int partitions, short replicationFactor) {
        return create(partitions, replicationFactor, Keeping.USUAL);
    }

    /** The same, where records are kept for other times. */
    public static List<NewTopic> create(int partitions, short replicationFactor, Keeping keeping) {
        return all().stream()
                .map(topic -> topic.newTopic(partitions, replicationFactor, keeping))
                .toList();
    }

    private static <K, V> Topic<K, V> compacted(
            String name, Class<K> keyType, String keyedBy, Class<V> valueType, String writer) {
        return new Topic<>(name, keyType, keyedBy, valueType, Cleanup.COMPACT, Duration.ZERO, writer);
    }

    private static <K, V> Topic<K, V> deleted(
            String name, Class<K> keyType, String keyedBy, Class<V> valueType, Duration retention, String writer) {
        return new Topic<>(name, keyType, keyedBy, valueType, Cleanup.DELETE, retention, writer);
    }

    private static <K, V> Topic<K, V> erasable(
            String name, Class<K> keyType, String keyedBy, Class<V> valueType, Duration retention, String writer) {
        return new Topic<>(name, keyType, keyedBy, valueType, Cleanup.COMPACT_DELETE, retention, writer);
    }
}
