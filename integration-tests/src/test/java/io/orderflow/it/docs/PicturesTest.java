/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.OrderState;
import io.orderflow.orders.lifecycle.Transitions;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pictures of docs/design.md show the system as its code has it. */
class PicturesTest {

    private static final Path DESIGN = Path.of("..", "docs", "design.md");

    private static final Map<String, List<String>> TOPOLOGIES = Map.of(
            "orders-service", List.of("orders/expected-topology.txt", "orders/expected-reads-topology.txt"),
            "inventory-service", List.of("inventory/expected-topology.txt"),
            "fraud-service", List.of("fraud/expected-topology.txt"),
            "order-details-service", List.of("orderdetails/expected-topology.txt"),
            "email-service", List.of("email/expected-topology.txt"));

    /** What is done beside the topologies: by the REST layer, by the sender of mails, by a router that names its topics itself, and where tokens are asked for. */
    private static final Set<String> BESIDE_TOPOLOGIES = Set.of(
            "orders-service --> order-commands",
            "orders-service --> subjects",
            "subjects --> orders-service",
            "emails --> email-service",
            "email-service --> levels");

    private static final Pattern NODE =
            Pattern.compile("^([\\w-]+)(?:(\\[/|\\[\\(|\\(\\[|\\[)\"?([^\"\\])/]+)\"?.*)?$");
    private static final Pattern SOURCE = Pattern.compile("Source: .*\\(topics: \\[(.*)]\\)");
    private static final Pattern SINK = Pattern.compile("Sink: .*\\(topic: (.*)\\)");
    private static final Pattern STORES = Pattern.compile("\\(stores: \\[(.+)]\\)");

    @Test
    void theStatesOfAnOrderAreThoseThatTheCodeAllows() {
        Set<String> shown = new TreeSet<>();
        for (String line : picture("stateDiagram-v2")) {
            shown.add(line.replaceFirst(":.*", ""));
        }
        Set<String> allowed = new TreeSet<>();
        allowed.add("[*] --> CREATED");
        for (OrderState state : OrderState.values()) {
            Transitions.from(state).forEach(next -> allowed.add(state + " --> " + next));
            if (Transitions.from(state).isEmpty() && state != OrderState.UNKNOWN) {
                allowed.add(state + " --> [*]");
            }
        }
        assertThat(shown).isEqualTo(allowed);
    }

    @Test
    void servicesReadAndWriteWhatTheirTopologiesSay() {
        Flow flow = Flow.of(picture("flowchart LR"));

        Set<String> expected = new TreeSet<>(BESIDE_TOPOLOGIES);
        TOPOLOGIES.forEach((service, files) -> files.forEach(file -> {
            String topology = topology(service, file);
            topics(SOURCE, topology).forEach(topic -> expected.add(topic + " --> " + service));
            topics(SINK, topology).forEach(topic -> expected.add(service + " --> " + topic));
        }));
        assertThat(flow.arrowsOfServices()).isEqualTo(expected);
    }

