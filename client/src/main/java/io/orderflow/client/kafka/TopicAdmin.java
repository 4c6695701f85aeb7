/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** Looks at topics, and makes them. */
public interface TopicAdmin extends AutoCloseable {

    /** Those of {@code names} that are there. */
    Map<String, TopicState> describe(Collection<String> names);

    /** Makes {@code topics}; one that somebody else made in the meantime is left as it is. */
    void create(Collection<NewTopic> topics);

    /** Changes these settings of these topics, and no others. */
    void alter(Map<String, Map<String, String>> settings);

    @Override
    void close();
}
