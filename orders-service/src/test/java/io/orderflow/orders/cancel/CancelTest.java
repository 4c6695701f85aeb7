/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.cancel;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.CancelOrder;
import io.orderflow.events.OrderState;
import io.orderflow.orders.commands.Written.Unacknowledged;
import io.orderflow.orders.http.Rest;
import io.orderflow.orders.http.Rest.Answer;
import io.orderflow.orders.lifecycle.Transitions;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v1/orders/ID/cancel}. */
class CancelTest {

    @AutoClose
    private static final Rest rest = new Rest();

    @BeforeEach
    void startAnew() {
        rest.log.reset();
    }

    private static Answer cancel(String id) {
        return rest.send("POST", "/v1/orders/" + id + "/cancel?timeout=20", BodyPublishers.noBody());
    }

    @Test
    void anOrderThatIsNotFinalIsAskedToBeCancelled() {
        rest.log.shows(order("A").line("kettle", 1).validated());

        Answer answer = cancel("A");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).endsWith("/v1/orders/A");
        assertThat(answer.text("/state")).isEqualTo("VALIDATED");
        assertThat(rest.log.commands).singleElement().satisfies(command -> {
            assertThat(command.getOrderId()).isEqualTo("A");
            assertThat(command.getCommand()).isInstanceOf(CancelOrder.class);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELLED", "SHIPPED"})
    void oneThatIsFinalIsNot(String state) {
        rest.log.shows(
                switch (state) {
                    case "FAILED" -> order("A").line("kettle", 1).failed("fraud", "no");
                    case "CANCELLED" -> order("A").line("kettle", 1).cancelled();
                    default -> order("A").line("kettle", 1).shipped();
                });

        Answer answer = cancel("A");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/type")).isEqualTo("urn:orderflow:problem:order-is-final");
        assertThat(answer.text("/order/state")).isEqualTo(state);
        assertThat(rest.log.commands).isEmpty();
    }

    @Test
    void whatIsFinalHereIsFinalInTheLifeCycle() {
        assertThat(Set.of(OrderState.FAILED, OrderState.CANCELLED, OrderState.SHIPPED, OrderState.UNKNOWN))
                .isEqualTo(Arrays.stream(OrderState.values())
                        .filter(state -> !Transitions.allowed(state, OrderState.CANCELLED))
                        .collect(Collectors.toSet()));
    }

    @Test
    void oneThatIsUnknownAtTheEndOfTheWaitIsNotFound() {
        assertThat(cancel("A").status()).isEqualTo(404);
        assertThat(rest.log.commands).isEmpty();
    }

    @Test
    void whileKafkaDoesNotAnswerTheClientIsToldToTryAgain() {
        rest.log.shows(order("A").line("kettle", 1).validated());
        rest.log.outcome = Unacknowledged.UNKNOWN;

        Answer answer = cancel("A");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.text("/detail")).contains("repeating it is safe");
        assertThat(answer.text("/orderId")).isEqualTo("A");
    }
}
