/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Tells browsers with each answer that it is data and nothing to run, to frame, or to show to pages of other sites. A page that needs
 * more sets the header anew.
 */
public final class SecurityHeaders implements HttpConfiguration.Customizer {

    private static final List<HttpField> FIELDS = List.of(
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
            new PreEncodedHttpField(
                    "Content-Security-Policy",
                    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            new PreEncodedHttpField("X-Frame-Options", "DENY"), // for browsers that do not know frame-ancestors
            new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
            new PreEncodedHttpField("Cross-Origin-Resource-Policy", "same-origin"),
            new PreEncodedHttpField("Cross-Origin-Opener-Policy", "same-origin"));

    private static final HttpField ONLY_HTTPS =
            new PreEncodedHttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=31536000");

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        addTo(answer, request);
        return request;
    }

    /** Also for answers that were begun anew. */
    public static void addTo(HttpFields.Mutable answer, Request request) {
        FIELDS.forEach(answer::put);
        if (request.isSecure() && !isOnThisMachine(request)) {
            answer.put(ONLY_HTTPS);
        }
    }

    /** A browser would hold it against whatever else is on this machine. */
    private static boolean isOnThisMachine(Request request) {
        return "localhost".equals(Request.getServerName(request));
    }
}
