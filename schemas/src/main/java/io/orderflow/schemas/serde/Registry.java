/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Where schemas are kept, by id and by subject. Every method may block on the network.
 *
 * <p>Each throws {@link RegistryUnavailableException} if the registry does not answer (try again later), and
 * {@link SerializationException} if it answers no (trying again does not help).
 */
public interface Registry {

    /** Makes {@code schema} the newest of {@code subject} unless it is there already, and tells its id. */
    int register(String subject, Schema schema);

    /** The id of {@code schema}, which must be registered under {@code subject}. */
    int idOf(String subject, Schema schema);

    /** The schema of an id. */
    Schema schema(int id);
}
