/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Bodies come plain or as gzip, whatever else a client names. An answer goes as gzip only to a client that asks for gzip by name;
 * one that wants neither gets it plain, which RFC 9110 allows and every client can read.
 */
@PreMatching
final class ContentCodings implements ContainerRequestFilter {

    private static final Set<String> READ = Set.of("identity", "gzip", "x-gzip");
    private static final Pattern GZIP =
            Pattern.compile("(?:x-)?gzip\\s*(?:;\\s*q\\s*=\\s*(?:1(?:\\.0{0,3})?|0\\.\\d{0,2}[1-9]\\d{0,2}))?");

    @Override
    public void filter(ContainerRequestContext request) {
        String coding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !READ.contains(coding.strip().toLowerCase(Locale.ROOT))) {
            throw new ProblemException(Problem.blank(
                    415,
                    ProblemMapper.title(415),
                    "a body may be sent as gzip or plain, not as " + FieldError.shortened(coding)));
        }
        List<String> accepted = request.getHeaders().get(HttpHeaders.ACCEPT_ENCODING);
        if (accepted != null) {
            boolean gzip = accepted.stream()
                    .flatMap(header -> Arrays.stream(header.split(",", -1)))
                    .map(wanted -> wanted.strip().toLowerCase(Locale.ROOT))
                    .anyMatch(wanted -> GZIP.matcher(wanted).matches());
            request.getHeaders().putSingle(HttpHeaders.ACCEPT_ENCODING, gzip ? "gzip" : "identity");
        }
    }
}
