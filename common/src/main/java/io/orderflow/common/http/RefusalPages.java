/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the server itself refuses (a URI that is none, headers too long), answered with all that other answers have. */
public abstract class RefusalPages extends ErrorHandler {

    @Override
    public final boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected final void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        SecurityHeaders.addTo(headers, request); // what was there has been taken away
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (code < 500) {
            headers.put(HttpHeader.CONNECTION, "close"); // where a bad request ends, nobody can tell
        }
        byte[] body = body(request, headers, code, message);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /** The answer's body; adds its type and what else is to be told to {@code headers}. */
    protected abstract byte[] body(Request request, HttpFields.Mutable headers, int code, @Nullable String message);
}
