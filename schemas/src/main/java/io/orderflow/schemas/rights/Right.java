/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.rights;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One thing that a program may do. What Kafka lets along with it (whoever reads, writes or deletes may describe) is not a right of its
 * own.
 *
 * @param resource on what
 * @param operation may be done
 */
public record Right(ResourcePattern resource, AclOperation operation) implements Comparable<Right> {

    private static final Comparator<Right> ORDER = Comparator.<Right, ResourceType>comparing(
                    right -> right.resource().resourceType())
            .thenComparing(right -> right.resource().name())
            .thenComparing(right -> right.resource().patternType())
            .thenComparing(Right::operation);

    public Right {
        requireNonNull(resource, "resource");
        requireNonNull(operation, "operation");
    }

    static Right on(ResourceType type, String name, AclOperation operation) {
        return new Right(new ResourcePattern(type, name, PatternType.LITERAL), operation);
    }

    /** On everything of the type whose name begins so. */
    static Right onAll(ResourceType type, String prefix, AclOperation operation) {
        return new Right(new ResourcePattern(type, prefix, PatternType.PREFIXED), operation);
    }

    /** As Kafka keeps it: for {@code principal}, such as {@code User:fraud-service}, from any host. */
    public AclBinding allowedTo(String principal) {
        return new AclBinding(resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    @Override
    public int compareTo(Right other) {
        return ORDER.compare(this, other);
    }

    /** In a few words: {@code read topic orders}. */
    @Override
    public String toString() {
        return "%s %s %s%s"
                .formatted(
                        words(operation),
                        words(resource.resourceType()),
                        resource.name(),
                        resource.patternType() == PatternType.PREFIXED ? "..." : "");
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
