/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.acls;

import io.orderflow.schemas.rights.Right;
import org.apache.kafka.common.acl.AclBinding;

/** What is not as it should be. */
public sealed interface Finding {

    /** Whom it is about. */
    String principal();

    /** What that one may not do and should, or may do and should not. */
    Right right();

    /** Why it matters, after a comma; empty where that is plain. */
    String why();

    /**
     * A program lacks a right.
     *
     * @param why a rule denies it
     */
    record Missing(String principal, Right right, String why) implements Finding {}

    /**
     * Somebody has a right too much.
     *
     * @param binding as Kafka keeps it
     * @param ours true if it is a program's own, which can do without it
     */
    record TooMuch(AclBinding binding, boolean ours, String why) implements Finding {

        @Override
        public String principal() {
            return binding.entry().principal();
        }

        @Override
        public Right right() {
            return new Right(binding.pattern(), binding.entry().operation());
        }
    }
}
