/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static io.orderflow.common.testing.Sample.fail;
import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.events.Order;
import io.orderflow.orders.access.AccessFilter;
import io.orderflow.orders.access.Issuer;
import io.orderflow.orders.cancel.CancelResource;
import io.orderflow.orders.catalogue.CustomersResource;
import io.orderflow.orders.catalogue.ProductsResource;
import io.orderflow.orders.commands.Written.Unacknowledged;
import io.orderflow.orders.figures.FiguresResource;
import io.orderflow.orders.follow.FeedServlet;
import io.orderflow.orders.history.HistoryResource;
import io.orderflow.orders.http.Rest.Answer;
import io.orderflow.orders.limits.LimitsConfig;
import io.orderflow.orders.list.ListResource;
import io.orderflow.orders.place.PlaceResource;
import io.orderflow.orders.read.ReadResource;
import io.orderflow.orders.services.ServicesResource;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.orders.state.KeptEvent;
import io.orderflow.orders.state.KeptFailure;
import io.orderflow.orders.state.KeptVerdict;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Is the document what the service does, and all that it does? */
class OpenApiTest {

    private static final List<Class<?>> RESOURCES = List.of(
            PlaceResource.class,
            ReadResource.class,
            CancelResource.class,
            HistoryResource.class,
            ListResource.class,
            OpenApiResource.class,
            ProductsResource.class,
            CustomersResource.class,
            FiguresResource.class,
            ServicesResource.class);
    private static final Set<String> FEEDS = Set.of("GET /v1/orders/events", "GET /v1/order-validations/events");

    @AutoClose
    private final Rest rest = new Rest();

    @TempDir
    private java.nio.file.Path folder;

    private final JsonNode document = rest.get("/openapi.json").json();
    private final Set<String> seen = new TreeSet<>();
    private final Set<String> fields = new TreeSet<>();

    @Test
    void eachRouteIsInTheDocumentAndEachOfTheDocumentIsARoute() {
        Set<String> routes = new TreeSet<>(FEEDS);
        RESOURCES.forEach(resource -> routes.addAll(routes(resource)));

        assertThat(documented()).isEqualTo(routes);
    }

    @Test
    void eachStatusAndFieldOfTheDocumentIsAnsweredAndNoOther() throws Exception {
        placing();
        reading();
        history();
        cancelling();
        listing();
        following();
        looking();
        asking();
        askingTooMuch();
        answered("GET", "/openapi.json", rest.get("/openapi.json"));
        answered("GET", "/openapi.json", rest.get("/openapi.json", "Accept", "text/html"));

        assertThat(seen).isEqualTo(documentedStatuses());
        assertThat(fields).isEqualTo(documentedFields());
    }

    private void placing() {
        String path = "/v1/orders";
        String mine = Rest.ORDER.replaceFirst("\\{", "{\"id\": \"A\", ");
        rest.log.silent = true;
        answered(
                "POST",
                path,
                rest.send(
                        "POST",
                        "/v1/orders?timeout=20",
                        BodyPublishers.ofString(mine),
                        "Content-Type",
                        "application/json"));
        rest.log.silent = false;
        answered("POST", path, rest.post(mine));
        answered("POST", path, rest.post(mine));
        answered("POST", path, rest.post(mine.replace("kettle", "mug")));
        answered("POST", path, rest.post("{}"));
        answered("POST", path, rest.post("{\"customerId\": \"x\"}"));
        answered("POST", path, rest.post(" ".repeat(300_000)));
        answered("POST", path, rest.post(Rest.ORDER, "Accept", "text/html"));
        answered("POST", path, rest.send("POST", path, BodyPublishers.ofString(mine), "Content-Type", "text/plain"));
        rest.log.outcome = Unacknowledged.UNKNOWN;
        answered("POST", path, rest.post(Rest.ORDER));
        rest.log.reset();
    }

    private void reading() {
        for (String path : List.of("/v1/orders/{id}", "/v1/orders/{id}/validated")) {
            rest.log.reset();
            read(path, "?timeout=0");
            rest.log.shows(order("A").line("kettle", 1).created());
            if (path.endsWith("validated")) {
                read(path, "?timeout=0");
            }
            rest.log.shows(order("A").line("kettle", 1).failed("inventory", "none left"));
            read(path, "");
            read(path, "", "If-None-Match", "*");
            read(path, "?timeout=x");
            read(path, "", "Accept", "text/html");
            rest.log.viewAway = true;
            read(path, "?timeout=0");
        }
        rest.log.reset();
    }

