/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import io.orderflow.common.config.Settings;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.Topology;

/** A Streams application as the service wires it. Its implementations live in the services' packages, where topologies are known. */
public interface Application {

    /** The application id, with which Streams names its internal topics. */
    String id();

    /** The service that it is part of, whose dead-letter topic it writes. */
    String service();

    /** Values of the service's own settings by name; the rest are defaults. */
    Settings settings(Map<String, String> values);

    /** {@code shown} is told the id of each order that a client may be shown from then on. */
    Topology topology(Settings settings, EventSerdes serdes, Consumer<String> shown);

    /** The Streams properties that go before the common ones. */
    Map<String, Object> properties();
}
