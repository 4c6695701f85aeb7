/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import io.orderflow.common.http.SecurityHeaders;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the HTTP server itself refuses (a URI that is none, headers too long) is a problem too, not a page. */
final class ProblemPages extends ErrorHandler {

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        SecurityHeaders.addTo(response.getHeaders(), request); // what was there has been taken away
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        RequestId id = RequestId.known(request)
                .orElseGet(() -> RequestId.of(request.getHeaders().get(RequestId.HEADER)));
        response.getHeaders().put(RequestId.HEADER, id.text());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (code < 500) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close"); // where a bad request ends, nobody can tell
        }
        if (code == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        }
        byte[] body = Json.write(problem(code, message).at(request.getHttpURI().getPath()));
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static Problem problem(int status, @Nullable String message) {
        String title = ProblemMapper.title(status);
        if (status == 413) {
            return Problem.tooLarge(RequestBody.MOST_BYTES);
        }
        if (status == 503 && message != null && message.endsWith("try again")) {
            return Problem.unavailable(message);
        }
        if (status >= 500) {
            return Problem.blank(
                    status, title, status == 503 ? "this instance is stopping" : "a fault of this service");
        }
        String what = message == null || message.isBlank() ? title : message;
        return Problem.blank(status, title, "the request is not well-formed HTTP for this service: " + what);
    }
}
