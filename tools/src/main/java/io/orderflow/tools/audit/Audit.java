/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.orderflow.client.show.DeadLetter;
import io.orderflow.client.show.RecordView;
import io.orderflow.client.show.RecordView.Content;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.PlaceOrder;
import io.orderflow.events.WarehouseStock;
import io.orderflow.schemas.FactKeys;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.audit.Finding.Rule;
import io.orderflow.tools.audit.Report.Accepted;
import io.orderflow.tools.audit.Report.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads records, remembers what matters of each order, and judges. Topics may be read one after the other or mixed; within a
 * partition the order is the log's. A log of more orders than there is memory for is read in parts, each with all records of its
 * orders; the {@linkplain #conclude end of a part} is where its orders are forgotten.
 */
public final class Audit {

    /** Machines that are kept in time differ by less. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

    private static final String ORDERS = Topics.ORDERS.name();
    private static final Map<String, OrderState> MAILS = Stream.of(OrderState.values())
            .filter(state -> state != OrderState.CREATED && state != OrderState.UNKNOWN)
            .collect(toMap(Audit::mailOf, state -> state));
    private static final Map<String, String> SERVICE_OF = Topics.SERVICES.stream()
            .collect(toMap(service -> Topics.deadLettersOf(service).name(), service -> service));
    private static final Map<String, String> LEVEL_OF =
            Topics.LEVELS.stream().collect(toMap(level -> Topics.ordersOf(level).name(), level -> level));

    private static final Set<String> ERASABLE = Stream.of(
                    Stream.of(Topics.EMAILS.name()), LEVEL_OF.keySet().stream(), SERVICE_OF.keySet().stream())
            .flatMap(names -> names)
            .collect(toUnmodifiableSet());

    private final Optional<Set<String>> checks;
    private final Guarantee guarantee;
    private final Map<String, Story> stories = new HashMap<>();
    private final StockRule stock;
    private final Findings found = new Findings();
    private final Set<String> mailsOfPayments = new HashSet<>();
    private final Map<RecordedVerdict, RecordedVerdict> shared = new HashMap<>();
    private final Map<List<RecordedVerdict>, List<RecordedVerdict>> sharedVerdicts = new HashMap<>();
    private final Map<List<String>, List<String>> sharedChecks = new HashMap<>();
    private final Retention retention = new Retention();
    private final Map<String, Long> verdicts = new HashMap<>();
    private final Map<String, Long> mails = new HashMap<>();
    private final Map<String, Long> routed = new HashMap<>();
    private final Map<String, Long> deadLetters = new HashMap<>();
    private final Map<String, Long> unreadable = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private Optional<Outcome> concluded = Optional.empty();
    private long repeated;
    private long repeats;

    /** A version is missing between two records, of which {@code before} was there when it was read. */
    private record Gap(Place before, Finding fault) {}

    /** {@code checks} are those that every order must have been given, if that is to be judged. */
    public Audit(Optional<Set<String>> checks) {
        this(checks, CLOCKS_DIFFER);
    }

    /** For a log whose writers' clocks differ by up to {@code clocksDiffer}. */
    public Audit(Optional<Set<String>> checks, Duration clocksDiffer) {
        this(checks, clocksDiffer, Guarantee.EXACTLY_ONCE_V2);
    }

    /** For a log that was written with this {@code guarantee}. */
    public Audit(Optional<Set<String>> checks, Guarantee guarantee) {
        this(checks, CLOCKS_DIFFER, guarantee);
    }

    private Audit(Optional<Set<String>> checks, Duration clocksDiffer, Guarantee guarantee) {
        this.checks = checks.map(Set::copyOf);
        this.stock = new StockRule(clocksDiffer);
        this.guarantee = guarantee;
    }

    /** What it reads, in the order in which reading takes the least memory. */
    public static List<Topic<?, ?>> topics() {
        return Stream.<Stream<? extends Topic<?, ?>>>of(
                        Stream.of(Topics.ORDERS, Topics.WAREHOUSE_INVENTORY, Topics.ORDER_VALIDATIONS, Topics.EMAILS),
                        Topics.LEVELS.stream().map(Topics::ordersOf),
                        Topics.SERVICES.stream().map(Topics::deadLettersOf))
                .<Topic<?, ?>>flatMap(topics -> topics)
                .toList();
    }

    /** The same, and what clients were told: that an order is accepted, they are told once it is in {@code order-commands}. */
    public static List<Topic<?, ?>> topicsAndCommands() {
        return Stream.concat(topics().stream(), Stream.of(Topics.ORDER_COMMANDS))
                .toList();
    }

    /** The kind of mail that tells of {@code state}. */
    static String mailOf(OrderState state) {
        return "order-" + state.name().toLowerCase(Locale.ROOT);
    }

    /** A record of an order that belongs to another part. */
    public void passOver(String topic, int partition, long time) {
        retention.read(topic, partition, time);
    }

    public void read(RecordView record) {
        passOver(record.topic(), record.partition(), record.time().toEpochMilli());
        String service = SERVICE_OF.get(record.topic());
        if (record.content() instanceof Content.Tombstone && !(service != null && DeadLetter.isOne(record))) {
            record.key().ifPresent(key -> deleted(record.topic(), key));
            return;
        }
        if (service != null) {
            deadLetters.merge(service, 1L, Long::sum);
        }
        if (record.content() instanceof Content.Event event) {
            if (service != null) {
                buried(event);
            } else {
                read(record, event);
            }
        } else if (record.content() instanceof Content.Unreadable && service == null) {
            unreadable.merge(record.topic(), 1L, Long::sum);
        }
    }

    private void read(RecordView record, Content.Event content) {
        Place place = Place.of(record);
        if (content.event() instanceof Order order) {
            requireKey(record, order.getId(), Rule.LIFE_CYCLE);
            order(order, place);
        } else if (content.event() instanceof OrderValidation verdict) {
            requireKey(record, verdict.getOrderId(), Rule.VERDICT);
            verdict(verdict, place);
        } else if (content.event() instanceof WarehouseStock warehouse) {
            stock.received(
                    warehouse.getProduct(),
                    warehouse.getReceived(),
                    record.time().toEpochMilli());
        } else if (content.event() instanceof EmailMessage mail) {
            mail(mail, place);
        } else if (content.event() instanceof OrderEnriched enriched) {
            routed(enriched, place);
        } else if (content.event() instanceof OrderCommand command && command.getCommand() instanceof PlaceOrder) {
            story(command.getOrderId()).accepted(place);
        }
    }

    private void requireKey(RecordView record, String id, Rule rule) {
        if (!record.key().equals(Optional.of(id))) {
            found.add(
                    rule,
                    id,
                    Place.of(record),
                    "its key is %s".formatted(record.key().orElse("missing")));
        }
    }

    private Story story(String id) {
        return stories.computeIfAbsent(id, Story::new);
    }

    private void order(Order order, Place place) {
        Story story = story(order.getId());
        boolean isFirst = !story.isPlaced() || story.struckOff;
        if (!isFirst && mayRepeat() && story.isRepeat(order)) {
            repeats++;
            return;
        }
        (isFirst ? LifeCycleRule.ofFirst(order) : LifeCycleRule.ofNext(story, order))
                .forEach(what -> found.add(Rule.LIFE_CYCLE, order.getId(), place, what));
        if (!isFirst) {
            LifeCycleRule.gapBefore(story, order).ifPresent(what -> gap(story, place, what));
        }
        if (isFirst) {
            checks.filter(wanted -> !wanted.equals(Set.copyOf(order.getChecks())))
                    .ifPresent(wanted -> found.add(
                            Rule.DECISION,
                            order.getId(),
                            place,
                            "must pass %s, and not %s"
                                    .formatted(
                                            words(order.getChecks()),
                                            words(wanted.stream().sorted().toList()))));
            story.placed(order, sharedChecks.computeIfAbsent(order.getChecks(), List::copyOf), stock.units(order));
        }
        story.became(order, place);
    }

    /** Whose fault it is shows later: the cleaner takes older records of an order before it takes newer ones. */
    private void gap(Story story, Place place, String what) {
        gaps.add(new Gap(story.last(ORDERS), new Finding(Rule.LIFE_CYCLE, story.id, Optional.of(place), what)));
        story.cleaned = true;
    }

    private boolean mayRepeat() {
        return guarantee == Guarantee.AT_LEAST_ONCE;
    }

    /** Writing it again is a fault, or what the guarantee allows. */
    private void again(Rule rule, Story story, Place place, String what) {
        if (mayRepeat()) {
            repeats++;
        } else {
            found.add(rule, story.id, place, what);
        }
    }

    private static String words(List<String> checks) {
        return String.join(", ", checks);
    }

    /** What told of an order or its customer's level is deleted when the customer is forgotten. */
    private void deleted(String topic, String key) {
        if (topic.equals(ORDERS)) {
            story(key).struckOff = true;
        } else if (ERASABLE.contains(topic)) {
            story(FactKeys.thing(key)).erased = true;
        }
    }

    private void verdict(OrderValidation verdict, Place place) {
        verdicts.merge(verdict.getCheck(), 1L, Long::sum);
        Story story = story(verdict.getOrderId());
        if (!story.isPlaced()) {
            story.ahead = place;
        }
        if (story.heard(verdict.getCheck()).isPresent()) {
            repeated++;
            return;
        }
        RecordedVerdict heard = RecordedVerdict.of(verdict);
        story.hear(heard.passed() ? shared.computeIfAbsent(heard, one -> one) : heard);
        if (story.allPassed()) { // as most do: then they share the list, too
            story.heard = sharedVerdicts.computeIfAbsent(story.heard, list -> list);
        }
        if (heard.passed() && heard.check().equals(StockRule.CHECK)) {
            story.stockPassedAt = verdict.getCheckedAt().toEpochMilli();
        }
    }

    private void mail(EmailMessage mail, Place place) {
        mails.merge(mail.getKind(), 1L, Long::sum);
        Story story = story(mail.getOrderId());
        OrderState about = MAILS.get(mail.getKind());
        if (about == null) {
            mark(story, OrderState.CREATED, place);
            if (!mailsOfPayments.add(mail.getMessageId())) {
                again(Rule.MAIL, story, place, "mail %s is written again".formatted(mail.getMessageId()));
            }
        } else {
            mark(story, about, place);
            if (!story.mail(about)) {
                again(Rule.MAIL, story, place, "its mail %s is written again".formatted(mail.getKind()));
            }
        }
    }

    private void routed(OrderEnriched enriched, Place place) {
        routed.merge(place.topic(), 1L, Long::sum);
        Order order = enriched.getOrder();
        Story story = story(order.getId());
        mark(story, OrderState.VALIDATED, place);
        if (!story.route()) {
            again(Rule.LEVEL, story, place, "it is on the topic of a level again");
        }
        if (order.getState() != OrderState.VALIDATED) {
            found.add(Rule.LEVEL, story.id, place, "it is %s there".formatted(order.getState()));
        }
        String level = enriched.getCustomer().getLevel().strip().toLowerCase(Locale.ROOT);
        String wanted = Topics.LEVELS.contains(level) ? level : "bronze";
        if (!wanted.equals(LEVEL_OF.get(place.topic()))) {
            found.add(Rule.LEVEL, story.id, place, "its customer's level is %s".formatted(wanted));
        }
    }

    private static void mark(Story story, OrderState state, Place place) {
        if (!story.has(state)) {
            story.ahead = place;
        }
    }

    /** A person must look: then nobody need be told. */
    private void buried(Content.Event content) {
        if (content.event() instanceof Order order) {
            story(order.getId()).bury(order.getState());
        } else if (content.event() instanceof OrderCommand command && command.getCommand() instanceof PlaceOrder) {
            story(command.getOrderId()).putAside = true;
        }
    }

    /** How many orders it remembers. */
    public int remembered() {
        return stories.size();
    }

    /**
     * The records after which a version is missing. If one of them is gone by now, the cleaner has taken both: then
     * {@link LogCoverage#cleaned()} must name it.
     */
    public List<Place> beforeGaps() {
        return gaps.stream().map(Gap::before).toList();
    }

    /**
     * Judges what was read so far as a part of the log that is read to its end, and forgets its orders. The next part may hold
     * no record of them.
     *
     * @param settled whether what is unfinished is a fault
     */
    public void conclude(LogCoverage reach, boolean settled) {
        Outcome outcome = concluded.orElseGet(() -> new Outcome(new Findings()));
        judge(outcome, reach, settled);
        concluded = Optional.of(outcome);
        stories.clear();
        mailsOfPayments.clear();
        gaps.clear();
    }

    /**
     * What holds and what does not, by what was read so far. If parts were concluded, it can be asked once.
     *
     * @param settled whether what is unfinished is a fault
     */
    public Report report(LogCoverage reach, boolean settled) {
        Outcome outcome = concluded.orElseGet(() -> new Outcome(new Findings()));
        judge(outcome, reach, settled);
        Findings all = outcome.found.after(found);
        StockRule.Balance balance =
                stock.judge(outcome.moves, reach.isCut(Topics.WAREHOUSE_INVENTORY.name()) ? new Findings() : all);
        return new Report(
                all.kept(),
                all.count(),
                outcome.waiting(),
                counts(outcome, balance),
                new Accepted(outcome.accepted, outcome.lost));
    }

    private void judge(Outcome outcome, LogCoverage reach, boolean settled) {
        gaps.stream()
                .filter(gap -> !reach.cleaned().contains(gap.before()))
                .forEach(gap -> outcome.found.add(gap.fault()));
        new Judgement(stock, outcome, retention, reach, settled).judge(stories.values());
    }

    private Counts counts(Outcome outcome, StockRule.Balance balance) {
        return new Counts(
                outcome.orders,
                outcome.cutOff,
                outcome.erased,
                verdicts,
                repeated,
                outcome.shadow,
                balance.products(),
                balance.received(),
                balance.promised(),
                mails,
                routed,
                deadLetters,
                unreadable,
                repeats,
                outcome.unfinished);
    }
}
