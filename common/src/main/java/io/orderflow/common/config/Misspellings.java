/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.config;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Finds settings of ours that are misspelt. What a file has beyond our settings is Kafka's, or a plug-in's that cannot be known
 * here; so a name is held to be misspelt only if Kafka does not know it, and it is all but the same as one of ours or begins as
 * those of this service do.
 */
final class Misspellings {

    private static final int LETTERS_A_SLIP = 6;

    private final List<Setting<?>> declared;
    private final Set<String> beginnings = new HashSet<>();
    private final Set<String> kafkas = new HashSet<>();

    Misspellings(List<Setting<?>> declared) {
        this.declared = declared;
        Set<Setting<?>> common = Set.copyOf(CommonSettings.and(List.of()));
        declared.stream()
                .filter(setting -> !common.contains(setting) && setting.name().contains("."))
                .forEach(setting -> beginnings.add(beginning(setting.name())));
        // Programs that do not run Streams need not have it on their class path.
        if (declared.contains(CommonSettings.PROCESSING_GUARANTEE)) {
            kafkas.addAll(StreamsConfig.configDef().names());
        }
        kafkas.addAll(ConsumerConfig.configNames());
        kafkas.addAll(ProducerConfig.configNames());
        kafkas.addAll(AdminClientConfig.configNames());
    }

    /** The setting that {@code name} was probably meant to be; empty if it is none of ours. */
    Optional<Setting<?>> meantBy(String name) {
        if (kafkas.contains(name)) {
            return Optional.empty();
        }
        return declared.stream()
                .min(Comparator.comparingInt(setting -> slips(name, setting.name())))
                .filter(nearest -> slips(name, nearest.name()) <= Math.max(1, name.length() / LETTERS_A_SLIP)
                        || (name.contains(".") && beginnings.contains(beginning(name))))
                .map(nearest -> nearest);
    }

    private static String beginning(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    /** Letters to add, leave out or change to get from one to the other (Levenshtein's distance). */
    private static int slips(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] here = new int[to.length() + 1];
            here[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int changed = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                here[column] = Math.min(above[column - 1] + changed, 1 + Math.min(above[column], here[column - 1]));
            }
            above = here;
        }
        return above[to.length()];
    }
}
