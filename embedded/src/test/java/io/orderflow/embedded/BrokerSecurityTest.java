/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class BrokerSecurityTest {

    private static final BrokerSecurity SECURITY = BrokerSecurity.authorized(
            Map.of(BrokerSecurity.ADMIN, "secret-1", "shop", "secret-2", "thief", "secret-3"));

    @Test
    void eachMayDoWhatWasGivenToThemAndNoMore() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.temporary(SECURITY)) {
            EmbeddedKafka.createTopics(
                    kafka.client(BrokerSecurity.ADMIN), List.of(new NewTopic("orders", 1, (short) 1)));
            try (Admin admin = Admin.create(kafka.client(BrokerSecurity.ADMIN))) {
                admin.createAcls(List.of(mayWriteOrders("shop"))).all().get();
            }

            write(kafka.client("shop"));

            assertThatThrownBy(() -> write(kafka.client("thief")))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void nobodyComesInWithAnothersPassword() {
        try (EmbeddedKafka kafka = EmbeddedKafka.temporary(SECURITY)) {
            Map<String, Object> client = new HashMap<>(kafka.client("thief"));
            client.computeIfPresent(
                    "sasl.jaas.config", (name, login) -> login.toString().replace("thief", "admin"));

            try (Admin admin = Admin.create(client)) {
                assertThatThrownBy(() -> admin.listTopics().names().get())
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
        }
    }

    @Test
    void aBrokerWithAKeyOfItsOwnSpeaksTls() {
        assertThat(BrokerSecurity.OPEN.protocol()).isEqualTo("PLAINTEXT");
        assertThat(SECURITY.protocol()).isEqualTo("SASL_PLAINTEXT");
        assertThat(SECURITY.with(Map.of("ssl.keystore.location", "broker.p12")).protocol())
                .isEqualTo("SASL_SSL");
    }

    @Test
    void withoutAPasswordOfTheAdministratorNobodyCouldGiveRights() {
        assertThatThrownBy(() -> BrokerSecurity.authorized(Map.of("shop", "secret-2")))
                .hasMessage("passwords of [shop]: admin must have one");
        assertThatThrownBy(() -> SECURITY.client("nobody")).hasMessage("nobody is none of [admin, shop, thief]");
        assertThatThrownBy(() -> BrokerSecurity.authorized(Map.of(BrokerSecurity.ADMIN, "a\"; user_x=\"y")))
                .hasMessageStartingWith("a password must be of the characters");
    }

    private static AclBinding mayWriteOrders(String user) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "orders", PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    }

    private static void write(Map<String, Object> client) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("orders", "tea-1")).get();
        }
    }
}
