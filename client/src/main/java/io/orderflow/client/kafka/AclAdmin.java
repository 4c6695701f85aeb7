/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import io.orderflow.client.ClientException;
import java.util.Collection;
import org.apache.kafka.common.acl.AclBinding;

/** Looks at what the cluster's authorizer lets whom do, and changes it. */
public interface AclAdmin extends AutoCloseable {

    /**
     * All that there are.
     *
     * @throws ClientException if the cluster has no authorizer
     */
    Collection<AclBinding> held();

    /** Adds them; those that are there already stay. */
    void give(Collection<AclBinding> bindings);

    /** Removes them; those that are not there are none. */
    void take(Collection<AclBinding> bindings);

    @Override
    void close();
}
