/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** In which form a body may come. */
public final class MediaTypes {

    private MediaTypes() {}

    /**
     * Refuses what is not said to be JSON in UTF-8: a page of another site can have a browser send text or a form, but not this
     * without being asked first (CORS).
     *
     * @throws ProblemException 415
     */
    public static void requireJson(@Nullable MediaType type) {
        if (type == null || !type.isCompatible(MediaType.APPLICATION_JSON_TYPE) || type.isWildcardSubtype()) {
            throw unsupported("the body must be JSON, with Content-Type: application/json");
        }
        String charset = type.getParameters().get("charset");
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw unsupported("JSON is in UTF-8, not in " + FieldError.shortened(charset));
        }
    }

    private static ProblemException unsupported(String detail) {
        return new ProblemException(Problem.blank(415, ProblemMapper.title(415), detail));
    }
}
