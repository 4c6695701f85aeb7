/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.OrdersClient.orderOf;
import static io.orderflow.it.WholeSystem.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.kafka.Warehouse;
import io.orderflow.common.testing.Sample;
import io.orderflow.embedded.BrokerSecurity;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Customer;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Payment;
import io.orderflow.events.Shipment;
import io.orderflow.it.OrdersClient.Answer;
import io.orderflow.it.RecordingAuthorizer.Asked;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.orders.state.KeptEvent;
import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.rights.Program;
import io.orderflow.schemas.rights.Programs;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.tools.acls.Users;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * All services and the tools on a broker whose authorizer lets each do what {@link Programs} says: they need no more, and no less.
 * Then somebody has stolen what the fraud service logs in and signs with.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeastRightsIT {

    private static final String OWN_CHECK = "credit-limit";
    private static final Program OWN_VALIDATOR = Programs.validator("credit-limit-validator");
    private static final List<Program> PROGRAMS =
            Stream.concat(Programs.ALL.stream(), Stream.of(OWN_VALIDATOR)).toList();
    private static final Users USERS = Users.of(PROGRAMS, "", Map.of());
    private static final Map<String, String> KEYS = Map.of(
            "inventory",
            "inventory-inventory-inventory-inventory",
            "fraud",
            "fraud-fraud-fraud-fraud-fraud-fraud-fraud",
            "order-details",
            "details-details-details-details-details",
            OWN_CHECK,
            "credit-credit-credit-credit-credit-credit");
    private static final String THIEF = "fraud-service";

    private final Asked asked = new Asked();

    @SuppressWarnings("NullAway.Init") // by work()
    private Path folder;

    @SuppressWarnings("NullAway.Init") // by work()
    private TokenIssuer issuer;

    @SuppressWarnings("NullAway.Init") // by work()
    private String token;

    @SuppressWarnings("NullAway.Init") // by work()
    private WholeSystem system;

    @SuppressWarnings("NullAway.Init") // by work()
    private Set<AclBinding> done;

    @SuppressWarnings("NullAway.Init") // by work()
    private Set<AclBinding> denied;

    @SuppressWarnings("NullAway.Init") // by work()
    private List<AclBinding> neverNeeded;

    @BeforeAll
    void work(@TempDir Path anywhere) throws IOException, GeneralSecurityException {
        folder = anywhere;
        issuer = new TokenIssuer(folder);
        token = issuer.admin("clerk");
        for (Map.Entry<String, String> key : KEYS.entrySet()) {
            Files.writeString(folder.resolve(key.getKey() + ".key"), key.getValue());
        }
        system = WholeSystem.secured(folder.resolve("state"), security());
        assertThat(acls("apply").code()).isZero();
        historyOfBefore();
        system.createTopics("tools");
        referenceData();
        system.startServices(settings(""));
        shop();
        whatCannotBeRead();
        system.stopServices();
        deleteState();
        system.startServices(settings("," + OWN_CHECK)); // which makes all its memory anew
        asWaiting("late-1");
        lookIntoEverything();
        validatorOfOnesOwn("late-1");
        assertThat(orders().get("/v1/services").status()).isEqualTo(200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(unused()).isEmpty());
        done = asked.allowed();
        denied = asked.denied();
        neverNeeded = unused();
    }

    @AfterAll
    void stop() {
        system.close();
    }

    @Test
    void eachProgramMayDoWhatItNeeds() {
        assertThat(denied).isEmpty();
    }

    @Test
    void eachProgramNeedsWhatItMayDo() {
        assertThat(neverNeeded).isEmpty();
        assertThat(done).isNotEmpty();
    }

    @Test
    void theClusterIsFoundToBeRightUntilSomebodyMayDoMore() throws Exception {
        AclBinding more = Programs.TOOLS.rights().first().allowedTo("User:" + THIEF);
        Ended right = acls("check");
        try (Admin admin = admin(BrokerSecurity.ADMIN)) {
            admin.createAcls(List.of(more)).all().get();
            Ended tooMuch = acls("check");
            acls("apply", "--remove");
            Ended again = acls("check");

            assertThat(right.code()).as(right.said()).isZero();
            assertThat(tooMuch.code()).isEqualTo(1);
            assertThat(tooMuch.said()).contains("too much  User:" + THIEF, "0 missing, 1 too much");
            assertThat(again.code()).as(again.said()).isZero();
        }
    }

    @Test
    void theTopicsThatAServiceMakesForItselfAreThoseThatItMayMake() throws Exception {
        Set<String> mayBeMade = new TreeSet<>();
        Programs.ALL.stream()
                .filter(program -> !program.equals(Programs.TOOLS))
                .flatMap(program -> program.rights().stream())
                .filter(right -> right.operation() == AclOperation.CREATE)
                .forEach(right -> mayBeMade.add(right.resource().name()));

        try (Admin admin = admin(BrokerSecurity.ADMIN)) {
            Set<String> made = new TreeSet<>(admin.listTopics().names().get());
            Topics.all().forEach(topic -> made.remove(topic.name()));
            made.remove("orders-service-history-changelog");

            assertThat(made).isEqualTo(mayBeMade);
        }
    }

    @Test
    void aThiefCannotWriteToTopicsOfOthers() {
        for (Topic<?, ?> topic : Topics.all()) {
            boolean its =
                    topic.equals(Topics.ORDER_VALIDATIONS) || topic.writer().equals(THIEF);
            if (!its) {
                assertThatThrownBy(() -> write(THIEF, topic.name()))
                        .as("%s", topic)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
        assertThatThrownBy(() -> write(THIEF, "orders-service-order-changelog"))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void aThiefCannotReadCustomersNorAnythingButOrders() {
        for (Topic<?, ?> topic : Topics.all()) {
            if (!topic.equals(Topics.ORDERS)) {
                assertThatThrownBy(() -> read(THIEF, topic.name()))
                        .as("%s", topic)
                        .isInstanceOf(TopicAuthorizationException.class);
            }
        }
        assertThatThrownBy(() -> read(THIEF, "email-service-told-events-changelog"))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void aThiefCannotComeIntoAnothersGroupOrTransactions() {
        Map<String, Object> member = client(THIEF);
        member.put("group.id", "inventory-service");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(member, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topics.ORDERS.name()));
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(30)))
                    .isInstanceOf(GroupAuthorizationException.class);
        }
        Map<String, Object> fencing = client(THIEF);
        fencing.put("transactional.id", "orders-service-1");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(fencing, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void aThiefCannotChangeTopicsOrRights() {
        try (Admin admin = admin(THIEF)) {
            assertDenied(admin.deleteTopics(List.of(Topics.ORDERS.name())).all());
            assertDenied(admin.deleteTopics(List.of("inventory-service-stock-changelog"))
                    .all());
            assertDenied(admin.createTopics(List.of(new NewTopic("mine", 1, (short) 1)))
                    .all());
            assertDenied(admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.ORDER_VALIDATIONS.name()),
                            List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET))))
                    .all());
            assertDenied(
                    admin.createAcls(List.of(Programs.TOOLS.rights().first().allowedTo("User:" + THIEF)))
                            .all());
            assertDenied(
                    admin.deleteConsumerGroups(List.of("inventory-service")).all());
        }
    }

    /** It may write verdicts, and has a key: its own. */
    @Test
    void aThiefCannotAnswerAsAnotherCheck() {
        asWaiting("wanted-1");
        long letters = system.count(Topics.deadLettersOf("orders-service"));

        answer(THIEF, Optional.of(key("fraud")), verdict("wanted-1", OWN_CHECK, CheckResult.PASS));
        answer(THIEF, Optional.empty(), verdict("wanted-1", OWN_CHECK, CheckResult.PASS));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(system.count(Topics.deadLettersOf("orders-service")))
                        .isGreaterThanOrEqualTo(letters + 2));
        assertThat(orders().get("/v1/orders/wanted-1").state()).isEqualTo("CREATED");
        assertThat(orders().get("/v1/orders/wanted-1/history").body().toString())
                .contains("\"waitingFor\":[\"credit-limit\"]")
                .doesNotContain("\"check\":\"credit-limit\"");
        assertThat(reasons("orders-service"))
                .contains(
                        "the verdict is not proven to be from credit-limit: its signature is another's",
                        "the verdict is not proven to be from credit-limit: it has no header Orderflow-Signature");

        answer(
                OWN_VALIDATOR.name(),
                Optional.of(key(OWN_CHECK)),
                verdict("wanted-1", OWN_CHECK, CheckResult.FAIL, "over the credit limit"));

        assertThat(orders().get("/v1/orders/wanted-1/validated?timeout=60000").failures())
                .containsExactly("credit-limit: over the credit limit");
    }

    private record Ended(int code, String said) {}

    /** The command line, as an administrator runs it. */
    private Ended acls(String verb, String... more) throws IOException {
        Path config = folder.resolve("admin.properties");
        try (Writer file = Files.newBufferedWriter(config)) {
            Properties properties = new Properties();
            properties.putAll(system.clientProperties(BrokerSecurity.ADMIN));
            properties.store(file, null);
        }
        List<String> arguments = new ArrayList<>(
                List.of("acls", verb, "--config-file", config.toString(), "--validator", OWN_VALIDATOR.name()));
        arguments.addAll(List.of(more));
        try (ServiceProcess process = new ServiceProcess("tools", folder, arguments)) {
            int code = process.exitCode();
            return new Ended(code, process.output());
        }
    }

    private BrokerSecurity security() {
        Map<String, String> passwords = new HashMap<>();
        PROGRAMS.forEach(program -> passwords.put(program.name(), "secret-of-" + program.name()));
        passwords.put(BrokerSecurity.ADMIN, "secret-of-admin");
        return BrokerSecurity.authorized(passwords)
                .with(Map.of(
                        "authorizer.class.name",
                        RecordingAuthorizer.class.getName(),
                        RecordingAuthorizer.ASKED,
                        asked));
    }

    private Map<String, String> settings(String moreChecks) {
        Map<String, String> settings = new HashMap<>(issuer.settings());
        settings.put("orders.checks", "inventory,fraud,order-details" + moreChecks);
        settings.put("orders.checks.keys", folder.toString());
        settings.put("inventory.key", folder.resolve("inventory.key").toString());
        settings.put("fraud.key", folder.resolve("fraud.key").toString());
        settings.put("details.key", folder.resolve("order-details.key").toString());
        settings.put("repartition.purge.interval.ms", "500");
        return settings;
    }

    /** What an upgrade from before the reads were an application of their own finds. */
    private void historyOfBefore() {
        system.createTopic("orders-service-history-changelog");
        Instant then = Instant.parse("2026-03-01T12:00:00Z");
        system.sendToEachPartition(
                "orders-service-history-changelog",
                "old/1",
                new HistoryEntry(then, then, new KeptEvent("CREATED", 1, List.of(), "")));
    }

    private void referenceData() {
        try (EventWriter writer = system.cluster("tools").writer(Topics.CUSTOMERS, Topics.PRODUCTS)) {
            for (long customer = 1; customer <= Topics.LEVELS.size(); customer++) {
                String level = Topics.LEVELS.get((int) customer - 1);
                writer.write(
                        Topics.CUSTOMERS,
                        customer,
                        new Customer(customer, "Customer " + customer, "c" + customer + "@example.com", level));
            }
            writer.write(Topics.PRODUCTS, "kettle", Sample.product("kettle", "24.90"));
            writer.write(Topics.PRODUCTS, "mug", Sample.product("mug", "6.50"));
            writer.flush();
        }
        new Warehouse(system.cluster("tools")).add("kettle", 1_000);
        new Warehouse(system.cluster("tools")).add("mug", 1_000);
    }

    /** Each store and each way that a record can take is met. */
    private void shop() throws IOException {
        OrdersClient orders = orders();
        for (long customer = 1; customer <= Topics.LEVELS.size(); customer++) {
            assertThat(orders.decided(orderOf(customer).id("level-" + customer).line("kettle", 1, "24.90"))
                            .state())
                    .isEqualTo("VALIDATED");
        }
        assertThat(orders.decided(orderOf(1)
                                .id("two-lines")
                                .line("kettle", 1, "24.90")
                                .line("mug", 2, "6.50"))
                        .state())
                .isEqualTo("VALIDATED");
        assertThat(orders.decided(orderOf(99).line("kettle", 1, "24.90")).failures())
                .singleElement()
                .asString()
                .startsWith("order-details: ");
        assertThat(orders.cancel("level-1").status()).isLessThan(300);
        try (EventWriter writer = system.cluster("tools").writer(Topics.PAYMENTS, Topics.SHIPMENTS)) {
            writer.write(Topics.PAYMENTS, "p-1", payment("p-1", "level-2"));
            writer.write(Topics.PAYMENTS, "p-2", payment("p-2", "of-no-order-yet"));
            writer.write(Topics.SHIPMENTS, "level-2", new Shipment("level-2", Instant.now()));
            writer.flush();
        }
        assertThat(orders.get("/v1/orders/level-1/history").status()).isEqualTo(200);
        assertThat(orders.get("/v1/orders?customerId=1").status()).isEqualTo(200);
        assertThat(orders.get("/v1/orders/nobodys?timeout=100").status()).isEqualTo(404);
        for (String looked : List.of("products", "customers", "figures", "services")) {
            assertThat(orders.get("/v1/" + looked).status()).as(looked).isEqualTo(200);
        }
        followed("orders");
        followed("order-validations");
    }

    private OrdersClient orders() {
        return system.orders(token);
    }

    /** A feed reads its topic without a group. */
    private void followed(String topic) throws IOException {
        URI feed = orders().address("/v1/" + topic + "/events");
        HttpURLConnection connection = (HttpURLConnection) feed.toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Last-Event-ID", "0-0");
        connection.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
        try (BufferedReader events = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8))) {
            assertThat(events.lines().filter(line -> line.startsWith("data:")).findFirst())
                    .isPresent();
        } finally {
            connection.disconnect();
        }
    }

    private static Payment payment(String id, String order) {
        return new Payment(id, order, new BigDecimal("24.9000"), "EUR", Instant.now());
    }

    private void whatCannotBeRead() {
        system.sendBytes(Topics.ORDERS, "rubbish", new byte[] {1, 2, 3});
        system.sendBytes(Topics.ORDER_COMMANDS, "rubbish", new byte[] {1, 2, 3});
        for (Topic<?, ?> topic : Topics.all()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(system.count(topic)).as("%s", topic).isPositive());
        }
    }

    private void deleteState() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** An order that all have answered but the check of the shop's own. */
    private void asWaiting(String id) {
        Answer placed = orders().post(orderOf(3).id(id).line("mug", 1, "6.50"));
        assertThat(placed.status()).as("%s", placed.body()).isEqualTo(201);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(orders().get("/v1/orders/" + id + "/history")
                                .body()
                                .toString())
                        .contains("\"inventory\"", "\"fraud\"", "\"order-details\""));
    }

    private void lookIntoEverything() {
        system.cluster("tools").readAll(Topics.all(), record -> {});
    }

    /** As {@code examples/credit-limit} does: what was read and what was answered, in one transaction. */
    private void validatorOfOnesOwn(String order) {
        String name = OWN_VALIDATOR.name();
        Map<String, Object> reading = client(name);
        reading.putAll(Map.of("group.id", name, "auto.offset.reset", "earliest", "enable.auto.commit", false));
        Map<String, Object> writing = client(name);
        writing.put("transactional.id", name + "-1");
        try (Consumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Producer<String, OrderValidation> producer =
                        new KafkaProducer<>(writing, new StringSerializer(), verdicts(Optional.of(key(OWN_CHECK))))) {
            producer.initTransactions();
            consumer.subscribe(List.of(Topics.ORDERS.name()));
            ConsumerRecords<byte[], byte[]> records = ConsumerRecords.empty();
            while (records.isEmpty()) {
                records = consumer.poll(Duration.ofSeconds(1));
            }
            producer.beginTransaction();
            // What becomes of it, the commit will tell.
            Future<RecordMetadata> unused = producer.send(record(verdict(order, OWN_CHECK, CheckResult.PASS)));
            producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
            producer.commitTransaction();
        }
        assertThat(orders().get("/v1/orders/" + order + "/validated?timeout=60000")
                        .state())
                .isEqualTo("VALIDATED");
    }

    /** What a program may do and has not done. */
    private List<AclBinding> unused() {
        Set<AclBinding> allowed = asked.allowed();
        return USERS.wanted()
                .filter(right -> allowed.stream().noneMatch(use -> isUseOf(use, right)))
                .toList();
    }

    private static boolean isUseOf(AclBinding use, AclBinding right) {
        ResourcePattern used = use.pattern();
        ResourcePattern given = right.pattern();
        boolean named = given.patternType() == PatternType.PREFIXED
                ? used.name().startsWith(given.name())
                : used.name().equals(given.name());
        return (named || given.name().equals(ResourcePattern.WILDCARD_RESOURCE))
                && used.resourceType() == given.resourceType()
                && use.entry().operation() == right.entry().operation()
                && use.entry().principal().equals(right.entry().principal());
    }

    private void answer(String user, Optional<CheckKey> key, OrderValidation verdict) {
        try (Producer<String, OrderValidation> producer =
                new KafkaProducer<>(client(user), new StringSerializer(), verdicts(key))) {
            producer.send(record(verdict)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("a check may write verdicts", e);
        }
    }

    private Serializer<OrderValidation> verdicts(Optional<CheckKey> key) {
        return EventSerdes.from(client("tools"))
                .signing(key)
                .valuesOf(Topics.ORDER_VALIDATIONS)
                .serializer();
    }

    private static ProducerRecord<String, OrderValidation> record(OrderValidation verdict) {
        return new ProducerRecord<>(Topics.ORDER_VALIDATIONS.name(), verdict.getOrderId(), verdict);
    }

    private static OrderValidation verdict(String order, String check, CheckResult result, String... reasons) {
        return new OrderValidation(order, check, result, List.of(reasons), Instant.now());
    }

    private static CheckKey key(String check) {
        return CheckKey.of(KEYS.getOrDefault(check, ""));
    }

    private List<String> reasons(String service) {
        List<String> reasons = new ArrayList<>();
        system.cluster(BrokerSecurity.ADMIN)
                .readAll(
                        List.of(Topics.deadLettersOf(service)),
                        letter -> reasons.add(new String(
                                letter.headers()
                                        .lastHeader(DeadLetterHeaders.MESSAGE)
                                        .value(),
                                UTF_8)));
        return reasons;
    }

    private void write(String user, String topic) throws Exception {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(client(user), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[] {1})).get();
        }
    }

    private void read(String user, String topic) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client(user), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            for (int polls = 0; polls < 30; polls++) {
                consumer.poll(Duration.ofSeconds(1));
            }
        }
    }

    private static void assertDenied(KafkaFuture<?> answer) {
        assertThatThrownBy(answer::get).hasCauseInstanceOf(AuthorizationException.class);
    }

    private Admin admin(String user) {
        return Admin.create(client(user));
    }

    private Map<String, Object> client(String user) {
        return new HashMap<>(system.clientProperties(user));
    }
}
