/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.schemas.serde.EventSerdes;
import org.apache.kafka.streams.Topology;

/** A check of one's own: a program that reads orders and publishes a verdict on each that is CREATED. */
interface Check {

    /** Under which name it answers, and the orders service hears it. */
    String name();

    /** What is done with the records. */
    Topology topology(EventSerdes serdes);
}
