/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.acls;

import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** What a rule of Kafka's authorizer reaches, and what it lets along. */
final class Patterns {

    private static final Set<AclOperation> LET_DESCRIBE =
            Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER);

    private Patterns() {}

    /** Is everything that {@code narrow} stands for among what {@code wide} stands for? */
    static boolean covers(ResourcePattern wide, ResourcePattern narrow) {
        if (wide.resourceType() != narrow.resourceType()) {
            return false;
        }
        if (wide.patternType() == PatternType.PREFIXED) {
            return narrow.name().startsWith(wide.name());
        }
        boolean all = wide.name().equals(ResourcePattern.WILDCARD_RESOURCE);
        return all
                || (narrow.patternType() == PatternType.LITERAL && wide.name().equals(narrow.name()));
    }

    /** Is there anything that both stand for? */
    static boolean meet(ResourcePattern one, ResourcePattern other) {
        return covers(one, other) || covers(other, one);
    }

    /** May whoever may do {@code given} do {@code wanted}, too? */
    static boolean lets(AclOperation given, AclOperation wanted) {
        return given == wanted
                || given == AclOperation.ALL
                || (wanted == AclOperation.DESCRIBE && LET_DESCRIBE.contains(given))
                || (wanted == AclOperation.DESCRIBE_CONFIGS && given == AclOperation.ALTER_CONFIGS);
    }
}
