/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.orders.listing.Part;
import io.orderflow.orders.listing.Position;
import io.orderflow.orders.view.PeerAnswer;
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
record PartResponse(
        List<JsonNode> orders,
        Set<Integer> partitions,
        @Nullable String lookedTo) {

    static PartResponse of(Part part) {
        List<JsonNode> orders = part.orders().stream()
                .<JsonNode>map(order -> Json.MAPPER.valueToTree(OrderResponse.of(order)))
                .toList();
        return new PartResponse(
                orders, part.partitions(), part.lookedTo().map(Position::cursor).orElse(null));
    }

    /** What another instance answered; nothing if it did not. */
    static Optional<PartResponse> of(PeerAnswer answer) {
        if (answer.status() != 200) {
            return Optional.empty();
        }
        JsonNode part = Json.read(answer.body());
        List<JsonNode> orders = new ArrayList<>();
        part.path("orders").forEach(orders::add);
        Set<Integer> partitions = new HashSet<>();
        part.path("partitions").forEach(partition -> partitions.add(partition.asInt()));
        return Optional.of(
                new PartResponse(orders, partitions, part.path("lookedTo").textValue()));
    }

    Optional<Position> end() {
        return Optional.ofNullable(lookedTo).flatMap(Position::of);
    }

    static Position position(JsonNode order) {
        Instant createdAt = Instant.parse(order.path("createdAt").asText());
        return new Position(createdAt.toEpochMilli(), order.path("id").asText());
    }
}
