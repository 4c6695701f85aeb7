/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.kafka.Clients;
import io.orderflow.client.show.AvroJson;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Runs commands and keeps what they print. */
final class Shell {

    private final Clients clients;

    Shell(Clients clients) {
        this.clients = clients;
    }

    /** How a command ended, and what it said. */
    record Ended(int code, String out, String err) {

        List<JsonNode> json() {
            return out.lines().map(Ended::parsed).toList();
        }

        private static JsonNode parsed(String line) {
            try {
                return AvroJson.MAPPER.readTree(line.getBytes(UTF_8).length == 0 ? "null" : line);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + line, e);
            }
        }
    }

    /** Runs with its standard output there. */
    Ended runInto(OutputStream stdout, String... args) {
        StringWriter err = new StringWriter();
        int code = ToolsMain.run(clients, StandardOutput.writer(stdout), new PrintWriter(err), args);
        return new Ended(code, "", err.toString());
    }

    Ended run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = ToolsMain.run(clients, new PrintWriter(out), new PrintWriter(err), args);
        return new Ended(code, out.toString(), err.toString());
    }
}
