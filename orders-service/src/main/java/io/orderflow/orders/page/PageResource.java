/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The web page: a file for each path, as it is in the jar. For anybody, as {@code /openapi.json}: the page itself tells nothing, and
 * asks for what it shows as any client does.
 */
@Path("/")
public final class PageResource {

    /** Nothing comes from elsewhere, nothing inline runs, and text never becomes markup. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");

    private static final String INDEX = "index.html";

    /** All that there is: what is not named here is not served, whatever is in the jar. */
    private static final List<String> FILES = List.of(
            INDEX,
            "style.css",
            "icon.svg",
            "main.js",
            "api.js",
            "dom.js",
            "format.js",
            "stream.js",
            "place.js",
            "form.js",
            "travel.js",
            "strip.js",
            "live.js",
            "order.js",
            "stock.js",
            "letters.js",
            "audit.js",
            "break.js",
            "topics.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "svg", "image/svg+xml;charset=utf-8");

    private final Map<String, PageFile> files =
            FILES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), PageFile::read));

    /** @param tag names the content */
    private record PageFile(String type, String content, EntityTag tag) {

        static PageFile read(String name) {
            try (InputStream file = PageResource.class.getResourceAsStream(name)) {
                if (file == null) {
                    throw new IllegalStateException(name + " is not in the jar");
                }
                byte[] content = file.readAllBytes();
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
                String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
                return new PageFile(
                        type,
                        new String(content, UTF_8),
                        new EntityTag(HexFormat.of().formatHex(digest, 0, 8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("each JDK has SHA-256", e);
            }
        }
    }

    /** The page. */
    @GET
    public Response index(@Context Request request) {
        return answer(INDEX, request);
    }

    /** What the page is made of. */
    @GET
    @Path("page/{file}")
    public Response file(@PathParam("file") String name, @Context Request request) {
        return answer(name, request);
    }

    private Response answer(String name, Request request) {
        PageFile file = Optional.ofNullable(files.get(name)).orElseThrow(NotFoundException::new);
        Response.@Nullable ResponseBuilder unchanged = request.evaluatePreconditions(file.tag());
        Response.ResponseBuilder answer =
                unchanged == null ? Response.ok(file.content()).type(file.type()) : unchanged;
        return answer.tag(file.tag())
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("Content-Security-Policy", POLICY)
                .build();
    }
}
