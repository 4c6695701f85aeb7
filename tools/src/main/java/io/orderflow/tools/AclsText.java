/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.show.AvroJson;
import io.orderflow.schemas.rights.Program;
import io.orderflow.schemas.rights.Right;
import io.orderflow.tools.acls.Finding;
import io.orderflow.tools.acls.Finding.Missing;
import io.orderflow.tools.acls.Finding.TooMuch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Rights as commands, lines and JSON. */
final class AclsText {

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9._:/,@=+-]+");

    /** What kafka-acls.sh can take in one command: operations, and of which kind the names are. */
    private record Together(ResourceType type, PatternType pattern, List<AclOperation> operations) {}

    private AclsText() {}

    /** Commands for kafka-acls.sh that give {@code program} its rights. */
    static List<String> commands(
            String principal, Program program, String bootstrapServers, Optional<String> configFile) {
        StringBuilder begin = new StringBuilder("kafka-acls.sh --bootstrap-server ").append(quoted(bootstrapServers));
        configFile.ifPresent(file -> begin.append(" --command-config ").append(quoted(file)));
        begin.append(" --add --allow-principal ").append(quoted(principal));
        List<String> commands = new ArrayList<>();
        together(program).forEach((which, names) -> {
            StringBuilder command = new StringBuilder(begin);
            which.operations()
                    .forEach(operation -> command.append(" --operation ").append(camel(operation)));
            if (which.pattern() == PatternType.PREFIXED) {
                command.append(" --resource-pattern-type prefixed");
            }
            names.forEach(name -> command.append(" --")
                    .append(words(which.type()))
                    .append(' ')
                    .append(quoted(name)));
            commands.add(command.toString());
        });
        return commands;
    }

    private static Map<Together, List<String>> together(Program program) {
        Map<ResourcePattern, List<AclOperation>> operations = new LinkedHashMap<>();
        program.rights()
                .forEach(right -> operations
                        .computeIfAbsent(right.resource(), any -> new ArrayList<>())
                        .add(right.operation()));
        Map<Together, List<String>> names = new LinkedHashMap<>();
        operations.forEach((resource, its) -> names.computeIfAbsent(
                        new Together(resource.resourceType(), resource.patternType(), its), any -> new ArrayList<>())
                .add(resource.name()));
        return names;
    }

    /** A line for people. */
    static String line(Finding finding) {
        String why = finding.why().isEmpty() ? "" : ", " + finding.why();
        return "%-8s  %s  %s%s".formatted(what(finding), finding.principal(), finding.right(), why);
    }

    static ObjectNode json(Finding finding) {
        ObjectNode json = json(finding.right(), finding.principal()).put("finding", what(finding));
        return finding.why().isEmpty() ? json : json.put("why", finding.why());
    }

    static ObjectNode json(AclBinding binding) {
        return json(
                new Right(binding.pattern(), binding.entry().operation()),
                binding.entry().principal());
    }

    private static ObjectNode json(Right right, String principal) {
        return AvroJson.MAPPER
                .createObjectNode()
                .put("principal", principal)
                .put("operation", camel(right.operation()))
                .put("type", words(right.resource().resourceType()))
                .put("pattern", words(right.resource().patternType()))
                .put("name", right.resource().name());
    }

    private static String what(Finding finding) {
        if (finding instanceof Missing) {
            return "missing";
        }
        if (finding instanceof TooMuch) {
            return "too much";
        }
        throw new IllegalArgumentException("a finding without a word for it: " + finding);
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As Kafka's tools write it: {@code DescribeConfigs}. */
    private static String camel(AclOperation operation) {
        StringBuilder name = new StringBuilder();
        for (String word : operation.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    /** For any shell. */
    private static String quoted(String text) {
        return NEEDS_NO_QUOTES.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
