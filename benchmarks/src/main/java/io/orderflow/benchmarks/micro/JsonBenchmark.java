/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.orders.http.Json;
import io.orderflow.orders.http.OrderResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The bodies of a POST and of its answer. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // by setUp()
public class JsonBenchmark {

    @Param({"1", "5"})
    private int lines;

    private byte[] body;
    private Order order;

    @Setup
    public void setUp() {
        order = Orders.order(lines, OrderState.VALIDATED);
        body = IntStream.rangeClosed(1, lines)
                .mapToObj(i -> "{\"product\":\"product-" + i + "\",\"quantity\":2,\"unitPrice\":24.90}")
                .collect(Collectors.joining(",", "{\"customerId\":7,\"currency\":\"EUR\",\"lines\":[", "]}"))
                .getBytes(UTF_8);
    }

    @Benchmark
    public JsonNode read() {
        return Json.read(body, "an order");
    }

    @Benchmark
    public byte[] write() {
        return Json.write(OrderResponse.of(order));
    }
}
