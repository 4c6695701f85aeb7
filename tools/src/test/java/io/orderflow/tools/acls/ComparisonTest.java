/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.acls;

import static org.apache.kafka.common.acl.AclOperation.ALL;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.acl.AclPermissionType.ALLOW;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.schemas.rights.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Users USERS = Users.of(Programs.ALL, "", Map.of());

    private final List<AclBinding> held = new ArrayList<>(USERS.wanted().toList());

    @Test
    void whatIsGivenAsNeededIsRight() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void aRightThatIsNotThereIsMissing() {
        held.removeIf(rule -> rule.equals(allow("User:fraud-service", WRITE, TOPIC, "order-validations")));

        assertThat(findings()).containsExactly("missing User:fraud-service write topic order-validations");
    }

    @Test
    void aWiderRightSuffices() {
        held.clear();
        USERS.programs()
                .keySet()
                .forEach(principal -> List.of(TOPIC, GROUP, TRANSACTIONAL_ID)
                        .forEach(type -> held.add(allow(principal, ALL, type, "*"))));

        assertThat(comparison().missing()).isEmpty();
        assertThat(comparison().tooMuch()).hasSize(18);
    }

    @Test
    void aRightForOneHostCounts() {
        AclBinding right = allow("User:fraud-service", READ, TOPIC, "orders");
        held.remove(right);
        held.add(rule("User:fraud-service", ALLOW, READ, TOPIC, LITERAL, "orders", "10.0.0.7"));

        assertThat(findings()).isEmpty();
    }

    @Test
    void aLikeNameOrAnotherKindOfThingIsNotEnough() {
        held.remove(allow("User:fraud-service", READ, GROUP, "fraud-service"));
        held.add(allow("User:fraud-service", READ, GROUP, "fraud-service-2"));
        held.add(allow("User:fraud-service", READ, TOPIC, "fraud-service"));
        held.add(allow("User:fraud-service", DESCRIBE, GROUP, "fraud-service"));

        assertThat(findings())
                .containsExactly(
                        "missing User:fraud-service read group fraud-service",
                        "too much User:fraud-service read topic fraud-service",
                        "too much User:fraud-service read group fraud-service-2");
    }

    @Test
    void whatIsDeniedIsMissing() {
        held.add(rule("User:*", DENY, WRITE, TOPIC, PREFIXED, "order-val", "*"));

        assertThat(findings())
                .containsExactly(
                        "missing User:inventory-service write topic order-validations, which is denied to User:*",
                        "missing User:fraud-service write topic order-validations, which is denied to User:*",
                        "missing User:order-details-service write topic order-validations, which is denied to User:*");
    }

    @Test
    void whatMayNotBeDescribedCannotBeUsed() {
        held.add(rule("User:fraud-service", DENY, DESCRIBE, TOPIC, LITERAL, "orders", "*"));

        assertThat(findings())
                .containsExactly("missing User:fraud-service read topic orders, which is denied to User:fraud-service");
    }

    @Test
    void aDenialOfWhatNobodyNeedsIsNoFault() {
        held.add(rule("User:fraud-service", DENY, WRITE, TOPIC, LITERAL, "orders", "*"));

        assertThat(findings()).isEmpty();
    }

    @Test
    void whatAProgramDoesNotNeedIsTooMuch() {
        held.add(allow("User:fraud-service", WRITE, TOPIC, "orders"));
        held.add(allow("User:fraud-service", READ, TOPIC, "customers"));
        held.add(rule("User:fraud-service", ALLOW, WRITE, TOPIC, PREFIXED, "order-validations", "*"));
        held.add(allow("User:fraud-service", CREATE, CLUSTER, "kafka-cluster"));

        assertThat(findings())
                .containsExactly(
                        "too much User:fraud-service read topic customers",
                        "too much User:fraud-service write topic order-validations...",
                        "too much User:fraud-service write topic orders",
                        "too much User:fraud-service create cluster kafka-cluster");
    }

    @Test
    void whatARightLetsAlongIsNotTooMuch() {
        held.add(allow("User:fraud-service", DESCRIBE, TOPIC, "orders"));
        held.add(allow("User:orders-service", WRITE, TRANSACTIONAL_ID, "orders-service-1"));

        assertThat(findings()).isEmpty();
    }

    @Test
    void whatOnlyAProgramShouldDoNobodyElseMay() {
        held.add(allow("User:mallory", WRITE, TOPIC, "order-validations"));
        held.add(allow("User:mallory", ALTER_CONFIGS, TOPIC, "orders"));
        held.add(rule("User:mallory", ALLOW, ALL, TOPIC, PREFIXED, "fraud-service-", "*"));
        held.add(allow("User:mallory", READ, GROUP, "*"));
        held.add(allow("User:mallory", WRITE, TRANSACTIONAL_ID, "email-service-x"));

        assertThat(findings())
                .containsExactly(
                        "too much User:mallory all topic fraud-service-..., which is for fraud-service to do",
                        "too much User:mallory write topic order-validations, which is for inventory-service to do",
                        "too much User:mallory alter-configs topic orders, which is for orders-service to do",
                        "too much User:mallory read group *, which is for orders-service to do",
                        "too much User:mallory write transactional-id email-service-x, which is for email-service to do");
    }

    @Test
    void othersMayReadAndWriteWhatIsTheirs() {
        held.add(allow("User:subscriber", READ, TOPIC, "order-validations"));
        held.add(allow("User:subscriber", READ, GROUP, "subscriber"));
        held.add(allow("User:crm", WRITE, TOPIC, "customers"));
        held.add(allow("User:*", READ, TOPIC, "weather"));
        held.add(rule("User:other", ALLOW, ALL, TOPIC, PREFIXED, "other-", "*"));

        assertThat(findings()).isEmpty();
    }

    @Test
    void whatEverybodyMayEachProgramMay() {
        held.add(allow("User:*", READ, TOPIC, "customers"));

        assertThat(findings())
                .containsExactly("too much User:* read topic customers, which is for orders-service to do");
    }

    @Test
    void whoIsTrustedMayDoAnything() {
        held.add(allow("User:admin", ALL, TOPIC, "*"));

        assertThat(new Comparison(USERS, held, Set.of("User:admin")).tooMuch()).isEmpty();
        assertThat(comparison().tooMuch()).hasSize(1);
    }

    @Test
    void aValidatorOfAShopsOwnIsAProgramOnceItIsNamed() {
        Users withOwn =
                Users.of(List.of(Programs.ALL.get(0), Programs.validator("credit-limit-validator")), "", Map.of());

        assertThat(new Comparison(withOwn, List.of(), Set.of()).missing())
                .filteredOn(missing -> missing.principal().equals("User:credit-limit-validator"))
                .hasSize(4);
    }

    @Test
    void usersMayHaveOtherNames() {
        Users named = Users.of(Programs.ALL, "shop-", Map.of("tools", "CN=operator,O=Shop"));

        assertThat(named.programs().keySet()).contains("User:shop-fraud-service", "User:CN=operator,O=Shop");
    }

    @Test
    void eachProgramHasAUserOfItsOwn() {
        assertThatThrownBy(() -> Users.of(Programs.ALL, "", Map.of("tools", "fraud-service")))
                .hasMessage("fraud-service and tools are both User:fraud-service: each needs a user of its own");
        assertThatThrownBy(() -> Users.of(Programs.ALL, "", Map.of("fraud", "x")))
                .hasMessageStartingWith("no program 'fraud'; there are orders-service, inventory-service");
    }

    private Comparison comparison() {
        return new Comparison(USERS, held, Set.of());
    }

    private List<String> findings() {
        List<Finding> findings = new ArrayList<>(comparison().missing());
        findings.addAll(comparison().tooMuch());
        return findings.stream()
                .map(finding -> (finding instanceof Finding.Missing ? "missing " : "too much ") + finding.principal()
                        + " " + finding.right() + (finding.why().isEmpty() ? "" : ", " + finding.why()))
                .toList();
    }

    private static AclBinding allow(String principal, AclOperation operation, ResourceType type, String name) {
        return rule(principal, ALLOW, operation, type, LITERAL, name, "*");
    }

    private static AclBinding rule(
            String principal,
            AclPermissionType permission,
            AclOperation operation,
            ResourceType type,
            PatternType pattern,
            String name,
            String host) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, host, operation, permission));
    }
}
