/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One hop of the reference: a program's answer to records of a topic. A record is its order's number as the key, and a value of which only
 * size and first letter count.
 *
 * @param program that makes it, each with a consumer and a transactional producer of its own
 * @param reads the topic that it reads
 * @param letter of the records that it answers
 * @param times how many such records of an order must have come before it answers
 * @param writes what it answers with
 */
record ReferenceHop(String program, String reads, char letter, int times, List<Write> writes) {

    static final String COMMANDS = "reference-commands";
    static final String ORDERS = "reference-orders";
    static final char PLACED = 'P';
    static final char CREATED = 'C';
    static final char VALIDATED = 'V';

    private static final String VERDICTS = "reference-verdicts";
    private static final String MOVES = "reference-moves";
    private static final String BY_CUSTOMER = "reference-by-customer";
    private static final char PASS = 'Y';
    private static final char OTHER = '-';

    /** A record that is written, {@code bytes} long: about as long as the system's. */
    record Write(String topic, char letter, int bytes) {}

    ReferenceHop {
        writes = List.copyOf(writes);
    }

    private ReferenceHop writing(String topic, char letterOfIt, int bytes) {
        List<Write> more = new ArrayList<>(writes);
        more.add(new Write(topic, letterOfIt, bytes));
        return new ReferenceHop(program, reads, letter, times, more);
    }

    private ReferenceHop keeping(String state, int bytes) {
        return writing("reference-" + state + "-changelog", OTHER, bytes);
    }

    private static ReferenceHop hop(String program, String reads, char letter, int times) {
        return new ReferenceHop(program, reads, letter, times, List.of());
    }

    /** The way of an order of one line that all checks pass, with the records that the system's programs write and keep on it. */
    static final List<ReferenceHop> ALL = List.of(
            hop("life-cycle", COMMANDS, PLACED, 1).writing(ORDERS, CREATED, 180).keeping("orders", 150),
            hop("life-cycle", VERDICTS, PASS, 1).keeping("verdicts", 60),
            hop("life-cycle", VERDICTS, PASS, 3)
                    .writing(ORDERS, VALIDATED, 180)
                    .keeping("orders", 150)
                    .keeping("verdicts", 30),
            hop("stock", ORDERS, CREATED, 1).writing(MOVES, CREATED, 90),
            hop("stock", ORDERS, VALIDATED, 1).writing(MOVES, VALIDATED, 90),
            hop("stock", MOVES, CREATED, 1)
                    .keeping("reservations", 70)
                    .keeping("stock", 40)
                    .writing(VERDICTS, PASS, 120),
            hop("fraud", ORDERS, CREATED, 1).writing(BY_CUSTOMER, CREATED, 110),
            hop("fraud", BY_CUSTOMER, CREATED, 1).keeping("recent", 110).writing(VERDICTS, PASS, 120),
            hop("details", ORDERS, CREATED, 1).keeping("details", 100).writing(VERDICTS, PASS, 120),
            hop("reads", ORDERS, CREATED, 1).keeping("history", 70).keeping("index", 50),
            hop("reads", VERDICTS, PASS, 1).keeping("history", 70),
            hop("reads", ORDERS, VALIDATED, 1)
                    .keeping("history", 70)
                    .keeping("index", 50)
                    .keeping("index", 50)
                    .keeping("index", 50),
            hop("mails", ORDERS, CREATED, 1).keeping("known", 190),
            hop("mails", ORDERS, VALIDATED, 1)
                    .keeping("known", 190)
                    .keeping("written", 60)
                    .keeping("told", 90)
                    .writing("reference-emails", OTHER, 1_000)
                    .writing("reference-orders-level", OTHER, 200));

    static List<String> programs() {
        return ALL.stream().map(ReferenceHop::program).distinct().toList();
    }

    static List<ReferenceHop> of(String program) {
        return ALL.stream().filter(hop -> hop.program().equals(program)).toList();
    }

    /** All that are read or written. */
    static List<String> topics() {
        return ALL.stream()
                .flatMap(hop -> Stream.concat(
                        Stream.of(hop.reads()), hop.writes().stream().map(Write::topic)))
                .distinct()
                .toList();
    }
}
