/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.personal;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.show.DeadLetter;
import io.orderflow.client.show.RecordReader;
import io.orderflow.client.show.RecordView;
import io.orderflow.client.show.RecordView.Content;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Payment;
import io.orderflow.events.PlaceOrder;
import io.orderflow.events.Shipment;
import io.orderflow.events.Subject;
import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.FactKeys;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * All that the topics of the catalogue hold of one customer, found by reading them from their beginning: by the customer's number,
 * by the ids of their orders, and in what cannot be read by their mail addresses. Names are not looked for: whoever calls themselves
 * by a product would find everybody's orders.
 */
public final class CustomerData {

    private static final Set<String> LETTERS = names(topic -> topic.valueType() == byte[].class);
    private static final Set<String> ERASABLE = names(Topic::mayHoldPersonalData);

    /** Their keys are ids of orders, or begin with one. */
    private static final Set<String> KEYED_BY_ORDER = names(topic ->
            Stream.of(Topics.ORDER_COMMANDS, Topics.ORDERS, Topics.ORDER_VALIDATIONS, Topics.SHIPMENTS, Topics.EMAILS)
                            .anyMatch(topic::equals)
                    || topic.valueType() == OrderEnriched.class);

    private final long id;
    private final RecordReader reader;
    private final Map<String, Order> orders = new TreeMap<>();
    private final Map<String, MailAddress> addresses = new TreeMap<>();
    private final List<RecordView> records = new ArrayList<>();
    private final Map<Place, Boolean> erasable = new LinkedHashMap<>();
    private final Map<String, Long> mentions = new TreeMap<>();

    /** All records of one key. */
    private record Place(String topic, int partition, ByteBuffer key) {}

    /**
     * Records of one key that hold something of the customer and can be erased.
     *
     * @param isHeld false if the key was deleted since, and the records wait for the cleaner
     */
    public record Erasable(String topic, int partition, ByteBuffer key, boolean isHeld) {}

    private CustomerData(long id, RecordReader reader) {
        this.id = id;
        this.reader = reader;
    }

    /** Reads what there is of customer {@code id}. */
    public static CustomerData read(Cluster cluster, long id) {
        CustomerData data = new CustomerData(id, new RecordReader(cluster.serdes()));
        List<Topic<?, ?>> first = List.of(Topics.CUSTOMERS, Topics.ORDERS);
        List<Topic<?, ?>> letters = topics(topic -> LETTERS.contains(topic.name()));
        List<Topic<?, ?>> others =
                topics(topic -> topic.mayBeAboutACustomer() && !first.contains(topic) && !letters.contains(topic));
        // Which orders and addresses are theirs must be known before what is found by these.
        Stream.of(List.<Topic<?, ?>>of(Topics.CUSTOMERS), List.<Topic<?, ?>>of(Topics.ORDERS), others, letters)
                .forEach(stage -> cluster.readAll(stage, data::read));
        return data;
    }

    private static List<Topic<?, ?>> topics(Predicate<Topic<?, ?>> which) {
        return Topics.all().stream().filter(which).toList();
    }

    private static Set<String> names(Predicate<Topic<?, ?>> which) {
        return topics(which).stream().<String>map(Topic::name).collect(toUnmodifiableSet());
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        RecordView view = reader.read(record);
        boolean isLetter = LETTERS.contains(record.topic()) && DeadLetter.isOne(view);
        if (view.content() instanceof Content.Tombstone && !isLetter) {
            erasable.computeIfPresent(placeOf(record), (place, held) -> false);
        } else if (isOf(view, record)) {
            remember(view);
            records.add(view);
            if (ERASABLE.contains(record.topic()) && record.key() != null) {
                erasable.put(placeOf(record), true);
            }
        }
        if (!ERASABLE.contains(record.topic()) && isMentioned(record)) {
            mentions.merge(record.topic(), 1L, Long::sum);
        }
    }

    private static Place placeOf(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key() == null ? new byte[0] : record.key();
        return new Place(record.topic(), record.partition(), ByteBuffer.wrap(key));
    }

