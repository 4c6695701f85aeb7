/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.Subject;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.access.Scope;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubjectDirectoryTest {

    private final MockProducer<String, Subject> kafka = new MockProducer<>(
            false,
            null,
            new StringSerializer(),
            EventSerdes.using(new InMemoryRegistry()).valuesOf(Topics.SUBJECTS).serializer());
    private final SubjectDirectory directory = new SubjectDirectory(kafka);

    @AfterEach
    void close() {
        directory.close();
    }

    @Test
    void aSubjectIsWrittenOnceUnderAReferenceThatSaysNothing() {
        String reference = directory.reference(anna()).orElseThrow();
        kafka.completeNext();

        assertThat(directory.reference(anna())).contains(reference);
        ProducerRecord<String, Subject> written = only(kafka.history());
        assertThat(written.topic()).isEqualTo("subjects");
        assertThat(written.key()).isEqualTo(reference);
        assertThat(written.value()).isEqualTo(new Subject("anna", 7L));
        assertThat(reference).doesNotContain("anna").hasSize(36);
        assertThat(reference.getBytes(UTF_8)).hasSize(36);
    }

    @Test
    void oneSubjectAndAnotherOrTheSameForAnotherCustomerAreTwo() {
        assertThat(List.of(
                        directory.reference(anna()),
                        directory.reference(who("bert", Optional.of(7L))),
                        directory.reference(who("anna", Optional.of(8L))),
                        directory.reference(who("anna", Optional.empty()))))
                .doesNotHaveDuplicates();
        assertThat(kafka.history()).hasSize(4);
    }

    @Test
    void whereNobodyIsAskedForATokenNobodyIsReferredTo() {
        assertThat(directory.reference(Identity.ANYBODY)).isEmpty();
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void whatKafkaDidNotTakeIsWrittenAgainNextTime() {
        directory.reference(anna());
        kafka.errorNext(new TimeoutException("no answer"));

        directory.reference(anna());

        assertThat(kafka.history()).hasSize(2);
    }

    @Test
    void withoutASchemaNobodyIsReferredToAsIfItWereWritten() {
        kafka.sendException = new SerializationException("the registry says no");
        assertThatThrownBy(() -> directory.reference(anna())).isInstanceOf(SerializationException.class);
        kafka.sendException = null;

        directory.reference(anna());

        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void noMoreAreRememberedThanABound() {
        String first = directory.reference(anna()).orElseThrow();
        for (int i = 0; i < SubjectDirectory.REMEMBERED; i++) {
            directory.reference(who("s-" + i, Optional.empty()));
        }

        assertThat(directory.reference(anna())).isPresent().isNotEqualTo(Optional.of(first));
    }

    private static Identity anna() {
        return who("anna", Optional.of(7L));
    }

    private static Identity who(String subject, Optional<Long> customer) {
        return new Identity(Optional.of(subject), customer, Set.of(Scope.WRITE), Instant.MAX);
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
