/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import io.orderflow.it.simulation.Simulation.StoppedException;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Runs scenarios, always alike. */
final class Runner {

    private final List<Application> applications;
    private final EventSerdes serdes = EventSerdes.using(new InMemoryRegistry());
    private final Situations situations = new Situations(serdes);

    Runner(List<Application> applications) {
        this.applications = List.copyOf(applications);
    }

    /** What must not be and was. */
    Set<Violation> run(Scenario scenario) {
        situations.begin();
        try (Simulation simulation = new Simulation(scenario.setup(), applications, serdes, situations)) {
            simulation.run(scenario.actions());
            Set<Violation> violations = Judge.judge(simulation);
            violations.addAll(simulation.violations());
            return violations;
        } catch (StoppedException e) {
            return Set.of(new Violation("STOPPED", String.valueOf(e.getMessage())));
        }
    }

    /** As few of the actions as still break one of the rules that all of them break. */
    Scenario shrink(Scenario failing) {
        Set<String> rules = rules(run(failing));
        List<Action> fewest = new ArrayList<>(failing.actions());
        int size = Math.max(1, fewest.size() / 2);
        while (true) {
            boolean shrunk = false;
            for (int from = 0; from < fewest.size(); ) {
                List<Action> fewer = new ArrayList<>(fewest);
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                if (rules(run(failing.with(fewer))).stream().anyMatch(rules::contains)) {
                    fewest = fewer;
                    shrunk = true;
                } else {
                    from += size;
                }
            }
            if (size == 1 && !shrunk) {
                return failing.with(fewest);
            }
            size = Math.max(1, size / 2);
        }
    }

    /** What a failing seed comes to: how to have it again, and the fewest inputs that fail alike. */
    String story(long seed) {
        Scenario fewest = shrink(Scenario.of(seed));
        return "seed %s; again: -Dsimulation.seed=%s; its fewest inputs, in %s:%n%s%nlead to%n%s%nand all of them"
                .formatted(seed, seed, fewest.setup(), lines(fewest.actions()), lines(run(fewest)));
    }

    private static String lines(Collection<?> things) {
        return things.stream().map(thing -> "  " + thing).collect(Collectors.joining("\n"));
    }

    /** All that is on the log after a run. */
    List<String> records(Scenario scenario) {
        try (Simulation simulation = new Simulation(scenario.setup(), applications, serdes, situations)) {
            simulation.run(scenario.actions());
            return simulation.log().all().map(Runner::text).toList();
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return "%s@%s %s %s %s"
                .formatted(
                        record.topic(),
                        record.offset(),
                        record.timestamp(),
                        Arrays.toString(record.key()),
                        Arrays.toString(record.value()));
    }

    private static Set<String> rules(Set<Violation> violations) {
        return violations.stream().map(Violation::rule).collect(Collectors.toSet());
    }

    Situations situations() {
        return situations;
    }
}
