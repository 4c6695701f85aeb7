/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A registry that speaks Confluent's REST API: Confluent Schema Registry, Apicurio under {@code /apis/ccompat/v7}, and
 * others. Several addresses may be given, separated by commas; the first that answers is used.
 */
public final class HttpRegistry implements Registry {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    private final List<String> addresses;
    private final @Nullable String authorization;
    private final RegistryTls tls;

    /**
     * @param urls one or more base addresses, separated by commas
     * @param userInfo {@code user:password}, or null where the registry asks for none
     */
    public HttpRegistry(String urls, @Nullable String userInfo) {
        this(urls, userInfo, Map.of());
    }

    /** The same, over TLS as {@code config} has it: {@code schema.registry.ssl.*}. */
    HttpRegistry(String urls, @Nullable String userInfo, Map<String, ?> config) {
        this.tls = RegistryTls.from(config);
        this.addresses = Arrays.stream(urls.split(",", -1))
                .map(String::strip)
                .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
                .map(HttpRegistry::checked)
                .toList();
        this.authorization =
                userInfo == null ? null : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
    }

    private static String checked(String url) {
        try {
            HttpRequest.newBuilder(URI.create(url));
            return url;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    AvroSerde.URL,
                    url,
                    "must be a URL such as http://localhost:8081; a host name has letters, digits, dots and hyphens, no underscores");
        }
    }

    @Override
    public int register(String subject, Schema schema) {
        return id(post("/subjects/" + encoded(subject) + "/versions", schema), "register", subject);
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return id(post("/subjects/" + encoded(subject), schema), "look up", subject);
    }

    @Override
    public Schema schema(int id) {
        JsonNode answer = ask("/schemas/ids/" + id, "GET", BodyPublishers.noBody());
        try {
            return new Schema.Parser().parse(answer.path("schema").asText());
        } catch (SchemaParseException e) {
            throw new SerializationException("the registry's schema " + id + " is not an Avro schema", e);
        }
    }

    private JsonNode post(String path, Schema schema) {
        String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
        return ask(path, "POST", BodyPublishers.ofString(body));
    }

    private JsonNode ask(String path, String method, BodyPublisher body) {
        @Nullable IOException away = null;
        for (String address : addresses) {
            try {
                HttpResponse<String> response =
                        tls.client().send(request(address + path, method, body), BodyHandlers.ofString());
                if (isInTrouble(response.statusCode())) {
                    away = new IOException("HTTP " + response.statusCode() + " from " + address + path);
                    continue;
                }
                return answer(address + path, response);
            } catch (IOException e) {
                away = e;
            } catch (InterruptedException e) {
                throw new InterruptException("interrupted while asking the schema registry", e);
            }
        }
        throw new RegistryUnavailableException(
                "schema registry at %s does not answer %s %s%s"
                        .formatted(
                                String.join(", ", addresses),
                                method,
                                path,
                                away instanceof SSLException
                                        ? ", as TLS with it fails: %s; is it the authority of its certificate that is in %sssl.truststore.location?"
                                                .formatted(away.getMessage(), RegistryTls.PREFIX)
                                        : ""),
                away);
    }

    private HttpRequest request(String url, String method, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", MEDIA_TYPE)
                .header("Accept", MEDIA_TYPE + ", application/json")
                .method(method, body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.build();
    }

    private static boolean isInTrouble(int status) {
        return status >= 500 || status == 408 || status == 429;
    }

    /** What says something about the schema is a {@link SerializationException}; all else is not the record's fault. */
    private static JsonNode answer(String url, HttpResponse<String> response) {
        int status = response.statusCode();
        String told = "the schema registry answered " + status + " to " + url + ": " + response.body();
        if (status == 401) {
            throw new AuthenticationException(told);
        }
        if (status == 403) {
            throw new AuthorizationException(told);
        }
        JsonNode answer = json(url, response.body());
        if (status != 200) {
            throw new SerializationException(told);
        }
        return answer;
    }

    private static JsonNode json(String url, String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new RegistryUnavailableException(url + " does not answer as a schema registry does: " + body, e);
        }
    }

    private static int id(JsonNode answer, String what, String subject) {
        JsonNode id = answer.path("id");
        if (!id.isInt()) {
            throw new SerializationException(
                    "could not " + what + " the schema of " + subject + ": the registry's answer has no id: " + answer);
        }
        return id.intValue();
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }
}
