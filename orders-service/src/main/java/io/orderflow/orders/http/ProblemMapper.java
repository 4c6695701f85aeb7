/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever a request ends with other than an answer into a problem, and has each problem name the path it is about. */
public final class ProblemMapper implements ExceptionMapper<Throwable>, ContainerResponseFilter {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    @Override
    public Response toResponse(Throwable fault) {
        if (fault instanceof CompletionException && fault.getCause() != null) {
            return toResponse(fault.getCause());
        }
        if (fault instanceof ProblemException refused) {
            return Answers.problem(refused.problem());
        }
        if (fault instanceof WebApplicationException refused) {
            return ofHttp(refused);
        }
        Optional<HttpException> unreadable = httpFault(fault);
        if (unreadable.isPresent()) {
            int status = unreadable.get().getCode();
            return Answers.problem(Problem.blank(status, title(status), "the request could not be read"));
        }
        if (fault instanceof IOException) {
            return Answers.problem(Problem.blank(400, title(400), "the body could not be read to its end"));
        }
        LOG.error("A request failed by a fault of this service", fault);
        return Answers.problem(Problem.blank(500, title(500), "a fault of this service: its log says more"));
    }

    private static Response ofHttp(WebApplicationException refused) {
        Response response = refused.getResponse();
        int status = response.getStatus();
        Problem problem = Problem.blank(status, title(status), detail(refused, status));
        return Response.fromResponse(response)
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }

    private static String detail(WebApplicationException refused, int status) {
        return switch (status) {
            case 404 ->
                "nothing is at this path: orders are at /v1/orders and /v1/orders/ID, and /openapi.json says what else there is";
            case 405 -> "this path takes " + refused.getResponse().getHeaderString(HttpHeaders.ALLOW);
            case 406 -> "must accept " + MediaType.APPLICATION_JSON;
            case 415 -> "the body must be sent as Content-Type: " + MediaType.APPLICATION_JSON;
            default -> String.valueOf(refused.getMessage());
        };
    }

    private static Optional<HttpException> httpFault(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    public static String title(int status) {
        return HttpStatus.getMessage(status);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem) {
            String path = request.getUriInfo().getRequestUri().getRawPath();
            response.setEntity(problem.at(path), null, MediaType.valueOf(Problem.MEDIA_TYPE));
        }
    }
}
