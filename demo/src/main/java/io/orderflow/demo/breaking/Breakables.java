/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.breaking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.processes.JvmProcess;
import java.util.Optional;
import java.util.function.Supplier;

/** What the demo hands over to be broken. */
public interface Breakables {

    /** Stops a validator that runs in this process, for good. */
    void stopHere(String service);

    /**
     * Starts a validator in a process of its own; its first line that begins with {@link #READY} says that it is at work.
     *
     * @throws io.orderflow.common.StartException if it cannot be started
     */
    JvmProcess start(String service);

    /** The broker, if it is this process's own. */
    Optional<EmbeddedKafka> broker();

    /** Has new customers come, who think up orders: as the REST API takes them, each call the next; for one thread. */
    Supplier<ObjectNode> customers();

    /** What a validator's process prints when it is at work. */
    String READY = "ready";
}
