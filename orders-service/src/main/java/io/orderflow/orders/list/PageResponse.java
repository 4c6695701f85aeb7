/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of orders.
 *
 * @param orders the newest first
 * @param nextCursor asks for the page behind this one; null if there is none
 */
record PageResponse(List<JsonNode> orders, @Nullable String nextCursor) {

    /**
     * The parts of all instances as one page. Behind the place up to which an instance has looked it may have more, so there the
     * page ends, full or not.
     */
    static PageResponse of(List<PartialPageResponse> parts, int limit) {
        TreeMap<ListPosition, JsonNode> all = new TreeMap<>();
        parts.forEach(
                part -> part.orders().forEach(order -> all.putIfAbsent(PartialPageResponse.position(order), order)));
        Optional<ListPosition> end =
                parts.stream().flatMap(part -> part.end().stream()).min(ListPosition::compareTo);
        List<ListPosition> sure = new ArrayList<>(
                end.map(position -> all.headMap(position, true)).orElse(all).keySet());
        Optional<ListPosition> next = end;
        if (sure.size() > limit) {
            sure.subList(limit, sure.size()).clear();
            next = Optional.of(sure.get(limit - 1));
        }
        return new PageResponse(
                sure.stream().map(all::get).toList(),
                next.map(ListPosition::cursor).orElse(null));
    }
}
