/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.show;

import java.util.Optional;

/** What the headers of a dead letter say: Kafka Streams' own names (KIP-1034). */
public final class DeadLetter {

    /** All of them start so. */
    public static final String PREFIX = "__streams.errors.";

    /** The topic in which the record was found. */
    public static final String TOPIC = PREFIX + "topic";

    /** Its partition there. */
    public static final String PARTITION = PREFIX + "partition";

    /** Its offset there. */
    public static final String OFFSET = PREFIX + "offset";

    private static final String MESSAGE = PREFIX + "message";
    private static final String EXCEPTION = PREFIX + "exception";

    private DeadLetter() {}

    /** Why the record is here, in words. */
    public static String reason(RecordView record) {
        return record.header(MESSAGE)
                .filter(message -> !message.isBlank())
                .or(() -> record.header(EXCEPTION))
                .orElse("no reason given");
    }

    /** Where it was found: {@code orders[2]@17}. */
    public static Optional<String> source(RecordView record) {
        return record.header(TOPIC)
                .map(topic -> "%s[%s]@%s"
                        .formatted(
                                topic,
                                record.header(PARTITION).orElse("?"),
                                record.header(OFFSET).orElse("?")));
    }
}
