/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.figures;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.access.Identity;
import io.orderflow.orders.topic.LookedUp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** {@code GET /v1/figures}: what the last ten minutes were like, for those who may see all orders. */
@Path("/v1/figures")
@Produces(MediaType.APPLICATION_JSON)
public final class FiguresResource {

    private final Supplier<CompletableFuture<FiguresResponse>> figures;

    public FiguresResource(OrderFigures figures) {
        this(figures::ask);
    }

    FiguresResource(Supplier<CompletableFuture<FiguresResponse>> figures) {
        this.figures = requireNonNull(figures, "figures");
    }

    /** The figures of all orders. */
    @GET
    public void read(@Context HttpServletRequest request, @Suspended AsyncResponse response) {
        Identity.of(request).requireAll("the figures");
        LookedUp.answer(response, "the figures", figures.get());
    }
}
