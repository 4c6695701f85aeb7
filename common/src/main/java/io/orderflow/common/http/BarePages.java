/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What the server itself refuses is told in a word: neither what runs here, nor what was sent, comes back. */
final class BarePages extends RefusalPages {

    @Override
    protected byte[] body(Request request, HttpFields.Mutable headers, int code, @Nullable String message) {
        headers.put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        return (HttpStatus.getMessage(code) + "\n").getBytes(UTF_8);
    }
}
