/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class ProgramsTest {

    @Test
    void whatTheFraudServiceMayDo() {
        assertThat(program("fraud-service").rights().stream().map(Right::toString))
                .containsExactly(
                        "write topic fraud-service-dlq",
                        "read topic fraud-service-orders-by-customer-repartition",
                        "write topic fraud-service-orders-by-customer-repartition",
                        "create topic fraud-service-orders-by-customer-repartition",
                        "delete topic fraud-service-orders-by-customer-repartition",
                        "read topic fraud-service-recent-orders-changelog",
                        "write topic fraud-service-recent-orders-changelog",
                        "create topic fraud-service-recent-orders-changelog",
                        "write topic order-validations",
                        "read topic orders",
                        "read group fraud-service");
    }

    /** The single writer principle: only outside systems' topics are written by the tools that play them. */
    @Test
    void eachTopicIsWrittenByWhomTheCatalogueNames() {
        for (Topic<?, ?> topic : Topics.all()) {
            if (!topic.equals(Topics.ORDER_VALIDATIONS)) {
                String writer = topic.writer().split(" ", 2)[0];
                boolean ours = Topics.SERVICES.contains(writer);
                assertThat(whoMay(AclOperation.WRITE, topic.name()))
                        .as("%s", topic)
                        .containsExactly(ours ? writer : "tools");
            }
        }
    }

    @Test
    void verdictsAreWrittenByWhoeverIsACheck() {
        assertThat(whoMay(AclOperation.WRITE, "order-validations"))
                .containsExactly("inventory-service", "fraud-service", "order-details-service");
    }

    /** Who could do both could write again what a crash has rolled back. */
    @Test
    void nobodyReadsAndWritesVerdicts() {
        assertThat(whoMay(AclOperation.READ, "order-validations"))
                .doesNotContainAnyElementsOf(whoMay(AclOperation.WRITE, "order-validations"));
    }

    @Test
    void customersAreReadByThoseWhoNeedThem() {
        assertThat(whoMay(AclOperation.READ, "customers"))
                .containsExactly("orders-service", "order-details-service", "email-service", "tools");
    }

    @Test
    void aServiceDeletesOnlyFromItsOwnRepartitionTopics() {
        assertThat(Programs.ALL.stream()
                        .flatMap(program -> program.rights().stream()
                                .filter(right -> right.operation() == AclOperation.DELETE)
                                .map(right -> right.resource().name().startsWith(program.name() + "-")
                                        && right.resource().name().endsWith("-repartition"))))
                .isNotEmpty()
                .doesNotContain(false);
    }

    @Test
    void nobodyMayDoAnythingToTheClusterItself() {
        assertThat(Programs.ALL.stream().flatMap(program -> program.rights().stream()))
                .allSatisfy(right -> {
                    assertThat(right.resource().resourceType()).isNotEqualTo(ResourceType.CLUSTER);
                    assertThat(right.operation())
                            .isNotIn(AclOperation.ALL, AclOperation.ALTER, AclOperation.ALTER_CONFIGS);
                });
    }

    @Test
    void aValidatorOfAShopsOwnReadsOrdersAndAnswers() {
        assertThat(Programs.validator("credit-limit-validator").rights().stream()
                        .map(Right::toString))
                .containsExactly(
                        "write topic order-validations",
                        "read topic orders",
                        "read group credit-limit-validator",
                        "write transactional-id credit-limit-validator-...");
    }

    private static Program program(String name) {
        return Programs.ALL.stream()
                .filter(program -> program.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> whoMay(AclOperation operation, String topic) {
        Stream<Program> able = Programs.ALL.stream()
                .filter(program -> program.rights().contains(Right.on(ResourceType.TOPIC, topic, operation)));
        return able.map(Program::name).toList();
    }
}
