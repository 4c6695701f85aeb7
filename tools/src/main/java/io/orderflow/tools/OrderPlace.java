/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import io.orderflow.client.show.AvroJson;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Places one. */
@Command(
        name = "place",
        description = {
            "Place an order.",
            "A price or currency that is left out is looked up in the topic products. With --id, doing it again is safe."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:placed (or there already, with the same content); with --wait: VALIDATED",
            "1:the id is taken by another order; with --wait: FAILED or CANCELLED",
            "3:accepted, but not known in time; with --wait: not decided in time"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow order place --customer 7 --line kettle:2 --line mug:4 --wait",
            "  orderflow order place --id A-1 --customer 7 --currency EUR --line kettle:1@24.90",
            "  orderflow order place --file order.json --json | jq -r .id"
        })
final class OrderPlace implements Callable<Integer> {

    private static final int LONGEST_FILE = 1_000_000;

    @Mixin
    private Output output = new Output();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--customer", paramLabel = "ID", description = "The customer's number.")
    private Optional<Long> customer = Optional.empty();

    @Option(names = "--currency", paramLabel = "CODE", description = "ISO 4217 code; left out, the catalogue's.")
    private Optional<String> currency = Optional.empty();

    @Option(
            names = "--line",
            paramLabel = "PRODUCT:QTY[@PRICE]",
            converter = LineArgument.Reader.class,
            description = "What and how many, at which price each; may be given several times.")
    private List<LineArgument> lines = new ArrayList<>();

    @Option(names = "--id", paramLabel = "ID", description = "The order's id; left out, the service makes one.")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The order as JSON, as the REST API takes it; - reads it from stdin.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--wait", description = "Wait until it is decided.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long to wait, such as 500ms or 1m (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Override
    public Integer call() {
        ObjectNode body = body();
        OrdersClient orders = service.orders();
        Reply reply = orders.answer(orders.place(body.toString(), OrderShow.atMost(timeout)));
        OrderShow show = new OrderShow(output, json.wanted());
        switch (reply.status()) {
            case 200, 201 -> {
                if (wait) {
                    return show.decided(orders, reply.body().path("id").asText(), timeout);
                }
                if (reply.status() == 200 && !json.wanted()) {
                    output.line("was there already:");
                }
                show.order(reply.body());
                return ExitCode.OK;
            }
            case 202 -> {
                if (wait) {
                    return show.decided(orders, reply.body().path("id").asText(), timeout);
                }
                show.pending(reply.body());
                return ExitCode.UNDECIDED;
            }
            default -> throw orders.refused(reply);
        }
    }

    private ObjectNode body() {
        if (file.isPresent()) {
            if (customer.isPresent() || currency.isPresent() || !lines.isEmpty()) {
                throw output.wrong("--file gives the whole order: leave out --customer, --currency and --line");
            }
            ObjectNode order = read(file.get());
            id.ifPresent(chosen -> order.put("id", chosen));
            return order;
        }
        if (customer.isEmpty() || lines.isEmpty()) {
            throw output.wrong("an order needs --customer and at least one --line, or --file");
        }
        return new OrderJson(() -> cluster.cluster().table(Topics.PRODUCTS)).of(id, customer.get(), currency, lines);
    }

    private static String text(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return text(in);
        }
    }

    private static String text(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST_FILE + 1);
        if (bytes.length > LONGEST_FILE) {
            throw new IOException("it has more than %s bytes, which no order has".formatted(LONGEST_FILE));
        }
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static ObjectNode read(Path path) {
        boolean stdin = path.toString().equals("-");
        try {
            String text = stdin ? text(System.in) : text(path);
            JsonNode order = AvroJson.MAPPER.readTree(text);
            if (order instanceof ObjectNode object) {
                return object;
            }
            throw new ClientException(Kind.INVALID, path + ": must be one JSON object");
        } catch (JsonProcessingException e) {
            throw new ClientException(
                    Kind.INVALID,
                    "%s, line %s: not JSON: %s".formatted(path, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        } catch (CharacterCodingException e) {
            throw new ClientException(Kind.INVALID, path + " is not UTF-8: save it so", e);
        } catch (NoSuchFileException e) {
            throw new ClientException(Kind.INVALID, "there is no file " + path, e);
        } catch (IOException e) {
            throw new ClientException(Kind.INVALID, "cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
    }
}
