/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.orders.http.Json;
import io.orderflow.orders.http.OrderResponse;
import io.orderflow.orders.instances.PeerAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one instance tells another of a page.
 *
 * @param orders as clients will see them, the newest first
 * @param partitions that were looked into
 * @param lookedTo the place up to which these are all; null if there are no more at all
 */
record PartialPageResponse(
        List<JsonNode> orders,
        Set<Integer> partitions,
        @Nullable String lookedTo) {

    static PartialPageResponse of(PartialPage part) {
        List<JsonNode> orders = part.orders().stream()
                .<JsonNode>map(order -> Json.MAPPER.valueToTree(OrderResponse.of(order)))
                .toList();
        return new PartialPageResponse(
                orders,
                part.partitions(),
                part.lookedTo().map(ListPosition::cursor).orElse(null));
    }

    /** What another instance answered; nothing if it did not. */
    static Optional<PartialPageResponse> of(PeerAnswer answer) {
        if (answer.status() != 200) {
            return Optional.empty();
        }
        JsonNode part = Json.read(answer.body(), "part of a page");
        List<JsonNode> orders = new ArrayList<>();
        part.path("orders").forEach(orders::add);
        Set<Integer> partitions = new HashSet<>();
        part.path("partitions").forEach(partition -> partitions.add(partition.asInt()));
        return Optional.of(new PartialPageResponse(
                orders, partitions, part.path("lookedTo").textValue()));
    }

    Optional<ListPosition> end() {
        return Optional.ofNullable(lookedTo).flatMap(ListPosition::of);
    }

    static ListPosition position(JsonNode order) {
        Instant createdAt = Instant.parse(order.path("createdAt").asText());
        return new ListPosition(createdAt.toEpochMilli(), order.path("id").asText());
    }
}
