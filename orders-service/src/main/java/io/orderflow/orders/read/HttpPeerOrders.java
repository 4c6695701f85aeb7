/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.orders.instances.Absences;
import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.instances.PeerAnswer;
import io.orderflow.orders.instances.PeerClient;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** {@link PeerOrders} over HTTP: what the other one has comes as it is on the topic {@code orders}. */
public final class HttpPeerOrders implements PeerOrders {

    /** Where instances ask each other for orders; not for clients. */
    public static final String PATH = "/peers/v1/orders";

    private final PeerClient client;
    private final Deserializer<Order> reader;
    private final Duration timeout;
    private final Absences absences = new Absences(System::nanoTime);

    /**
     * @param reader of the values of {@code orders}
     * @param timeout how long an answer may be on its way, the wait that was asked for not counted
     */
    public HttpPeerOrders(PeerClient client, Deserializer<Order> reader, Duration timeout) {
        this.client = requireNonNull(client, "client");
        this.reader = requireNonNull(reader, "reader");
        this.timeout = requireNonNull(timeout, "timeout");
    }

    @Override
    public CompletableFuture<PeerLook> ask(Instance owner, String orderId, int known, Duration patience) {
        return switch (absences.leave(owner)) {
            case ASK -> get(owner, path(orderId, known, patience, false), patience);
            case TRY -> tried(get(owner, path(orderId, known, Duration.ZERO, false), Duration.ZERO), patience);
            case WAIT -> CompletableFuture.completedFuture(away(owner));
        };
    }

    @Override
    public CompletableFuture<PeerLook> askForCopy(Instance standby, String orderId) {
        return absences.leave(standby) == Absences.Leave.WAIT
                ? CompletableFuture.completedFuture(away(standby))
                : get(standby, path(orderId, 0, Duration.ZERO, true), Duration.ZERO);
    }

    /** The rest of the path is plain: an id has no letter that a URI would have to encode. */
    private static String path(String orderId, int known, Duration patience, boolean copy) {
        return "%s/%s?known=%s&timeout=%s%s"
                .formatted(PATH, orderId, known, patience.toMillis(), copy ? "&copy=true" : "");
    }

    /** A try that found nothing has not waited: whoever wants to wait has to ask again. */
    private static CompletableFuture<PeerLook> tried(CompletableFuture<PeerLook> answer, Duration patience) {
        return patience.isZero() ? answer : chained(answer);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // cancels
    private static CompletableFuture<PeerLook> chained(CompletableFuture<PeerLook> answer) {
        CompletableFuture<PeerLook> tried = answer.thenApply(
                look -> look instanceof PeerLook.NothingNewer ? new PeerLook.Away("it is back: ask again") : look);
        cancelWith(tried, answer);
        return tried;
    }

    private CompletableFuture<PeerLook> get(Instance instance, String path, Duration patience) {
        CompletableFuture<PeerAnswer> answer = client.get(instance, path, patience.plus(timeout));
        CompletableFuture<PeerLook> look =
                answer.handle((came, error) -> error == null ? read(instance, came) : failed(instance, error));
        cancelWith(look, answer);
        return look;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // cancels
    private static void cancelWith(CompletableFuture<?> end, CompletableFuture<?> beginning) {
        end.whenComplete((done, error) -> {
            if (end.isCancelled()) {
                beginning.cancel(true);
            }
        });
    }

    private PeerLook read(Instance instance, PeerAnswer answer) {
        if (answer.status() == 421 || answer.status() >= 500) { // not its own any more, not yet, or it stops
            absences.failed(instance);
            return new PeerLook.Away("instance %s answers with %s".formatted(instance, answer.status()));
        }
        absences.answered(instance);
        return switch (answer.status()) {
            case 200 -> order(instance, answer);
            case 304, 404 -> new PeerLook.NothingNewer();
            case 429 -> new PeerLook.TooMany();
            default -> new PeerLook.Away("instance %s answers with %s".formatted(instance, answer.status()));
        };
    }

    private PeerLook order(Instance instance, PeerAnswer answer) {
        try {
            return new PeerLook.Newer(reader.deserialize(Topics.ORDERS.name(), answer.body()));
        } catch (SerializationException | RetriableException e) {
            return new PeerLook.Away(
                    "the answer of instance %s cannot be read: %s".formatted(instance, e.getMessage()));
        }
    }

    private PeerLook failed(Instance instance, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (!(cause instanceof CancellationException)) { // else it is who asked that is away
            absences.failed(instance);
        }
        return away(instance);
    }

    private static PeerLook away(Instance instance) {
        return new PeerLook.Away("instance %s does not answer".formatted(instance));
    }
}
