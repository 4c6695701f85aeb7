/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.services;

import io.orderflow.common.Health;
import io.orderflow.orders.services.ServicesResponse.Member;
import io.orderflow.orders.services.ServicesResponse.ServiceRow;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** A cluster with one service, which can be out of reach. */
public final class FakeServices {

    public volatile boolean away;

    public ServicesResource resource() {
        List<ServiceRow> rows =
                List.of(new ServiceRow("fraud-service", "running", List.of(new Member("10.0.0.3", 2)), 12, 1));
        return new ServicesResource(
                () -> Health.ready("HTTP up"),
                () -> away
                        ? CompletableFuture.failedFuture(new TimeoutException("no broker"))
                        : CompletableFuture.completedFuture(rows));
    }
}