    @Test
    void everyTopicOfTheCatalogueIsThereAndNamesItsWriter() {
        Flow flow = Flow.of(picture("flowchart LR"));

        assertThat(flow.topics())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Topics.all().stream()
                                        .map(Topic::name)
                                        .filter(topic -> !topic.endsWith("-dlq"))
                                        .filter(topic -> Topics.LEVELS.stream()
                                                .noneMatch(level -> topic.equals("orders-" + level))),
                                Stream.of("levels"))
                        .toList());
        for (Topic<?, ?> topic : List.of(
                Topics.CUSTOMERS, Topics.PRODUCTS, Topics.WAREHOUSE_INVENTORY, Topics.SHIPMENTS, Topics.PAYMENTS)) {
            assertThat(flow.writersOf(topic.name())).containsExactly(topic.writer());
        }
    }

    @Test
    void everyStoreIsThereWithItsService() {
        Flow flow = Flow.of(picture("flowchart LR"));

        TOPOLOGIES.forEach((service, files) -> {
            Set<String> stores = new TreeSet<>();
            files.forEach(file -> STORES.matcher(topology(service, file))
                    .results()
                    .forEach(found -> stores.addAll(Arrays.asList(found.group(1).split(", ")))));
            assertThat(flow.storesOf(service)).as(service).isEqualTo(stores);
        });
    }

    private static List<String> picture(String kind) {
        return new Page(DESIGN, Repository.text(DESIGN))
                .blocks().stream()
                        .filter(block -> block.language().equals("mermaid")
                                && block.lines().get(0).equals(kind))
                        .findFirst()
                        .orElseThrow()
                        .lines()
                        .stream()
                        .skip(1)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    private static String topology(String service, String file) {
        return Repository.text(Path.of("..", service, "src", "test", "resources", "io", "orderflow", file));
    }

    private static List<String> topics(Pattern pattern, String topology) {
        return pattern.matcher(topology)
                .results()
                .flatMap((MatchResult found) -> Arrays.stream(found.group(1).split(", ")))
                .filter(topic -> !topic.endsWith("-repartition") && !topic.endsWith("-dlq"))
                .toList();
    }

    /**
     * A flowchart as text.
     *
     * @param shapes how each node is opened where it is drawn: {@code [/} for topics, {@code [(} for stores
     * @param labels what is written in it
     * @param homes in which service it is, for those that are in one
     * @param arrows from node to node
     */
    private record Flow(
            Map<String, String> shapes,
            Map<String, String> labels,
            Map<String, String> homes,
            List<List<String>> arrows) {

        static Flow of(List<String> lines) {
            Flow flow = new Flow(new HashMap<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>());
            String service = "";
            for (String line : lines) {
                if (line.startsWith("subgraph ")) {
                    service = line.substring("subgraph ".length());
                } else if (line.equals("end")) {
                    service = "";
                } else {
                    String[] ends = line.split(" (?:-- \\S+ )?(?:-->|---)| -\\. .* \\.->");
                    List<String> nodes = Stream.of(ends).map(String::strip).toList();
                    for (String node : nodes) {
                        flow.see(node, service);
                    }
                    if (line.contains("-->")) {
                        flow.arrows.add(nodes.stream().map(Flow::id).toList());
                    }
                }
            }
            return flow;
        }

        private void see(String text, String service) {
            var node = NODE.matcher(text);
            assertThat(node.matches()).as(text).isTrue();
            if (node.group(2) != null) {
                shapes.put(node.group(1), node.group(2));
                labels.put(node.group(1), node.group(3));
            }
            if (!service.isEmpty()) {
                homes.put(node.group(1), service);
            }
        }

        private static String id(String text) {
            return text.replaceFirst("[\\[(].*", "");
        }

        Set<String> topics() {
            return shapes.keySet().stream()
                    .filter(node -> "[/".equals(shapes.get(node)))
                    .collect(toCollection(TreeSet::new));
        }

        Set<String> storesOf(String service) {
            return homes.entrySet().stream()
                    .filter(home -> home.getValue().equals(service))
                    .map(Map.Entry::getKey)
                    .filter(node -> "[(".equals(shapes.get(node)))
                    .map(node -> labels.getOrDefault(node, node))
                    .collect(toCollection(TreeSet::new));
        }

        List<String> writersOf(String topic) {
            return arrows.stream()
                    .filter(arrow -> arrow.get(1).equals(topic))
                    .map(arrow -> labels.getOrDefault(arrow.get(0), arrow.get(0)))
                    .toList();
        }

        /** Between services and topics. */
        Set<String> arrowsOfServices() {
            return arrows.stream()
                    .filter(arrow -> arrow.stream().anyMatch(homes::containsKey)
                            && arrow.stream().anyMatch(topics()::contains))
                    .map(arrow -> arrow.stream()
                            .map(node -> homes.getOrDefault(node, node))
                            .collect(joining(" --> ")))
                    .collect(toCollection(TreeSet::new));
        }
    }
}
