/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.log;

import io.orderflow.schemas.FactKeys;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One of so many parts of all keys; facts about one thing ({@link FactKeys}) are in one part.
 *
 * @param number from 0
 * @param of how many there are
 */
record KeyRange(int number, int of) {

    static final KeyRange ALL = new KeyRange(0, 1);

    /** Other bits than those that choose a partition, or a place in a map of such keys. */
    private static final int MIXER = 0x9E3779B9;

    private static final int HIGH_BITS = 15;

    boolean holds(ConsumerRecord<byte[], byte[]> record) {
        byte[] thing = record.key() == null ? new byte[0] : FactKeys.thing(record.key());
        int mixed = (Arrays.hashCode(thing) * MIXER) >>> HIGH_BITS;
        return mixed % of == number;
    }
}
