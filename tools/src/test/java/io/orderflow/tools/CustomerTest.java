/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.show.AvroJson;
import io.orderflow.common.testing.Sample;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderEnriched;
import io.orderflow.events.Payment;
import io.orderflow.events.Subject;
import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerTest {

    private static final Topic<byte[], byte[]> LETTERS = Topics.deadLettersOf("email-service");

    private final FakeKafka kafka = FakeKafka.withTopics();
    private final Shell shell = new Shell(kafka);

    @BeforeEach
    void twoCustomersWithAnOrderEach() {
        customerWithAnOrder(7, "Zoë", "zoe@example.com", "A-1");
        customerWithAnOrder(8, "Bert", "bert@example.com", "B-1");
    }

    private void customerWithAnOrder(long id, String name, String email, String orderId) {
        Customer customer = new Customer(id, name, email, "gold");
        kafka.holds(Topics.CUSTOMERS, id, customer);
        kafka.holds(Topics.SUBJECTS, "ref-" + id, new Subject(name.toLowerCase(java.util.Locale.ROOT), id));
        for (Order order :
                List.of(order(orderId, id).validated(), order(orderId, id).shipped())) {
            kafka.holds(Topics.ORDERS, orderId, order);
        }
        kafka.holds(
                Topics.ordersOf("gold"),
                orderId,
                new OrderEnriched(order(orderId, id).validated(), customer));
        mail(orderId, "v2", name, email);
        kafka.holds(
                Topics.PAYMENTS,
                "P-" + id,
                new Payment("P-" + id, orderId, new BigDecimal("1.0000"), "EUR", Instant.EPOCH));
    }

    private static Sample.OrderBuilder order(String id, long customer) {
        return Sample.order(id).customer(customer).line("kettle", 1);
    }

    private void mail(String orderId, String version, String name, String email) {
        kafka.holds(
                Topics.EMAILS,
                orderId + "/" + version,
                new EmailMessage(
                        version,
                        orderId,
                        "order-validated",
                        "gold",
                        name,
                        email,
                        "s",
                        "Dear " + name,
                        "",
                        Instant.EPOCH));
    }

    private void letter(String key, String source, byte[] recordsKey, byte[] value) {
        kafka.holds(
                LETTERS,
                key.getBytes(UTF_8),
                value,
                new RecordHeaders()
                        .add(DeadLetterHeaders.TOPIC, source.getBytes(UTF_8))
                        .add(DeadLetterHeaders.KEY, recordsKey));
    }

    private byte[] bytesOf(Topic<?, ?> topic, int index) {
        return kafka.raw(topic).get(index).value();
    }

    private List<String> deletions(Topic<?, ?> topic) {
        return kafka.raw(topic).stream()
                .filter(record -> record.value() == null)
                .map(record -> key(topic, record))
                .toList();
    }

    private static String key(Topic<?, ?> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.keyType() == byte[].class
                ? new String(record.key(), UTF_8)
                : String.valueOf(topic.keySerde().deserializer().deserialize("", record.key()));
    }

    private Stream<String> allDeletions() {
        return Topics.all().stream().flatMap(topic -> deletions(topic).stream().map(key -> topic + " " + key));
    }

    private JsonNode exported(String... arguments) {
        try {
            return AvroJson.MAPPER.readTree(shell.run(arguments).out());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void exportTellsAllThatIsHeldOfOneCustomerAndNothingOfAnother() {
        letter("A-1/emails[0]@0", "emails", "A-1/v2".getBytes(UTF_8), bytesOf(Topics.EMAILS, 0));
        letter("B-1/emails[0]@1", "emails", "B-1/v2".getBytes(UTF_8), bytesOf(Topics.EMAILS, 1));

        JsonNode document = exported("customer", "export", "7");

        assertThat(document.path("customer").asLong()).isEqualTo(7);
        assertThat(document.path("topics").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "customers", "subjects", "orders", "orders-gold", "emails", "payments", "email-service-dlq");
        assertThat(document.at("/topics/customers/0/value/email").asText()).isEqualTo("zoe@example.com");
        assertThat(document.at("/topics/orders")).hasSize(2);
        assertThat(document.at("/topics/email-service-dlq/0/value/text").asText())
                .isEqualTo("Dear Zoë");
        assertThat(document.toString()).doesNotContain("Bert").doesNotContain("bert@");
    }

    @Test
    void nothingIsHeldOfSomebodyUnknown() {
        assertThat(shell.run("customer", "export", "9").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.run("customer", "forget", "9", "--yes").err())
                .contains("the topics hold nothing of customer 9");
    }

    @Test
    void forgetOnlyTellsUnlessItIsToldToDoIt() {
        Ended ended = shell.run("customer", "forget", "7");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(ended.out().lines())
                .containsExactly(
                        "customer 7: orders SHIPPED 1, which stay",
                        "  customers                  1 to erase",
                        "  emails                     1 to erase",
                        "  orders-gold                1 to erase",
                        "  subjects                   1 to erase");
        assertThat(ended.err()).contains("--yes does it");
        assertThat(allDeletions()).isEmpty();
    }

    @Test
    void forgetDeletesWhatSaysWhoItIsAndLeavesTheOrders() {
        letter("A-1/emails[0]@0", "emails", "A-1/v2".getBytes(UTF_8), bytesOf(Topics.EMAILS, 0));
        mail("A-1", "v3", "Zoë", "zoe@example.com");

        Ended ended = shell.run("customer", "forget", "7", "--yes");

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        assertThat(allDeletions())
                .containsExactlyInAnyOrder(
                        "customers 7",
                        "subjects ref-7",
                        "emails A-1/v2",
                        "emails A-1/v3",
                        "orders-gold A-1",
                        "email-service-dlq A-1/emails[0]@0");
        assertThat(ended.err()).contains("Repeat it after").contains("backups");
    }

    @Test
    void itMayBeRepeatedAndDeletesWhatIsNotCleanedUpYetOnceMore() {
        shell.run("customer", "forget", "7", "--yes");

        Ended again = shell.run("customer", "forget", "7", "--yes");

        assertThat(again.code()).isEqualTo(ExitCode.OK);
        assertThat(again.out()).contains("customers                  0 to erase, 1 erased and not cleaned up yet");
        assertThat(deletions(Topics.CUSTOMERS)).containsExactly("7", "7");
    }

    @Test
    void onceAllIsCleanedUpNothingIsLeftOfThePerson() {
        for (Topic<?, ?> topic : List.of(Topics.CUSTOMERS, Topics.SUBJECTS, Topics.EMAILS, Topics.ordersOf("gold"))) {
            kafka.losesOldest(topic, 2);
        }

        Ended ended = shell.run("customer", "forget", "7", "--yes");

        assertThat(ended.out().lines())
                .containsExactly("customer 7: orders SHIPPED 1, which stay", "  nothing is left of the person");
        assertThat(allDeletions()).isEmpty();
    }

    @Test
    void whatWasCutShortIsDoneTheNextTime() {
        kafka.deletes(Topics.CUSTOMERS, 7L);

        shell.run("customer", "forget", "7", "--yes");

        assertThat(deletions(Topics.EMAILS)).containsExactly("A-1/v2");
        assertThat(deletions(Topics.SUBJECTS)).containsExactly("ref-7");
    }

    @Test
    void whileOrdersAreUndecidedItIsRefused() {
        kafka.holds(Topics.ORDERS, "A-2", order("A-2", 7).created());

        Ended ended = shell.run("customer", "forget", "7", "--yes", "--even-unshipped");

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.err()).contains("not decided, and which would fail for an unknown customer: A-2");
        assertThat(allDeletions()).isEmpty();
    }

    @Test
    void whileGoodsAreOwedItIsRefusedUnlessThatIsWanted() {
        kafka.holds(Topics.ORDERS, "A-2", order("A-2", 7).validated());

        assertThat(shell.run("customer", "forget", "7", "--yes").err())
                .contains("was promised goods that are not shipped: A-2; ship or cancel them first");
        assertThat(allDeletions()).isEmpty();
        assertThat(shell.run("customer", "forget", "7", "--yes", "--even-unshipped")
                        .code())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void whereTheBrokerDoesNotCleanUpNothingIsSaidToBeErased() {
        kafka.add(new NewTopic("emails", 2, (short) 1)
                .configs(java.util.Map.of("cleanup.policy", "delete", "retention.ms", "604800000")));

        Ended ended = shell.run("customer", "forget", "7", "--yes");

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.err()).contains("deleted from emails").contains("orderflow topics alter");
        assertThat(allDeletions()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsFoundByTheMailAddress() {
        letter("payments[0]@3", "payments", "x".getBytes(UTF_8), bytesOf(Topics.CUSTOMERS, 0));
        letter("payments[0]@4", "payments", "y".getBytes(UTF_8), "{\"to\": \"zoe@example.com\"}".getBytes(UTF_8));
        letter("payments[0]@5", "payments", "z".getBytes(UTF_8), bytesOf(Topics.CUSTOMERS, 1));

        shell.run("customer", "forget", "7", "--yes");

        assertThat(deletions(LETTERS)).containsExactly("payments[0]@3", "payments[0]@4");
    }

    @Test
    void whoeverCallsThemselvesByAProductOrHasAnAddressWithinAnothersFindsNothingOfOthers() {
        kafka.holds(Topics.CUSTOMERS, 6L, new Customer(6L, "kettle", "e@example.com", "gold"));
        kafka.holds(Topics.CUSTOMERS, 5L, new Customer(5L, "kettle", "kettle", "gold"));
        kafka.holds(Topics.CUSTOMERS, 4L, new Customer(4L, "kettle", "@example.com", "gold"));
        letter("payments[0]@3", "payments", "x".getBytes(UTF_8), bytesOf(Topics.CUSTOMERS, 0));
        letter("payments[0]@4", "payments", "y".getBytes(UTF_8), "to zoe@example.com".getBytes(UTF_8));

        for (String id : List.of("4", "5", "6")) {
            JsonNode document = exported("customer", "export", id);

            assertThat(document.path("topics").fieldNames()).toIterable().containsExactly("customers");
            assertThat(document.at("/topics/customers")).hasSize(1);
        }
    }

    @Test
    void anOrdersIdThatIsAProductsNameFindsNoDeadLetterOfTheWarehouse() {
        kafka.holds(Topics.ORDERS, "kettle", order("kettle", 7).shipped());
        letter("warehouse-inventory[0]@3", "warehouse-inventory", "kettle".getBytes(UTF_8), new byte[] {1});

        shell.run("customer", "forget", "7", "--yes");

        assertThat(deletions(LETTERS)).isEmpty();
    }

    @Test
    void anAddressWhereNoneBelongsIsTold() {
        kafka.holds(
                Topics.ORDERS,
                "A-3",
                Sample.order("A-3")
                        .customer(7)
                        .line("for zoe@example.com", 1)
                        .failed("order-details", "not in the catalogue"));

        Ended ended = shell.run("customer", "forget", "7");

        assertThat(ended.out()).contains("orders                     1 name the mail address where none belongs");
    }

    @Test
    void whatSomebodyWritesAgainIsTold() {
        kafka.writesBack(Topics.CUSTOMERS);

        Ended ended = shell.run("customer", "forget", "7", "--yes");

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.err()).contains("Something still writes of customer 7");
    }

    @Test
    void aReplayedLetterHasItsOwnKeyAgainAndAnErasedOneIsGone() {
        letter("A-1/payments[0]@3", "payments", "P-7".getBytes(UTF_8), bytesOf(Topics.PAYMENTS, 0));
        Ended replayed = shell.run("dlq", "replay", "email-service", "--partition", "0", "--offset", "0");
        assertThat(replayed.code()).isEqualTo(ExitCode.OK);
        assertThat(kafka.raw(Topics.PAYMENTS).get(2).key()).isEqualTo("P-7".getBytes(UTF_8));
        assertThat(kafka.raw(Topics.PAYMENTS).get(2).headers().lastHeader(DeadLetterHeaders.KEY))
                .isNull();

        shell.run("customer", "forget", "7", "--yes");

        assertThat(shell.run("dlq", "replay", "email-service", "--partition", "0", "--offset", "1")
                        .code())
                .isEqualTo(ExitCode.NOT_FOUND);
        assertThat(shell.run("dlq", "list", "--json")
                        .json()
                        .get(4)
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(shell.run("dlq", "show", "email-service").out()).contains("found in payments[?]@?, key P-7");
    }
}
