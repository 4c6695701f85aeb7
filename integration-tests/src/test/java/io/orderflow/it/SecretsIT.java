/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.WholeSystem.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.testing.Sample;
import io.orderflow.embedded.BrokerSecurity;
import io.orderflow.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts everything with secrets that can be told from all else, has things go right and wrong, and looks for them in whatever comes out:
 * what programs print, answers of any port, metrics, the list of processes.
 */
class SecretsIT {

    /** Each secret has it in it. */
    private static final String MARK = "s3cr3t";

    private static final List<String> SERVICES =
            List.of("orders-service", "inventory-service", "fraud-service", "order-details-service", "email-service");

    private static final List<String> PAGES =
            List.of("/health/live", "/health/ready", "/metrics", "/topology", "/none");
    private static final Pattern REST = Pattern.compile("serves at (http://\\S+)");
    private static final Pattern MANAGEMENT = Pattern.compile("metrics and topology at (http://\\S+)");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final KeyPair issuer = rsa();
    private final List<String> secrets = new ArrayList<>(List.of(MARK));
    private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();

    /** Whatever came out, by where. */
    private final Map<String, String> told = new TreeMap<>();

    @SuppressWarnings("NullAway.Init") // by startAll()
    private WholeSystem system;

    @AfterEach
    void stop() {
        processes.values().forEach(ServiceProcess::close);
        if (system != null) {
            system.close();
        }
    }

    @Test
    void noSecretComesOutAnywhere() throws Exception {
        startAll();
        thingsGoRight();
        thingsGoWrong();
        wrongSecrets();
        processes.forEach((name, process) -> told.put(name + " prints", process.output()));
        told.put("processes", processList());
        processes.values().forEach(ServiceProcess::terminate);
        processes.forEach((name, process) -> {
            process.exitCode();
            told.put(name + " prints", process.output());
        });

        assertThat(told).hasSizeGreaterThan(50);
        assertThat(told.get("processes")).contains(SERVICES); // it is one
        assertThat(told.get("orders-service prints")).contains("\"event\":\"placed\"", "\"event\":\"unauthorized\"");
        told.forEach((where, text) ->
                secrets.forEach(secret -> assertThat(text).as(where).doesNotContainIgnoringCase(secret)));
    }

