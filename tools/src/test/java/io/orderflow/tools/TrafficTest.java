/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static io.orderflow.tools.FakeOrdersService.order;
import static io.orderflow.tools.FakeOrdersService.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.events.Customer;
import io.orderflow.events.Product;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private final FakeKafka kafka = FakeKafka.withTopics();
    private final FakeOrdersService service = new FakeOrdersService();
    private final Shell shell = new Shell(kafka);

    @AfterEach
    void close() {
        service.close();
    }

    private Ended traffic() {
        return shell.run(
                "traffic",
                "--url",
                service.url(),
                "--orders",
                "20",
                "--rate",
                "1000",
                "--faulty",
                "0",
                "--paid",
                "1",
                "--json");
    }

    private void seed() {
        kafka.holds(Topics.CUSTOMERS, 7L, new Customer(7L, "Ada", "a@b", "gold"));
        kafka.holds(Topics.PRODUCTS, "kettle", new Product("kettle", "Kettle", new BigDecimal("24.9000"), "EUR"));
    }

    @Test
    void everyOrderIsFollowedAndPaidFor() {
        seed();
        service.answers("POST /v1/orders", 201, order("A", "CREATED"))
                .answers("GET /v1/orders/A/validated", 504, problem(504, "urn:orderflow:problem:not-decided", "no"))
                .answers("GET /v1/orders/A/validated", 200, order("A", "FAILED"))
                .answers("GET /v1/orders/A/validated", 200, order("A", "VALIDATED"));

        Ended ended = traffic();

        JsonNode result = ended.json().get(0);
        assertThat(ended.code())
                .isEqualTo(ExitCode.UNDECIDED); // the one that was answered with 504 at the end of its time
        assertThat(result.path("placed").asInt()).isEqualTo(20);
        assertThat(result.path("validated").asInt()).isEqualTo(18);
        assertThat(result.path("failed").asInt()).isEqualTo(1);
        assertThat(result.path("undecided").asInt()).isEqualTo(1);
        assertThat(result.path("paid").asInt()).isEqualTo(18);
        assertThat(kafka.written(Topics.PAYMENTS)).hasSize(18);
    }

    @Test
    void whatCannotBePlacedIsToldAtTheEnd() {
        seed();
        service.answers("POST /v1/orders", 503, problem(503, "urn:orderflow:problem:unavailable", "Kafka is away"));

        Ended ended = traffic();

        assertThat(ended.code()).isEqualTo(ExitCode.AWAY);
        assertThat(ended.err()).contains("20 errors, the first: Kafka is away");
    }

    @Test
    void withoutCustomersThereIsNoTraffic() {
        Ended ended = traffic();

        assertThat(ended.code()).isEqualTo(ExitCode.AWAY);
        assertThat(ended.err()).contains("0 customers and 0 products: write some with: orderflow seed");
    }

    @Test
    void aRateIsPositive() {
        assertThat(shell.run("traffic", "--rate", "0").err()).contains("--rate=0.0: must be more than 0");
    }
}
