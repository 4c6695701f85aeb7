/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import io.orderflow.common.http.RefusalPages;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What the HTTP server itself refuses (a URI that is none, headers too long) is a problem too, not a page. */
final class ProblemPages extends RefusalPages {

    @Override
    protected byte[] body(Request request, HttpFields.Mutable headers, int code, @Nullable String message) {
        RequestId id = RequestId.known(request)
                .orElseGet(() -> RequestId.of(request.getHeaders().get(RequestId.HEADER)));
        headers.put(RequestId.HEADER, id.text());
        headers.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (code == 503) {
            headers.put(HttpHeader.RETRY_AFTER, "1");
        }
        return Json.write(problem(code, message).at(request.getHttpURI().getPath()));
    }

    private static Problem problem(int status, @Nullable String message) {
        String title = ProblemMapper.title(status);
        if (status == 413) {
            return Problem.tooLarge(RequestBody.MOST_BYTES);
        }
        if (status == 503 && message != null && message.endsWith("try again")) {
            return Problem.unavailable(message);
        }
        if (status >= 500 && status != 505) { // the version of HTTP is the client's choice
            return Problem.blank(
                    status, title, status == 503 ? "this instance is stopping" : "a fault of this service");
        }
        String what = message == null || message.isBlank() ? title : message;
        return Problem.blank(status, title, "the request is not well-formed HTTP for this service: " + what);
    }
}
