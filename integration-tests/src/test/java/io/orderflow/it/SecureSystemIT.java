/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.WholeSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.kafka.RealClients;
import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TestAuthority;
import io.orderflow.common.testing.TestAuthority.Issued;
import io.orderflow.common.tls.PemFile;
import io.orderflow.common.tls.Tls;
import io.orderflow.common.tls.TlsConfig;
import io.orderflow.embedded.BrokerSecurity;
import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.EmbeddedMail;
import io.orderflow.embedded.EmbeddedRegistry;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.rights.Programs;
import io.orderflow.tools.acls.Users;
import io.orderflow.tools.ending.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole system with everything on: an authority of its own, a broker with SASL_SSL and ACLs, a registry behind TLS and a
 * password, verdicts that are signed, two instances of the orders service, tokens. The programs are started as an operator does, each
 * with a file of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureSystemIT {

    private static final Pattern REST = Pattern.compile("orders-service serves at (https://\\S+)");
    private static final Pattern MANAGEMENT = Pattern.compile("metrics and topology at (https://\\S+)");
    private static final String REGISTRY_USER = "orderflow:s3cret";
    private static final Map<String, String> CHECKS = Map.of(
            "inventory-service", "inventory", "fraud-service", "fraud", "order-details-service", "order-details");

    private final Map<String, ServiceProcess> processes = new TreeMap<>();
    private final EmbeddedMail mail = new EmbeddedMail(0, 0);

    @SuppressWarnings("NullAway.Init") // by start()
    private Path folder;

    @SuppressWarnings("NullAway.Init") // by start()
    private TestAuthority authority;

    @SuppressWarnings("NullAway.Init") // by start()
    private EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init") // by start()
    private Tls registryTls;

    @SuppressWarnings("NullAway.Init") // by start()
    private EmbeddedRegistry registry;

    @SuppressWarnings("NullAway.Init") // by start()
    private TokenIssuer issuer;

    @SuppressWarnings("NullAway.Init") // by start()
    private HttpClient http;

    @BeforeAll
    void start(@TempDir Path anywhere) throws Exception {
        folder = anywhere;
        authority = TestAuthority.in(folder);
        http = HttpClient.newBuilder().sslContext(authority.client()).build();
        issuer = new TokenIssuer(folder);
        makeCheckKeys();
        kafka = EmbeddedKafka.temporary(brokerSecurity());
        Issued registrys = authority.issue("registry");
        registryTls = new Tls(
                "registry",
                new TlsConfig(
                        new PemFile("certificate", registrys.certificate()),
                        new PemFile("key", registrys.key()),
                        Optional.empty()));
        registry = EmbeddedRegistry.secure(registryTls, REGISTRY_USER);
        EmbeddedKafka.createTopics(client(BrokerSecurity.ADMIN), Topics.create(2, (short) 1));
        giveRights();
        referenceData();
        run("orders-1", "orders-service");
        run("orders-2", "orders-service");
        Topics.SERVICES.stream().skip(1).forEach(service -> run(service, service));
        processes.keySet().forEach(this::awaitReady);
    }

    @AfterAll
    void stop() {
        processes.values().forEach(ServiceProcess::close);
        mail.close();
        registry.close();
        registryTls.close();
        kafka.close();
    }

    @Test
    void ordersAreTakenAndDecidedByEitherInstanceWhicheverHasThem() throws Exception {
        String token = issuer.customer("anna", 7);
        for (int i = 0; i < 6; i++) {
            String at = "orders-" + (i % 2 + 1);
            String other = "orders-" + ((i + 1) % 2 + 1);

            assertThat(place(at, "o-" + i, token).statusCode()).isEqualTo(201);

            for (String instance : List.of(at, other)) {
                HttpResponse<String> decided =
                        get(rest(instance), "/v1/orders/o-%s/validated?timeout=60000".formatted(i), token);
                assertThat(decided.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(decided.body()).contains("\"state\":\"VALIDATED\"");
            }
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(mail.mails())
                        .anySatisfy(one -> assertThat(one.toString()).contains("o-0")));
    }

    @Test
    void verdictsAreSignedByTheirChecks() throws Exception {
        assertThat(place("orders-1", "signed", issuer.customer("anna", 7)).statusCode())
                .isEqualTo(201);
        AtomicInteger signed = new AtomicInteger();

        await().atMost(PATIENCE).untilAsserted(() -> {
            signed.set(0);
            new Cluster(client(BrokerSecurity.ADMIN), new RealClients())
                    .readAll(List.of(Topics.ORDER_VALIDATIONS), verdict -> {
                        assertThat(verdict.headers().headers(CheckKey.HEADER)).hasSize(1);
                        signed.incrementAndGet();
                    });
            assertThat(signed.get()).isGreaterThanOrEqualTo(CHECKS.size());
        });
    }

    @Test
    void anothersOrderIsNoneThroughEitherInstance() throws Exception {
        assertThat(place("orders-1", "annas", issuer.customer("anna", 7)).statusCode())
                .isEqualTo(201);

        for (String instance : List.of("orders-1", "orders-2")) {
            assertThat(get(rest(instance), "/v1/orders/annas?timeout=60000", issuer.customer("anna", 7))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(rest(instance), "/v1/orders/annas?timeout=100", issuer.customer("bert", 8))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void whoHasNoTokenIsNotServed() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(rest("orders-1").resolve("/v1/orders/o-0"))
                .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void whoDoesNotTrustTheAuthorityGetsNoFurther() {
        HttpClient stranger = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(rest("orders-1").resolve("/openapi.json"))
                .build();

        assertThatThrownBy(() -> stranger.send(request, BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aRenewedCertificateIsTakenWhileOrdersGoOn() throws Exception {
        Issued renewed = authority.issue("orders-service");
        Files.copy(renewed.certificate(), folder.resolve("orders-1.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(renewed.key(), folder.resolve("orders-1.key"), StandardCopyOption.REPLACE_EXISTING);

        await().atMost(PATIENCE)
                .until(() -> output("orders-1").contains("instances shows from now on the certificate of"));

        String token = issuer.customer("anna", 7);
        assertThat(place("orders-2", "renewed", token).statusCode()).isEqualTo(201);
        for (String instance : List.of("orders-1", "orders-2")) {
            assertThat(get(rest(instance), "/v1/orders/renewed/validated?timeout=60000", token)
                            .body())
                    .contains("\"state\":\"VALIDATED\"");
        }
        assertThat(get(told("orders-1", MANAGEMENT), "/metrics", token).body())
                .contains("orderflow_tls_days_left{port=\"rest\"}", "orderflow_tls_stale{port=\"instances\"} 0");
    }

    @Test
    void aKeyThatDoesNotFitEndsTheStartInALine() throws IOException {
        Files.writeString(folder.resolve("misfit.properties"), settings("misfit", "fraud-service"));
        Files.copy(authority.issue().key(), folder.resolve("misfit.key"), StandardCopyOption.REPLACE_EXISTING);
        try (ServiceProcess process = new ServiceProcess(
                "fraud-service",
                folder,
                List.of("--config-file", folder.resolve("misfit.properties").toString()))) {
            assertThat(process.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(process.output())
                    .contains("fraud-service: tls.key=%s: is not the key of the certificate in %s"
                            .formatted(folder.resolve("misfit.key"), folder.resolve("misfit.pem")))
                    .doesNotContain("\tat ");
        }
    }

    private BrokerSecurity brokerSecurity() throws IOException {
        Map<String, String> passwords = Stream.concat(Topics.SERVICES.stream(), Stream.of(BrokerSecurity.ADMIN))
                .collect(Collectors.toMap(user -> user, user -> "secret-of-" + user));
        Issued own = authority.issue("kafka");
        Path keys = Files.writeString(
                folder.resolve("kafka.pem"), Files.readString(own.key()) + Files.readString(own.certificate()));
        return BrokerSecurity.authorized(passwords)
                .with(Map.of(
                        "ssl.keystore.type",
                        "PEM",
                        "ssl.keystore.location",
                        keys.toString(),
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        authority.authorities().toString()));
    }

    private void makeCheckKeys() throws IOException {
        Path all = Files.createDirectory(folder.resolve("checks"));
        for (String check : CHECKS.values()) {
            Files.writeString(all.resolve(check + ".key"), (check + "-").repeat(8));
        }
    }

    /** How {@code user} reaches broker and registry. */
    private Map<String, String> client(String user) {
        Map<String, String> client = new TreeMap<>();
        kafka.client(user).forEach((name, value) -> client.put(name, value.toString()));
        client.put("ssl.truststore.type", "PEM");
        client.put("ssl.truststore.location", authority.authorities().toString());
        client.put("schema.registry.url", registry.address().toString());
        client.put("schema.registry.ssl.truststore.type", "PEM");
        client.put(
                "schema.registry.ssl.truststore.location",
                authority.authorities().toString());
        client.put("basic.auth.credentials.source", "USER_INFO");
        client.put("basic.auth.user.info", REGISTRY_USER);
        return client;
    }

    private void referenceData() {
        Cluster cluster = new Cluster(client(BrokerSecurity.ADMIN), new RealClients());
        try (EventWriter writer = cluster.writer(Topics.CUSTOMERS, Topics.PRODUCTS, Topics.WAREHOUSE_INVENTORY)) {
            writer.write(Topics.CUSTOMERS, 7L, Sample.customer(7));
            writer.write(Topics.PRODUCTS, "kettle", Sample.product("kettle", "24.90"));
            writer.write(Topics.WAREHOUSE_INVENTORY, "kettle", Sample.received("kettle", 1_000));
            writer.flush();
        }
    }

    private void giveRights() throws Exception {
        try (Admin admin = Admin.create(new HashMap<String, Object>(client(BrokerSecurity.ADMIN)))) {
            admin.createAcls(Users.of(Programs.ALL, "", Map.of()).wanted().toList())
                    .all()
                    .get();
        }
    }

    private String settings(String name, String service) throws IOException {
        Issued own = authority.issue(service);
        Files.copy(own.certificate(), folder.resolve(name + ".pem"));
        Files.copy(own.key(), folder.resolve(name + ".key"));
        Map<String, String> settings = client(service);
        settings.put("state.dir", folder.resolve(name).toString());
        settings.put("tls.certificate", folder.resolve(name + ".pem").toString());
        settings.put("tls.key", folder.resolve(name + ".key").toString());
        if (service.equals("orders-service")) {
            settings.put("port", "0");
            settings.put("instances.tls.ca", authority.authorities().toString());
            settings.put("orders.checks.keys", folder.resolve("checks").toString());
            settings.putAll(issuer.settings());
        }
        String check = CHECKS.get(service);
        if (check != null) {
            String setting = check.equals("order-details") ? "details.key" : check + ".key";
            settings.put(
                    setting, folder.resolve("checks").resolve(check + ".key").toString());
        }
        if (service.equals("email-service")) {
            settings.put("smtp.port", Integer.toString(mail.smtpPort()));
        }
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
    }

    private void run(String name, String service) {
        try {
            Path file = Files.writeString(folder.resolve(name + ".properties"), settings(name, service));
            processes.put(name, new ServiceProcess(service, folder, List.of("--config-file", file.toString())));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady(String name) {
        await(name).atMost(PATIENCE).ignoreExceptions().until(() -> {
            HttpRequest health = HttpRequest.newBuilder(told(name, MANAGEMENT).resolve("/health/ready"))
                    .build();
            return http.send(health, BodyHandlers.ofString()).statusCode() == 200;
        });
    }

    private HttpResponse<String> place(String at, String id, String token) throws Exception {
        String order =
                "{\"id\":\"%s\",\"customerId\":7,\"currency\":\"EUR\",\"lines\":[{\"product\":\"kettle\",\"quantity\":1,\"unitPrice\":24.90}]}"
                        .formatted(id);
        HttpRequest request = HttpRequest.newBuilder(rest(at).resolve("/v1/orders"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI at, String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private URI rest(String name) {
        return told(name, REST);
    }

    private URI told(String name, Pattern what) {
        Matcher told = what.matcher(output(name));
        if (!told.find()) {
            throw new IllegalStateException(name + " has not told: " + what);
        }
        return URI.create(told.group(1));
    }

    private String output(String name) {
        ServiceProcess process = processes.get(name);
        return process == null ? "" : process.output();
    }
}
