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
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** {@code /desk/}: passes on to the {@link Desk}, if there is one, what this service's own page asks of it; nobody else's may. */
@Path("/desk/{path: .+}")
@Produces(MediaType.APPLICATION_JSON)
public final class DeskResource {

    private final Optional<Desk> desk;
    private final Set<String> names;
    private final Executor threads;

    /**
     * @param host the name of this service
     * @param threads for the desk's work
     */
    public DeskResource(Optional<Desk> desk, String host, Executor threads) {
        this.desk = requireNonNull(desk, "desk");
        this.names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        this.names.add(host.toLowerCase(Locale.ROOT));
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
        // A name of somebody else's that leads here (DNS rebinding) makes their page one of ours in all but its name.
        if (!names.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
            throw new ProblemException(
                    Problem.forbidden("the desk is asked under this service's own name alone, or as localhost (Host)"));
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