    private void history() {
        String path = "/v1/orders/{id}/history";
        read(path, "?timeout=0");
        read(path, "?timeout=x");
        read(path, "", "Accept", "text/html");
        Order failed = order("A").line("kettle", 1).failed("inventory", "none left");
        rest.log.shows(failed);
        rest.shelf.has(
                failed,
                new HistoryEntry(
                        failed.getCreatedAt(),
                        failed.getCreatedAt(),
                        new KeptEvent("CREATED", 1, List.of(), "customer-7")),
                new HistoryEntry(
                        failed.getUpdatedAt(),
                        failed.getUpdatedAt(),
                        new KeptVerdict("inventory", "FAIL", List.of("none left"), 0L)),
                new HistoryEntry(
                        failed.getUpdatedAt(),
                        failed.getUpdatedAt(),
                        new KeptEvent("FAILED", 2, List.of(new KeptFailure("inventory", "none left")), "")));
        read(path, "");
        rest.shelf.away = true;
        read(path, "?timeout=20");
        rest.shelf.away = false;
        rest.log.reset();
    }

    private void cancelling() {
        String path = "/v1/orders/{id}/cancel";
        cancel(path, "?timeout=0");
        cancel(path, "?timeout=x");
        cancel(path, "", "Accept", "text/html");
        rest.log.shows(order("A").line("kettle", 1).created());
        cancel(path, "");
        rest.log.outcome = Unacknowledged.NOT_WRITTEN;
        cancel(path, "");
        rest.log.shows(order("A").line("kettle", 1).failed("inventory", "none left"));
        cancel(path, "");
        rest.log.reset();
    }

    private void listing() {
        String path = "/v1/orders";
        rest.shelf.has(order("B").line("kettle", 1).created());
        answered("GET", path, rest.get("/v1/orders?limit=1"));
        answered("GET", path, rest.get("/v1/orders?limit=100"));
        answered("GET", path, rest.get("/v1/orders?limit=0"));
        answered("GET", path, rest.get("/v1/orders", "Accept", "text/html"));
        rest.shelf.away = true;
        answered("GET", path, rest.get("/v1/orders?timeout=0"));
        rest.shelf.away = false;
    }

    private void following() throws Exception {
        Order failed = order("A").line("kettle", 1).failed("inventory", "none left");
        rest.orders.write(0, "7", FeedServlet.data(failed));
        rest.validations.write(0, "A", FeedServlet.data(fail("A", "inventory", "none left")));
        for (String path : List.of("/v1/orders/events", "/v1/order-validations/events")) {
            followed(path);
            answered("GET", path, rest.get(path, "Last-Event-ID", "x"));
            answered("GET", path, rest.get(path, "Accept", "application/json"));
        }
        rest.stopFeeds();
        for (String path : List.of("/v1/orders/events", "/v1/order-validations/events")) {
            answered("GET", path, rest.get(path));
        }
    }

