/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.page;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.AsyncAnswers;
import io.orderflow.orders.http.Json;
import io.orderflow.orders.http.MediaTypes;
import io.orderflow.orders.http.Problem;
import io.orderflow.orders.http.ProblemException;
import io.orderflow.orders.http.ProblemMapper;
import io.orderflow.orders.http.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** {@code /desk/}: passes on to the {@link Desk}, if there is one, what this service's own page asks of it; nobody else's may. */
@Path("/desk/{path: .+}")
@Produces(MediaType.APPLICATION_JSON)
public final class DeskResource {

    private final Optional<Desk> desk;
    private final Executor threads;

    /** @param threads for the desk's work */
    public DeskResource(Optional<Desk> desk, Executor threads) {
        this.desk = requireNonNull(desk, "desk");
        this.threads = requireNonNull(threads, "threads");
    }

    /** Asks. */
    @GET
    public void ask(
            @PathParam("path") String path,
            @Context UriInfo uri,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response) {
        answer(request, response, new Desk.Asked("GET", path, firsts(uri), JsonNodeFactory.instance.objectNode()));
    }

    /** Has something done. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public void act(
            InputStream body,
            @PathParam("path") String path,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            @Suspended AsyncResponse response)
            throws IOException {
        MediaTypes.requireJson(headers.getMediaType());
        JsonNode asked = Json.read(RequestBody.read(body), "must be a JSON object");
        answer(request, response, new Desk.Asked("POST", path, firsts(uri), asked));
    }

    private void answer(HttpServletRequest request, AsyncResponse response, Desk.Asked asked) {
        Identity.of(request).requireAll("the desk's answers");
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw new ProblemException(
                    Problem.forbidden("the desk is for this service's own page alone (Sec-Fetch-Site)"));
        }
        Desk present = desk.orElseThrow(() -> new ProblemException(Problem.blank(
                404, ProblemMapper.title(404), "there is no desk here: bin/orderflow does what it would do")));
        try {
            AsyncAnswers.answer(response, CompletableFuture.supplyAsync(() -> told(present.answer(asked)), threads));
        } catch (RejectedExecutionException e) {
            response.resume(Answers.unavailable(Problem.unavailable("the desk has too much to do: ask again")));
        }
    }

    private static Response told(Desk.Told told) {
        return told.status() < 400
                ? Response.status(told.status()).entity(told.body()).build()
                : Answers.problem(Problem.blank(
                        told.status(),
                        ProblemMapper.title(told.status()),
                        told.body().toString()));
    }

    private static Map<String, String> firsts(UriInfo uri) {
        MultivaluedMap<String, String> all = uri.getQueryParameters();
        Map<String, String> firsts = new HashMap<>();
        all.forEach((name, values) -> firsts.put(name, values.isEmpty() ? "" : values.get(0)));
        return firsts;
    }
}
