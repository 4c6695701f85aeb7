/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.orderflow.common.Launcher;
import io.orderflow.demo.DemoMain;
import io.orderflow.demo.ValidatorMain;
import org.junit.jupiter.api.Test;

/** The walls between the rooms of the house. */
class ArchitectureTest {

    /** Rules as plain Java: what the services are about, without a word of Kafka. */
    private static final String[] SUBJECT_ROOMS = {
        "io.orderflow.orders.lifecycle..",
        "io.orderflow.inventory.stock..",
        "io.orderflow.fraud.limits..",
        "io.orderflow.orderdetails.checks..",
        "io.orderflow.email.letter.."
    };

    private static final String[] KAFKA_ROOMS = {
        "io.orderflow.orders",
        "io.orderflow.inventory",
        "io.orderflow.fraud",
        "io.orderflow.orderdetails",
        "io.orderflow.email"
    };

    private static final String[] SERVICES = {
        "io.orderflow.orders..",
        "io.orderflow.inventory..",
        "io.orderflow.fraud..",
        "io.orderflow.orderdetails..",
        "io.orderflow.email.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.orderflow");

    @Test
    void servicesMeetOnlyOnTopics() {
        slices().matching("io.orderflow.(orders|inventory|fraud|orderdetails|email)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void rulesKnowNothingOfKafkaNorOfWhatRunsThem() {
        noClasses()
                .that()
                .resideInAnyPackage(SUBJECT_ROOMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.orderflow.common.streams..",
                        "io.orderflow.common.management..",
                        "org.slf4j..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(SUBJECT_ROOMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(KAFKA_ROOMS)
                .check(CLASSES);
    }

    @Test
    void theRestLayerKnowsNothingOfKafka() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.orderflow.orders.http..", "io.orderflow.orders.place..", "io.orderflow.orders.cancel..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void whatIsSharedKnowsNoService() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.orderflow.common..",
                        "io.orderflow.schemas..",
                        "io.orderflow.client..",
                        "io.orderflow.embedded")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.orderflow.schemas..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orderflow.common..")
                .check(CLASSES);
    }

    @Test
    void servicesKnowNobodyThatKnowsThem() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.orderflow.client..", "io.orderflow.embedded..", "io.orderflow.tools..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.orderflow.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.orderflow.common..", "io.orderflow.embedded..", "io.orderflow.tools..")
                .check(CLASSES);
    }

    /** The audit judges by the contract alone; a replay runs rules, and nothing that runs them. */
    @Test
    void toolsKnowOfServicesOnlyTheRulesThatAreReplayed() {
        noClasses()
                .that()
                .resideInAPackage("io.orderflow.tools..")
                .and()
                .resideOutsideOfPackage("io.orderflow.tools.replay")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.orderflow.tools.replay")
                .should()
                .dependOnClassesThat(resideInAnyPackage(KAFKA_ROOMS).and(not(simpleNameEndingWith("Config"))))
                .check(CLASSES);
    }

    @Test
    void onlyTheDemoKnowsTheDemo() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.orderflow.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.orderflow.demo..")
                .check(CLASSES);
    }

    @Test
    void thereIsNoStaticMutableState() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }

    @Test
    void onlyAProgramsMainEndsTheJvm() {
        noClasses()
                .that()
                .areNotAssignableTo(Launcher.class)
                .and()
                .areNotAssignableTo(DemoMain.class)
                .and()
                .areNotAssignableTo(ValidatorMain.class)
                .and()
                .doNotHaveFullyQualifiedName("io.orderflow.tools.ToolsMain")
                .and()
                .doNotHaveFullyQualifiedName("io.orderflow.examples.creditlimit.CreditLimitMain")
                .and()
                .doNotHaveFullyQualifiedName("io.orderflow.examples.creditlimit.streams.CreditLimitStreamsMain")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void noPackageIsADrawer() {
        noClasses()
                .that(alwaysTrue())
                .should()
                .resideInAnyPackage("..util..", "..impl..", "..model..", "..internal..", "..helper..")
                .check(CLASSES);
    }
}