    private void followed(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(rest.address().resolve(path))
                .header("Last-Event-ID", "0")
                .build();
        InputStream body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofInputStream())
                .body();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(body, UTF_8))) {
            String line = in.readLine();
            while (line != null && !line.startsWith("data: ")) {
                line = in.readLine();
            }
            assertThat(line).isNotNull();
            seen.add("GET " + path + " 200");
            check(
                    Json.read(String.valueOf(line).substring(6).getBytes(UTF_8), "JSON"),
                    content(path, "get", 200).path("text/event-stream").path("schema"),
                    path);
        }
    }

    /** More than a client may. */
    private void askingTooMuch() {
        LimitsConfig one = new LimitsConfig(1, 1, 1, 1, 0, List.of(), List.of());
        try (Rest busy = new Rest(AccessFilter::open, one)) {
            busy.get("/openapi.json");
            for (String route : documented()) {
                String method = route.split(" ", -1)[0];
                String path = route.split(" ", -1)[1];
                answered(method, path, busy.send(method, path.replace("{id}", "A"), BodyPublishers.noBody()));
            }
        }
    }

    private void looking() {
        for (boolean away : List.of(false, true)) {
            rest.catalogue.away = away;
            rest.figures.away = away;
            rest.services.away = away;
            for (String path : List.of("/v1/products", "/v1/customers", "/v1/figures", "/v1/services")) {
                answered("GET", path, rest.get(path));
                answered("GET", path, rest.get(path, "Accept", "text/html"));
            }
        }
    }

    /** Without a token, and with one that does not do. */
    private void asking() {
        Issuer issuer = new Issuer(folder);
        String[] useless = {"Authorization", "Bearer " + issuer.token(7, "openid")};
        try (Rest secure = new Rest(issuer::filter)) {
            for (String route : documented()) {
                String method = route.split(" ", -1)[0];
                String path = route.split(" ", -1)[1];
                if (!path.equals("/openapi.json")) {
                    String asked = path.replace("{id}", "A");
                    answered(method, path, secure.send(method, asked, BodyPublishers.noBody()));
                    answered(method, path, secure.send(method, asked, BodyPublishers.noBody(), useless));
                }
            }
        }
    }

    private void read(String path, String query, String... headers) {
        answered("GET", path, rest.get(path.replace("{id}", "A") + query, headers));
    }

    private void cancel(String path, String query, String... headers) {
        answered("POST", path, rest.send("POST", path.replace("{id}", "A") + query, BodyPublishers.noBody(), headers));
    }

    private JsonNode content(String path, String method, int status) {
        return document.path("paths")
                .path(path)
                .path(method)
                .path("responses")
                .path(Integer.toString(status))
                .path("content");
    }

    /** Notes an answer, and holds its type, headers and fields against the document. */
    private void answered(String method, String path, Answer answer) {
        String what = method + " " + path + " " + answer.status();
        seen.add(what);
        JsonNode response = document.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(answer.status()));
        response.path("headers")
                .fieldNames()
                .forEachRemaining(header -> assertThat(answer.header(header))
                        .as(what + " " + header)
                        .isNotEmpty());
        if (!answer.body().isEmpty()) {
            JsonNode schema =
                    response.path("content").path(answer.header("Content-Type")).path("schema");
            assertThat(schema.isMissingNode())
                    .as(what + " " + answer.header("Content-Type"))
                    .isFalse();
            check(answer.json(), schema, what);
        }
    }

    private void check(JsonNode value, JsonNode schema, String where) {
        if (schema.has("$ref")) {
            String ref = schema.path("$ref").asText();
            check(value, document.at(ref.substring(1)), where + " " + ref.substring(ref.lastIndexOf('/') + 1));
            return;
        }
        if (schema.has("enum")) {
            assertThat(schema.path("enum")).as(where).contains(value);
        }
        if (value.isArray()) {
            assertThat(schema.path("type").asText()).as(where).isEqualTo("array");
            value.forEach(item -> check(item, schema.path("items"), where));
        } else if (value.isObject() && schema.has("properties")) {
            schema.path("required")
                    .forEach(name -> assertThat(value.has(name.asText()))
                            .as(where + " " + name)
                            .isTrue());
            value.fieldNames().forEachRemaining(name -> {
                assertThat(schema.path("properties").has(name))
                        .as(where + " " + name)
                        .isTrue();
                fields.add(where.substring(where.lastIndexOf(' ') + 1) + "." + name);
                check(value.path(name), schema.path("properties").path(name), where + "." + name);
            });
        } else if (schema.has("type")) {
            assertThat(schema.path("type").toString()).as(where).contains(type(value));
        }
    }

    private static String type(JsonNode value) {
        if (value.isIntegralNumber()) {
            return "integer";
        }
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private Set<String> documented() {
        Set<String> routes = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return routes;
    }

    private Set<String> documentedStatuses() {
        Set<String> statuses = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> method.getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(status -> statuses.add(method.getKey()
                                                .toUpperCase(Locale.ROOT) + " " + path.getKey() + " " + status))));
        return statuses;
    }

    /** Of all shapes but that which clients send. */
    private Set<String> documentedFields() {
        Set<String> all = new TreeSet<>();
        document.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .fieldNames()
                        .forEachRemaining(field -> all.add(schema.getKey() + "." + field)));
        all.removeIf(field -> field.startsWith("NewOrder."));
        return all;
    }

    private static Set<String> routes(Class<?> resource) {
        Set<String> routes = new TreeSet<>();
        for (Method method : resource.getDeclaredMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    Path below = method.getAnnotation(Path.class);
                    routes.add(verb.value() + " "
                            + resource.getAnnotation(Path.class).value() + (below == null ? "" : "/" + below.value()));
                }
            }
        }
        return routes;
    }
}
