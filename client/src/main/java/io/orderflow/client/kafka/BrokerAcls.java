/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SecurityDisabledException;

/** {@link AclAdmin} on a real broker. */
final class BrokerAcls implements AclAdmin {

    private final Admin admin;

    BrokerAcls(Admin admin) {
        this.admin = admin;
    }

    @Override
    public Collection<AclBinding> held() {
        return answer(admin.describeAcls(AclBindingFilter.ANY).values());
    }

    @Override
    public void give(Collection<AclBinding> bindings) {
        answer(admin.createAcls(bindings).all());
    }

    @Override
    public void take(Collection<AclBinding> bindings) {
        answer(admin.deleteAcls(bindings.stream().map(AclBinding::toFilter).toList())
                .all());
    }

    @Override
    public void close() {
        admin.close();
    }

    private static <T> T answer(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SecurityDisabledException) {
                throw new ClientException(
                        Kind.REFUSED,
                        "the cluster has no authorizer: whoever reaches it may do anything (authorizer.class.name of the brokers)",
                        e);
            }
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
