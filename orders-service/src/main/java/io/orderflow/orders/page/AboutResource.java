/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.page;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /page/about.json}: what the page has to know before it asks for anything. */
@Path("/page/about.json")
@Produces(MediaType.APPLICATION_JSON)
public final class AboutResource {

    private final boolean open;
    private final List<String> checks;
    private final List<String> shadowChecks;
    private final Optional<Desk> desk;

    /**
     * @param open true if nobody is asked for a token
     * @param checks that a new order must pass
     * @param shadowChecks that are heard, and do not decide
     */
    public AboutResource(boolean open, List<String> checks, List<String> shadowChecks, Optional<Desk> desk) {
        this.open = open;
        this.checks = List.copyOf(checks);
        this.shadowChecks = List.copyOf(shadowChecks);
        this.desk = requireNonNull(desk, "desk");
    }

    /** The same for everybody. */
    @GET
    public About read() {
        return new About(
                open,
                checks,
                shadowChecks,
                desk.isPresent(),
                desk.map(Desk::links).orElseGet(Map::of));
    }

    /** @param desk true if there is one */
    record About(boolean open, List<String> checks, List<String> shadowChecks, boolean desk, Map<String, URI> links) {}
}
