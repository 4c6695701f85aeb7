/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.List;
import java.util.Locale;

/**
 * Refuses what a page of another site has a browser do in its user's name (CSRF): a browser says so itself, in
 * {@code Sec-Fetch-Site} (Fetch Metadata). Reading is harmless, as that page is not shown the answer.
 */
@PreMatching
final class CrossSiteFilter implements ContainerRequestFilter {

    private final List<String> allowedOrigins;

    /** @param allowedOrigins sites whose pages may */
    CrossSiteFilter(List<String> allowedOrigins) {
        this.allowedOrigins = List.copyOf(allowedOrigins);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        boolean reads = switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> true;
            default -> false;
        };
        boolean allowed = allowedOrigins.contains(String.valueOf(request.getHeaderString("Origin")));
        if (!reads && !allowed && site != null && site.toLowerCase(Locale.ROOT).equals("cross-site")) {
            throw new ProblemException(
                    Problem.blank(
                            403,
                            ProblemMapper.title(403),
                            "orders are not taken from pages of other sites (Sec-Fetch-Site), except those named in orders.cors.origins"));
        }
    }
}
