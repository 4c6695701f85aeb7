/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.page;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;

/**
 * What another part of this process does for the page, and this service by itself may not: take a payment, ship, look into other
 * services' dead letters. The demo, which is the shop around the services, has one; a service that runs alone has none, and its
 * page shows the commands that do the same.
 */
public interface Desk {

    /** Pages of this system's that are elsewhere, by what they show, in the order in which they are to be named. */
    Map<String, URI> links();

    /** Answers what the page asks. May take a while: it is called on a thread of its own. */
    Told answer(Asked asked);

    /**
     * What the page asks.
     *
     * @param method GET or POST
     * @param path behind {@code /desk/}
     * @param query each parameter's first value
     * @param body a JSON object; empty with GET
     */
    record Asked(String method, String path, Map<String, String> query, JsonNode body) {

        public Asked {
            requireNonNull(method, "method");
            requireNonNull(path, "path");
            query = Map.copyOf(query);
            requireNonNull(body, "body");
        }
    }

    /**
     * What it is told.
     *
     * @param status as of HTTP; from 400 on {@code body} is a text that says what is wrong
     * @param body what is written as JSON
     */
    record Told(int status, Object body) {

        public Told {
            requireNonNull(body, "body");
        }

        /** All well. */
        public static Told of(Object body) {
            return new Told(200, body);
        }

        /** Why not, in words. */
        public static Told refused(int status, String why) {
            return new Told(status, why);
        }
    }
}
