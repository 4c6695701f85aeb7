/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A topic, by name: of the catalogue, or another one, of whose records nothing is known here. */
final class AnyTopicArgument implements ITypeConverter<Topic<?, ?>> {

    @Override
    public Topic<?, ?> convert(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,249}")) {
            throw new TypeConversionException("'%s' is no topic's name".formatted(name));
        }
        return Topics.all().stream()
                .filter(topic -> topic.name().equals(name))
                .<Topic<?, ?>>map(topic -> topic)
                .findFirst()
                .orElseGet(() -> new Topic<>(
                        name,
                        byte[].class,
                        "whatever",
                        byte[].class,
                        Topic.Cleanup.COMPACT_DELETE,
                        Duration.ZERO,
                        "another program"));
    }
}
