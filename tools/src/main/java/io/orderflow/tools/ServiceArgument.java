/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The dead-letter topic of a service, by the service's name. */
final class ServiceArgument implements ITypeConverter<Topic<byte[], byte[]>> {

    @Override
    public Topic<byte[], byte[]> convert(String name) {
        if (!Topics.SERVICES.contains(name)) {
            throw new TypeConversionException(
                    "no service '%s'; there are %s".formatted(name, String.join(", ", Topics.SERVICES)));
        }
        return Topics.deadLettersOf(name);
    }

    /** For completion. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Topics.SERVICES.iterator();
        }
    }
}
