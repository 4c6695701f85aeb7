/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.rest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the orders service answered.
 *
 * @param location where the order is that was placed; empty in other answers
 * @param body missing where it sent none
 */
public record Reply(int status, String location, JsonNode body) {

    /** The name of the problem, as {@code unknown-order}; empty where it is none. */
    public String problem() {
        String type = body.path("type").asText("");
        return type.substring(type.lastIndexOf(':') + 1);
    }

    /** What is wrong, in words. */
    public String detail() {
        String detail = body.path("detail").asText("");
        return detail.isEmpty() ? "HTTP " + status : detail;
    }
}
