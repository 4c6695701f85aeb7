/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/**
 * Says of each answer whether it may be kept: one that has a version only to be asked for again with it, any other not at all.
 * An order is its customer's, and moves on.
 */
final class CacheControlFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean versioned = response.getHeaders().containsKey(HttpHeaders.ETAG);
        response.getHeaders()
                .putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of(versioned ? "private, no-cache" : "no-store"));
    }
}
