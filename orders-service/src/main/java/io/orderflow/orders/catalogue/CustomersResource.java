/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.catalogue;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.access.Identity;
import io.orderflow.orders.catalogue.Catalogue.CustomerRow;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.ProblemException;
import io.orderflow.orders.topic.LookedUp;
import io.orderflow.orders.topic.TopicTable.Rows;
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

/**
 * {@code GET /v1/customers}: for whom an order can be placed. Names are personal data: they are for a token of
 * {@code orders:admin}, or, where nobody is asked for one, for this machine alone.
 */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
public final class CustomersResource {

    private final boolean told;
    private final Supplier<CompletableFuture<Rows<CustomerRow>>> customers;

    /** @param told false where whoever asks may be anybody */
    public CustomersResource(boolean told, Catalogue catalogue) {
        this(told, catalogue::customers);
    }

    CustomersResource(boolean told, Supplier<CompletableFuture<Rows<CustomerRow>>> customers) {
        this.told = told;
        this.customers = requireNonNull(customers, "customers");
    }

    /** All customers; of very many the first. */
    @GET
    public void list(@Context HttpServletRequest request, @Suspended AsyncResponse response) {
        Identity.of(request).requireAll("the customers");
        if (!told) {
            throw new ProblemException(
                    Problem.forbidden(
                            "customers are not named where nobody is asked for a token and other machines may ask: see orders.auth.jwks"));
        }
        LookedUp.answer(
                response,
                "the customers",
                customers.get().thenApply(found -> new CustomerList(found.rows(), found.more())));
    }

    /** @param more true if there are others */
    record CustomerList(List<CustomerRow> customers, boolean more) {}
}
