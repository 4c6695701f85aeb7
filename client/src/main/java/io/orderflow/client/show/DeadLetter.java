/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.show;

import io.orderflow.client.show.RecordView.Content;
import io.orderflow.schemas.DeadLetterHeaders;
import java.util.Optional;

/** What the headers of a dead letter say. */
public final class DeadLetter {

    private DeadLetter() {}

    /** False for what erases a letter, which is a record of the same topic. */
    public static boolean isOne(RecordView record) {
        return !(record.content() instanceof Content.Tombstone)
                || record.header(DeadLetterHeaders.TOPIC).isPresent();
    }

    /** Why the record is here, in words. */
    public static String reason(RecordView record) {
        return record.header(DeadLetterHeaders.MESSAGE)
                .filter(message -> !message.isBlank())
                .or(() -> record.header(DeadLetterHeaders.EXCEPTION))
                .orElse("no reason given");
    }

    /** Where it was found: {@code orders[2]@17}. */
    public static Optional<String> source(RecordView record) {
        return record.header(DeadLetterHeaders.TOPIC)
                .map(topic -> "%s[%s]@%s"
                        .formatted(
                                topic,
                                record.header(DeadLetterHeaders.PARTITION).orElse("?"),
                                record.header(DeadLetterHeaders.OFFSET).orElse("?")));
    }
}
