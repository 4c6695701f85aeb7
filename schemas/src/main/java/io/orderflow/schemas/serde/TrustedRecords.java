/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that records generated for Orderflow may be made from a schema that names them. Since 1.12.2 Avro refuses all
 * classes but its own unless told, once for the whole JVM; what was trusted before stays so.
 */
final class TrustedRecords {

    private static final String OURS = "io.orderflow.";

    static {
        ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(type -> type.getName().startsWith(OURS) || before.isTrusted(type));
    }

    private TrustedRecords() {}

    /** Done when the class is loaded; calling it again does nothing. */
    static void load() {}
}
