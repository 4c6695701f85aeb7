/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A topic of the catalogue, by name. */
final class TopicArgument implements ITypeConverter<Topic<?, ?>> {

    @Override
    public Topic<?, ?> convert(String name) {
        return Topics.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "no topic '%s' in the catalogue; there are %s".formatted(name, String.join(", ", names()))));
    }

    private static List<String> names() {
        return Topics.all().stream().map(Topic::name).collect(Collectors.toList());
    }

    /** For completion. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
