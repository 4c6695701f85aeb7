/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static java.util.Objects.requireNonNull;

import io.orderflow.schemas.rights.Right;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which keeps what it was asked. Made by the broker, by class name. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    /** The configuration key under which it finds where to keep it. */
    static final String ASKED = "test.asked";

    /** What was asked: rights as those who asked would need them. */
    static final class Asked {

        private final Set<AclBinding> allowed = ConcurrentHashMap.newKeySet();
        private final Set<AclBinding> denied = ConcurrentHashMap.newKeySet();

        /** What was done. */
        Set<AclBinding> allowed() {
            return Set.copyOf(allowed);
        }

        /** What was refused; not what a program only would have liked to know, such as all topics that there are. */
        Set<AclBinding> denied() {
            return Set.copyOf(denied);
        }

        private void keep(String principal, Action action, AuthorizationResult answer) {
            AclBinding needed = new Right(action.resourcePattern(), action.operation()).allowedTo(principal);
            if (answer == AuthorizationResult.ALLOWED) {
                allowed.add(needed);
            } else if (action.logIfDenied()) {
                denied.add(needed);
            }
        }
    }

    private Asked asked = new Asked();

    @Override
    public void configure(Map<String, ?> config) {
        super.configure(config);
        asked = (Asked) requireNonNull(config.get(ASKED), ASKED);
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> answers = super.authorize(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            asked.keep(context.principal().toString(), actions.get(i), answers.get(i));
        }
        return answers;
    }
}
