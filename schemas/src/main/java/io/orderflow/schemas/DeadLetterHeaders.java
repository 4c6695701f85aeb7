/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

/**
 * Names of the headers that a dead letter has beside those of the record it was. Where it comes from and why it is there is
 * said in Kafka Streams' own (KIP-1034); what of it was cut off, in Orderflow's. All values are text in UTF-8.
 */
public final class DeadLetterHeaders {

    /** What the names of Kafka Streams' headers start with. */
    public static final String STREAMS = "__streams.errors.";

    /** The topic that the record was read from. */
    public static final String TOPIC = STREAMS + "topic";

    /** The partition that the record was read from. */
    public static final String PARTITION = STREAMS + "partition";

    /** The offset that the record was read from. */
    public static final String OFFSET = STREAMS + "offset";

    /** Class of the exception. */
    public static final String EXCEPTION = STREAMS + "exception";

    /** Why the record is here. */
    public static final String MESSAGE = STREAMS + "message";

    /** Where in the program it failed. */
    public static final String STACKTRACE = STREAMS + "stacktrace";

    /**
     * The key of the record that the letter was, which may be null; the letter has a key of its own. Not on letters of releases
     * that had none: those have the record's key.
     */
    public static final String KEY = "orderflow.key";

    /**
     * Present on a letter that is not the whole record, because that would not fit; says which parts were cut: {@code key},
     * {@code value}, {@code headers}, with commas between. Such a letter must not be replayed.
     */
    public static final String CUT = "orderflow.cut";

    /** On a letter that was cut: bytes of the record's key. */
    public static final String KEY_SIZE = "orderflow.cut.key.size";

    /** On a letter that was cut: bytes of the record's value. */
    public static final String VALUE_SIZE = "orderflow.cut.value.size";

    /** On a letter that was cut: bytes of the record's headers. */
    public static final String HEADERS_SIZE = "orderflow.cut.headers.size";

    /**
     * Why a record is to be taken for unreadable although its bytes are not: added between the consumer and the deserializer
     * to a record on which processing failed again and again. Never on a topic.
     */
    public static final String SET_ASIDE = "orderflow.set.aside";

    private DeadLetterHeaders() {}
}
