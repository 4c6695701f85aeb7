/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.schemas.rights.Programs;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AclsTest {

    private static final int RIGHTS =
            Programs.ALL.stream().mapToInt(program -> program.rights().size()).sum();

    private final FakeKafka kafka = new FakeKafka();
    private final Shell shell = new Shell(kafka);

    @Test
    void whatIsAppliedIsFoundToBeRight() {
        Ended check = shell.run("acls", "check");
        Ended apply = shell.run("acls", "apply");
        Ended again = shell.run("acls", "apply");

        assertThat(check.code()).isEqualTo(ExitCode.NO);
        assertThat(check.out().lines())
                .hasSize(RIGHTS + 1)
                .contains("missing   User:fraud-service  write topic order-validations")
                .last()
                .isEqualTo("6 programs, %s rights: %s missing, 0 too much".formatted(RIGHTS, RIGHTS));
        assertThat(apply.code()).isEqualTo(ExitCode.OK);
        assertThat(apply.out().lines())
                .contains("given  User:fraud-service  write topic order-validations")
                .last()
                .isEqualTo("6 programs, %s rights: %s given, 0 taken away".formatted(RIGHTS, RIGHTS));
        assertThat(again.out()).isEqualTo("6 programs, %s rights: 0 given, 0 taken away\n".formatted(RIGHTS));
        assertThat(shell.run("acls", "check").code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatIsTooMuchIsTakenAwayOnlyIfWantedAndOnlyFromTheProgramsThemselves() {
        shell.run("acls", "apply");
        kafka.acls().add(rule("User:fraud-service", AclPermissionType.ALLOW, "orders"));
        kafka.acls().add(rule("User:mallory", AclPermissionType.ALLOW, "orders"));

        Ended without = shell.run("acls", "apply");
        Ended with = shell.run("acls", "apply", "--remove");

        assertThat(without.out()).contains("0 taken away");
        assertThat(with.out().lines())
                .containsExactly(
                        "taken  User:fraud-service  write topic orders",
                        "6 programs, %s rights: 0 given, 1 taken away".formatted(RIGHTS));
        assertThat(shell.run("acls", "check", "--json").json().toString())
                .isEqualTo(
                        "[{\"principal\":\"User:mallory\",\"operation\":\"Write\",\"type\":\"topic\",\"pattern\":\"literal\","
                                + "\"name\":\"orders\",\"finding\":\"too much\",\"why\":\"which is for orders-service to do\"}]");
        assertThat(shell.run("acls", "check", "--trust", "User:mallory").code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatIsDeniedIsSaid() {
        kafka.acls().add(rule("User:*", AclPermissionType.DENY, "order-validations"));

        Ended apply = shell.run("acls", "apply");

        assertThat(apply.code()).isEqualTo(ExitCode.NO);
        assertThat(apply.out())
                .contains("missing   User:fraud-service  write topic order-validations, which is denied to User:*");
    }

    @Test
    void usersMayHaveOtherNames() {
        shell.run("acls", "apply", "--principal-prefix", "shop-", "--principal", "tools=CN=operator,O=Shop");

        assertThat(kafka.acls().stream().map(acl -> acl.entry().principal()))
                .containsOnly(
                        "User:shop-orders-service",
                        "User:shop-inventory-service",
                        "User:shop-fraud-service",
                        "User:shop-order-details-service",
                        "User:shop-email-service",
                        "User:CN=operator,O=Shop");
        assertThat(shell.run("acls", "check").code()).isEqualTo(ExitCode.NO);
    }

    @Test
    void aValidatorOfAShopsOwnGetsRightsToo() {
        shell.run("acls", "apply", "--validator", "credit-limit-validator");

        assertThat(shell.run("acls", "check", "--validator", "credit-limit-validator")
                        .code())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.run("acls", "check").out())
                .contains(
                        "too much  User:credit-limit-validator  write topic order-validations, which is for inventory-service");
    }

    @Test
    void aRegistryThatKeepsItsSchemasOnTheBrokersIsAProgramIfWanted() {
        shell.run("acls", "apply", "--apicurio");

        assertThat(shell.run("acls", "check", "--apicurio").out()).startsWith("7 programs, ");
        assertThat(shell.run("acls", "check").code()).isEqualTo(ExitCode.OK); // it touches nothing of the others
        assertThat(kafka.acls().stream().map(Object::toString))
                .anyMatch(acl -> acl.contains("name=kafkasql-journal") && acl.contains("principal=User:registry"));
    }

    @Test
    void commandsForKafkasOwnToolAreAFewAProgram() {
        Ended print =
                shell.run("acls", "print", "-b", "kafka-1:9093", "--principal", "fraud-service=CN=fraud, O=Bob's");

        assertThat(print.code()).isEqualTo(ExitCode.OK);
        assertThat(print.out().lines())
                .hasSizeLessThan(40)
                .contains(
                        "kafka-acls.sh --bootstrap-server kafka-1:9093 --add --allow-principal 'User:CN=fraud, O=Bob'\\''s'"
                                + " --operation Read --operation Write --operation Create --operation Delete"
                                + " --topic fraud-service-orders-by-customer-repartition",
                        "kafka-acls.sh --bootstrap-server kafka-1:9093 --add --allow-principal User:inventory-service"
                                + " --operation Write --resource-pattern-type prefixed --transactional-id inventory-service-");
        assertThat(kafka.acls()).isEmpty();
    }

    @Test
    void aRightALineIsForOtherTools() {
        assertThat(shell.run("acls", "print", "--json").json())
                .hasSize(RIGHTS)
                .first()
                .asString()
                .isEqualTo("{\"principal\":\"User:orders-service\",\"operation\":\"Read\",\"type\":\"topic\","
                        + "\"pattern\":\"literal\",\"name\":\"customers\"}");
    }

    @Test
    void anUnknownProgramIsAMistakeThatNamesThoseThereAre() {
        Ended ended = shell.run("acls", "apply", "--principal", "fraud=x");

        assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
        assertThat(ended.err()).contains("no program 'fraud'; there are orders-service, inventory-service");
        assertThat(kafka.acls()).isEqualTo(Set.of());
    }

    private static AclBinding rule(String principal, AclPermissionType permission, String topic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", AclOperation.WRITE, permission));
    }
}
