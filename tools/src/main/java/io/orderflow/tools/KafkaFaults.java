/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What to do about the faults that Kafka's clients report. */
final class KafkaFaults {

    private KafkaFaults() {}

    /** One line, if {@code fault} is one of Kafka's. */
    static Optional<String> explain(Exception fault) {
        if (!(fault instanceof KafkaException)) {
            return Optional.empty();
        }
        String why = fault.getMessage() + causeOf(fault);
        if (fault instanceof RegistryUnavailableException) {
            return Optional.of(why + ": is it running? If it is elsewhere, give --schema-registry");
        }
        if (fault instanceof TimeoutException) {
            return Optional.of("Kafka does not answer in time (" + why
                    + "): check --bootstrap-servers, and the security properties of --config-file");
        }
        if (fault instanceof AuthenticationException || fault instanceof AuthorizationException) {
            return Optional.of(why + ": check user and rights in the properties of --config-file");
        }
        if (fault instanceof ConfigException) {
            return Optional.of(why + ": check the properties of --config-file");
        }
        if (fault instanceof SerializationException) {
            return Optional.of("the record cannot be written: " + why);
        }
        return Optional.of("Kafka refused: " + why + (fault.getMessage() == null ? String.valueOf(fault) : ""));
    }

    private static String causeOf(Exception fault) {
        Throwable cause = fault.getCause();
        return cause == null || cause.getMessage() == null || cause.getMessage().equals(fault.getMessage())
                ? ""
                : ": " + cause.getMessage();
    }
}
