/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** The other instances, as far as a question that they must answer needs them. */
public final class Others {

    /** An instance that takes longer is asked again, or whoever has taken over from it. */
    private static final Duration ONE_TRY = Duration.ofSeconds(2);

    private final Supplier<List<Instance>> all;
    private final Function<String, Optional<Instance>> owner;
    private final Optional<PeerClient> client;

    public Others(PeerInstances peers, PeerClient client) {
        this(
                () -> peers.all().stream()
                        .filter(instance -> !instance.equals(peers.me()))
                        .toList(),
                id -> peers.of(id).map(OrderLocation::owner).filter(instance -> !instance.equals(peers.me())),
                Optional.of(client));
    }

    private Others(
            Supplier<List<Instance>> all, Function<String, Optional<Instance>> owner, Optional<PeerClient> client) {
        this.all = requireNonNull(all, "all");
        this.owner = requireNonNull(owner, "owner");
        this.client = requireNonNull(client, "client");
    }

    /** None: this instance is the only one. */
    public static Others none() {
        return new Others(List::of, id -> Optional.empty(), Optional.empty());
    }

    /** All but this one. */
    public List<Instance> all() {
        return all.get();
    }

    /** Which of them has an order; nothing if this instance has, or nobody can tell. */
    public Optional<Instance> ownerOf(String orderId) {
        return owner.apply(orderId);
    }

    /** What {@code instance} answers; nothing if it does not in time. */
    public CompletableFuture<Optional<PeerAnswer>> ask(Instance instance, String path, Duration deadline) {
        Duration once = deadline.compareTo(ONE_TRY) < 0 ? deadline : ONE_TRY;
        return client.map(http ->
                        http.get(instance, path, once).thenApply(Optional::of).exceptionally(fault -> Optional.empty()))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }
}