    private void remember(RecordView view) {
        if (view.content() instanceof Content.Event event) {
            if (event.event() instanceof Order order) {
                orders.merge(order.getId(), order, (one, other) -> one.getVersion() > other.getVersion() ? one : other);
            } else if (event.event() instanceof Customer customer) {
                address(customer.getEmail());
            } else if (event.event() instanceof OrderEnriched enriched) {
                address(enriched.getCustomer().getEmail());
            } else if (event.event() instanceof EmailMessage mail) {
                address(mail.getToAddress());
            }
        }
    }

    private void address(String text) {
        MailAddress.of(text).ifPresent(address -> addresses.put(text, address));
    }

    private boolean isOf(RecordView view, ConsumerRecord<byte[], byte[]> record) {
        String source = LETTERS.contains(record.topic())
                ? view.header(DeadLetterHeaders.TOPIC).orElse("")
                : record.topic();
        String key = view.key().orElse("");
        if (source.equals(Topics.CUSTOMERS.name()) && key.equals(Long.toString(id))) {
            return true;
        }
        if (!source.equals(Topics.ORDERS.name())
                && KEYED_BY_ORDER.contains(source)
                && orders.containsKey(FactKeys.thing(key))) {
            return true;
        }
        return view.content() instanceof Content.Event event ? isOf(event.event()) : isMentioned(record);
    }

    private boolean isOf(SpecificRecord event) {
        if (event instanceof Order order) {
            return order.getCustomerId() == id;
        } else if (event instanceof OrderCommand command) {
            return command.getCommand() instanceof PlaceOrder place
                    ? place.getCustomerId() == id
                    : orders.containsKey(command.getOrderId());
        } else if (event instanceof OrderEnriched enriched) {
            return enriched.getCustomer().getId() == id;
        } else if (event instanceof Customer customer) {
            return customer.getId() == id;
        } else if (event instanceof Subject subject) {
            return Objects.equals(subject.getCustomerId(), id);
        }
        return orderOf(event).filter(orders::containsKey).isPresent();
    }

    private static Optional<String> orderOf(SpecificRecord event) {
        if (event instanceof EmailMessage mail) {
            return Optional.of(mail.getOrderId());
        } else if (event instanceof OrderValidation verdict) {
            return Optional.of(verdict.getOrderId());
        } else if (event instanceof Payment payment) {
            return Optional.of(payment.getOrderId());
        } else if (event instanceof Shipment shipment) {
            return Optional.of(shipment.getOrderId());
        }
        return Optional.empty();
    }

    private boolean isMentioned(ConsumerRecord<byte[], byte[]> record) {
        return addresses.values().stream()
                .anyMatch(address -> isIn(address, record.key())
                        || isIn(address, record.value())
                        || Stream.of(record.headers().toArray())
                                .map(Header::value)
                                .anyMatch(value -> isIn(address, value)));
    }

    @SuppressWarnings("NullAway") // parts of a record may be missing
    private static boolean isIn(MailAddress address, byte[] part) {
        return part != null && address.isIn(part);
    }

    /** The customer's number. */
    public long id() {
        return id;
    }

    /** All that was found, topic by topic, in the order of the log. */
    public List<RecordView> records() {
        return List.copyOf(records);
    }

    /** How many orders there are in each state. */
    public Map<OrderState, Long> orders() {
        Map<OrderState, Long> counts = new TreeMap<>();
        orders.values().forEach(order -> counts.merge(order.getState(), 1L, Long::sum));
        return counts;
    }

    /** The ids of those that are {@code state}. */
    public List<String> orders(OrderState state) {
        return orders.values().stream()
                .filter(order -> order.getState() == state)
                .map(Order::getId)
                .toList();
    }

    /** What of it can be erased by key. */
    public List<Erasable> erasable() {
        return erasable.entrySet().stream()
                .map(entry -> new Erasable(
                        entry.getKey().topic(),
                        entry.getKey().partition(),
                        entry.getKey().key(),
                        entry.getValue()))
                .toList();
    }

    /** Records that have one of the customer's mail addresses where none belongs and nothing can be erased by key, by topic. */
    public Map<String, Long> mentions() {
        return Map.copyOf(mentions);
    }
}
