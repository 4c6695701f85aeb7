/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.desk;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.demo.breaking.Breaking;
import io.orderflow.embedded.Mail;
import io.orderflow.orders.page.Desk;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/** The page's desk in the demo. */
public final class DemoDesk implements Desk {

    private final Function<String, List<Mail>> mails;
    private final Shop shop;
    private final Letters letters;
    private final Audits audits;
    private final TopicsTable topics;
    private volatile Map<String, URI> links = Map.of();
    private volatile Optional<Breaking> breaking = Optional.empty();

    /** @param mails the mails of an order, by its id */
    public DemoDesk(Cluster cluster, Function<String, List<Mail>> mails) {
        this.mails = requireNonNull(mails, "mails");
        this.shop = new Shop(cluster);
        this.letters = new Letters(cluster);
        this.audits = new Audits(cluster);
        this.topics = new TopicsTable(cluster);
    }

    /**
     * Opens it, once all is up.
     *
     * @param rest where the orders service is
     * @param links pages elsewhere, by name
     * @param toBreak what can be broken from the page, if anything may be
     */
    public void open(URI rest, Map<String, URI> links, Optional<Breaking> toBreak) {
        shop.open(rest);
        this.links = new LinkedHashMap<>(links);
        breaking = toBreak;
    }

    @Override
    public Map<String, URI> links() {
        return links;
    }

    @Override
    public Told answer(Asked asked) {
        try {
            if (asked.path().equals("break") || asked.path().startsWith("break/")) {
                return breaking.map(parts -> parts.answer(asked)).orElseGet(DemoDesk::nothingToBreak);
            }
            return switch (asked.method() + " " + asked.path()) {
                case "GET mails" ->
                    Told.of(Map.of("mails", mailsOf(asked.query().getOrDefault("order", ""))));
                case "POST pay" -> shop.pay(order(asked.body()));
                case "POST ship" -> shop.ship(order(asked.body()));
                case "GET letters" -> letters.list();
                case "POST letters/replay" -> letters.replay(asked.body());
                case "GET audit" -> audits.state();
                case "POST audit" -> audits.begin();
                case "GET topics" -> topics.list();
                case "GET records" -> topics.newest(asked.query().getOrDefault("topic", ""));
                default -> Told.refused(404, "the desk has no " + asked.path());
            };
        } catch (ClientException e) {
            return Told.refused(status(e), String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            return Told.refused(503, "Kafka does not do it now: " + e.getMessage());
        }
    }

    private static Told nothingToBreak() {
        return Told.refused(403, "nothing is broken from here: the demo starts, or it is open to the network (--host)");
    }

    private static int status(ClientException fault) {
        return switch (fault.kind()) {
            case INVALID -> 400;
            case NOT_FOUND -> 404;
            case REFUSED, UNDECIDED -> 409;
            case AWAY -> 503;
        };
    }

    private static String order(JsonNode body) {
        return body.path("order").asText("");
    }

    private List<Map<String, Object>> mailsOf(String order) {
        return mails.apply(order).stream()
                .map(mail -> Map.<String, Object>of(
                        "subject",
                        mail.subject(),
                        "at",
                        mail.receivedAt().toString(),
                        "millisAgo",
                        Duration.between(mail.receivedAt(), Instant.now()).toMillis()))
                .toList();
    }
}