    private void startAll() throws IOException {
        Map<String, String> passwords =
                SERVICES.stream().collect(Collectors.toMap(service -> service, service -> MARK + "-kafka-" + service));
        passwords.put(BrokerSecurity.ADMIN, MARK + "-kafka-admin");
        system = WholeSystem.secured(folder, new BrokerSecurity(passwords, Map.of()));
        system.createTopics(BrokerSecurity.ADMIN);
        system.send(Topics.CUSTOMERS, 7L, Sample.customer(7));
        system.send(Topics.PRODUCTS, "kettle", Sample.product("kettle", "24.90"));
        system.send(Topics.WAREHOUSE_INVENTORY, "kettle", Sample.received("kettle", 100));
        Files.writeString(folder.resolve("jwks.json"), jwks());
        Files.writeString(folder.resolve("check.key"), MARK + "-check-".repeat(5));
        for (String service : SERVICES) {
            start(service, service, Map.of());
        }
        for (String service : SERVICES) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() ->
                            get(address(service, MANAGEMENT) + "/health/ready").statusCode() == 200);
        }
    }

    /** What each program's file has: where all is, and secrets for whatever may ask for one. */
    private Map<String, String> properties(String service) {
        Map<String, String> properties = new TreeMap<>(system.clientProperties(service));
        properties.put("basic.auth.credentials.source", "USER_INFO");
        properties.put("basic.auth.user.info", service + ":" + MARK + "-registry");
        properties.put("ssl.key.password", MARK + "-key");
        properties.put("ssl.keystore.password", MARK + "-keystore");
        properties.put("ssl.truststore.password", MARK + "-truststore");
        properties.put("state.dir", folder.resolve(service).toString());
        if (service.equals("orders-service")) {
            properties.put("port", "0");
            properties.put("orders.auth.jwks", folder.resolve("jwks.json").toString());
            properties.put("orders.auth.issuer", "https://login.shop.example");
            properties.put("orders.auth.audience", "orderflow");
        } else if (service.equals("fraud-service")) {
            properties.put("fraud.key", folder.resolve("check.key").toString());
        } else if (service.equals("email-service")) {
            properties.put("smtp.port", Integer.toString(system.mail().smtpPort()));
            properties.put("smtp.user", "shop");
            properties.put("smtp.password", MARK + "-smtp");
        }
        return properties;
    }

    /** Starts {@code service} with its file, of which {@code otherwise} replaces what it names, and with flags. */
    private ServiceProcess start(String name, String service, Map<String, String> otherwise, String... flags)
            throws IOException {
        Map<String, String> properties = properties(service);
        properties.putAll(otherwise);
        Path file = folder.resolve(name + ".properties");
        Files.writeString(
                file,
                properties.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        List<String> all = new ArrayList<>(List.of("--config-file", file.toString()));
        all.addAll(List.of(flags));
        ServiceProcess process = new ServiceProcess(service, folder, all);
        processes.put(name, process);
        return process;
    }

    private void thingsGoRight() throws Exception {
        String token = token("anna", 7, Instant.now().plusSeconds(600));
        HttpResponse<String> placed = order(token);
        assertThat(placed.statusCode()).isEqualTo(201);
        String location = placed.headers().firstValue("Location").orElseThrow();
        for (String path : List.of("/validated?timeout=60000", "", "/history")) {
            assertThat(ask("GET", location + path, token).statusCode()).isEqualTo(200);
        }
        ask("GET", "/v1/orders", token);
        ask("GET", "/openapi.json", token);
        ask("POST", location + "/cancel", token);
        await().atMost(PATIENCE).until(() -> !system.mail().mails().isEmpty());
        system.mail().mails().forEach(mail -> told.put("mail " + mail.number(), mail.toString()));
        for (String service : SERVICES) {
            for (String page : PAGES) {
                told(service + " " + page, get(address(service, MANAGEMENT) + page));
            }
        }
    }

    private void thingsGoWrong() throws Exception {
        String token = token("anna", 7, Instant.now().plusSeconds(600));
        String expired = token("anna", 7, Instant.now().minusSeconds(600));
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + BASE64.encodeToString(new byte[256]);
        for (String wrong : List.of(expired, forged, MARK + ".a.b", MARK, "Basic " + MARK)) {
            assertThat(ask("GET", "/v1/orders/A?timeout=0", wrong).statusCode()).isEqualTo(401);
        }
        ask("GET", "/v1/orders/A?timeout=0&access_token=" + token, "");
        ask("GET", "/v1/orders/A?timeout=" + MARK, ""); // 401 goes before
        ask("GET", "/" + "x".repeat(9_000), token);
        ask("PUT", "/v1/orders", token);
        ask("GET", "/v1/orders/events?customerId=8", token);
        order(expired);
        order("");
        for (String service : SERVICES) {
            told(service + " metrics, afterwards", get(address(service, MANAGEMENT) + "/metrics"));
        }
    }

    /** Programs that cannot start, for there is something wrong with what is secret, or with where it was put. */
    private void wrongSecrets() throws IOException {
        String password = MARK + "-wrong";
        String jaas =
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"fraud-service\" password=";
        Map<String, ServiceProcess> ended = new LinkedHashMap<>();
        ended.put(
                "a wrong password",
                start(
                        "a wrong password",
                        "fraud-service",
                        Map.of("sasl.jaas.config", jaas + "\"" + password + "\";", "start.timeout", "5s")));
        ended.put(
                "half a login",
                start("half a login", "fraud-service", Map.of("sasl.jaas.config", jaas + password + " no end")));
        ended.put(
                "no mechanism",
                start("no mechanism", "fraud-service", Map.of("sasl.mechanism", "NONE", "start.timeout", "5s")));
        ended.put(
                "a key that is none",
                start(
                        "a key that is none",
                        "orders-service",
                        Map.of(
                                "security.protocol",
                                "SASL_SSL",
                                "ssl.keystore.type",
                                "PEM",
                                "ssl.keystore.certificate.chain",
                                MARK + "-certificate",
                                "ssl.keystore.key",
                                MARK + "-private-key")));
        ended.put("a flag", start("a flag", "email-service", Map.of(), "--smtp-password-file", MARK));
        ended.put(
                "misspelt",
                start("misspelt", "email-service", Map.of("smtp.pasword", MARK, "smtp.passwrd.file", MARK)));
        ended.put(
                "a check's key with blanks",
                start(
                        "a check's key with blanks",
                        "fraud-service",
                        Map.of(
                                "fraud.key",
                                Files.writeString(folder.resolve("wrong.key"), (MARK + " ").repeat(5))
                                        .toString())));
        ended.put(
                "in a URL",
                start(
                        "in a URL",
                        "orders-service",
                        Map.of("orders.auth.jwks", "http://me:" + MARK + "@localhost:1/jwks")));
        ended.put(
                "behind a URL",
                start(
                        "behind a URL",
                        "orders-service",
                        Map.of("orders.auth.jwks", "http://localhost:1/jwks?key=" + MARK)));
        ended.put(
                "in the registry's URL",
                start(
                        "in the registry's URL",
                        "inventory-service",
                        Map.of("schema.registry.url", "http://me:" + MARK + "@localhost:1")));
        ended.forEach((name, process) -> {
            assertThat(process.exitCode()).as(name).isNotZero();
            assertThat(process.output()).as(name).contains("-service: ");
        });
    }

    /** As {@code ps} shows it to all. A program that was refused a secret as a flag has ended. */
    private static String processList() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .collect(Collectors.joining("\n"));
    }

    private HttpResponse<String> order(String token) throws Exception {
        String body =
                "{\"customerId\":7,\"currency\":\"EUR\",\"lines\":[{\"product\":\"kettle\",\"quantity\":1,\"unitPrice\":24.90}]}";
        return send(authorized("/v1/orders", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> ask(String method, String path, String token) throws Exception {
        return send(
                authorized(path, token).method(method, BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder authorized(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(address("orders-service", REST)).resolve(path));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        told("answer %s to %s".formatted(told.size(), request.method()), answer);
        return answer;
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private void told(String where, HttpResponse<String> answer) {
        told.put(where, answer.statusCode() + "\n" + answer.headers().map() + "\n" + answer.body());
    }

    private String address(String service, Pattern pattern) {
        ServiceProcess process = processes.get(service);
        Matcher found = pattern.matcher(process == null ? "" : process.output());
        if (!found.find()) {
            throw new IllegalStateException("not yet told: " + pattern);
        }
        return found.group(1);
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String jwks() {
        RSAPublicKey key = (RSAPublicKey) issuer.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"kid\":\"k1\",\"e\":\"AQAB\",\"n\":\"%s\"}]}"
                .formatted(BASE64.encodeToString(unsigned(key.getModulus().toByteArray())));
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    /** A bearer token; what proves it is remembered as secret. */
    private String token(String subject, long customer, Instant until) throws GeneralSecurityException {
        String claims =
                "{\"iss\":\"https://login.shop.example\",\"aud\":\"orderflow\",\"sub\":\"%s\",\"customer_id\":%s,\"scope\":\"orders:read orders:write\",\"exp\":%s}"
                        .formatted(subject, customer, until.getEpochSecond());
        String part = BASE64.encodeToString("{\"alg\":\"RS256\",\"kid\":\"k1\"}".getBytes(UTF_8)) + "."
                + BASE64.encodeToString(claims.getBytes(UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(issuer.getPrivate());
        signature.update(part.getBytes(UTF_8));
        String proof = BASE64.encodeToString(signature.sign());
        secrets.add(proof.substring(0, 30));
        secrets.add(part.substring(part.indexOf('.') + 1));
        return part + "." + proof;
    }
}
