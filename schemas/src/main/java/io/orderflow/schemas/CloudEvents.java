/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Payment;
import io.orderflow.events.Shipment;
import io.orderflow.events.StockLevel;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;

/**
 * What an event is, said in its headers for programs that read no Avro: the attributes of CloudEvents 1.0 in the binary mode of its
 * Kafka protocol binding. The value is the same with and without them.
 *
 * <p>A record that says again what one before it has said has the same {@value #ID}, so that a reader can pass over it: a version of
 * an order, a check's verdict on it, a request, a payment, a shipment, a mail. The newest state of a customer, a product, a stock or a
 * subject has no such name; each record of those has an id of its own.
 */
public final class CloudEvents {

    /** Version of the specification. */
    public static final String SPEC_VERSION = "ce_specversion";

    /** Together with {@link #SOURCE}, the name of what happened. */
    public static final String ID = "ce_id";

    /** The full name of the value's schema. */
    public static final String TYPE = "ce_type";

    /** {@code /orderflow/TOPIC}: a topic has one writer, and a copy of it on another cluster is the same. */
    public static final String SOURCE = "ce_source";

    /** When it happened, by RFC 3339, in UTC; not there where the value does not say it. */
    public static final String TIME = "ce_time";

    /** The attribute {@code datacontenttype}, for which the binding has Kafka's usual name. */
    public static final String CONTENT_TYPE = "content-type";

    /** What {@link #CONTENT_TYPE} says: Avro, here behind the five bytes that name its schema. */
    public static final String AVRO = "application/avro";

    private static final Set<String> NAMES = Set.of(SPEC_VERSION, ID, TYPE, SOURCE, TIME, CONTENT_TYPE);

    private record Kind<E>(Class<E> type, Function<E, String> id, Function<E, Instant> time) {

        void put(Headers headers, SpecificRecord event) {
            if (type.isInstance(event)) {
                CloudEvents.put(headers, ID, id.apply(type.cast(event)));
                CloudEvents.put(headers, TIME, time.apply(type.cast(event)).toString());
            }
        }
    }

    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>(OrderCommand.class, OrderCommand::getRequestId, OrderCommand::getRequestedAt),
            new Kind<>(Order.class, CloudEvents::version, Order::getUpdatedAt),
            new Kind<>(
                    OrderValidation.class,
                    verdict -> verdict.getOrderId() + "/" + verdict.getCheck(),
                    OrderValidation::getCheckedAt),
            new Kind<>(Payment.class, Payment::getId, Payment::getPaidAt),
            new Kind<>(Shipment.class, Shipment::getOrderId, Shipment::getShippedAt),
            new Kind<>(StockLevel.class, level -> another(), StockLevel::getAsOf),
            new Kind<>(EmailMessage.class, EmailMessage::getMessageId, EmailMessage::getCreatedAt),
            new Kind<>(
                    OrderEnriched.class,
                    enriched -> version(enriched.getOrder()),
                    enriched -> enriched.getOrder().getUpdatedAt()));

    private CloudEvents() {}

    /** Puts the attributes of {@code event} into the headers of a record of {@code topic}, instead of those that are there. */
    public static void put(Headers headers, String topic, SpecificRecord event) {
        remove(headers);
        put(headers, SPEC_VERSION, "1.0");
        put(headers, TYPE, event.getSchema().getFullName());
        put(headers, SOURCE, "/orderflow/" + topic);
        KINDS.forEach(kind -> kind.put(headers, event));
        if (headers.lastHeader(ID) == null) {
            put(headers, ID, another());
        }
        put(headers, CONTENT_TYPE, AVRO);
    }

    /** Takes them out: what a record was made from is another event. */
    public static void remove(Headers headers) {
        NAMES.forEach(headers::remove);
    }

    /** Whether a header of that name is one of them. */
    public static boolean isAttribute(String header) {
        return NAMES.contains(header);
    }

    private static void put(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(UTF_8));
    }

    private static String version(Order order) {
        return order.getId() + "/" + order.getVersion();
    }

    private static String another() {
        return UUID.randomUUID().toString();
    }
}
