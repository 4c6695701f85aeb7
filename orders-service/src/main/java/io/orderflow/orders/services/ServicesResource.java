/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.services;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.Health;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.services.ServicesResponse.ServiceRow;
import io.orderflow.orders.topic.LookedUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** {@code GET /v1/services}: which services run, with which instances, and how far behind they are. */
@Path("/v1/services")
@Produces(MediaType.APPLICATION_JSON)
public final class ServicesResource {

    private final Supplier<Health> here;
    private final Supplier<CompletableFuture<List<ServiceRow>>> services;

    /** @param here how this instance is */
    public ServicesResource(Supplier<Health> here, ConsumerGroups groups) {
        this(here, groups::ask);
    }

    ServicesResource(Supplier<Health> here, Supplier<CompletableFuture<List<ServiceRow>>> services) {
        this.here = requireNonNull(here, "here");
        this.services = requireNonNull(services, "services");
    }

    /** All services that the cluster knows of. */
    @GET
    public void read(@Context HttpServletRequest request, @Suspended AsyncResponse response) {
        Identity.of(request).requireAll("the services");
        Health health = here.get();
        LookedUp.answer(
                response,
                "the services",
                services.get()
                        .thenApply(rows -> new ServicesResponse(
                                new ServicesResponse.Instance(health.ready(), health.detail()), rows)));
    }
}
