/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.orders.http.Rest.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a browser lets pages of other web sites do here. */
class CrossOriginTest {

    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @AutoClose
    private static final Rest rest = new Rest();

    @Test
    void aSiteThatIsNamedMayPlaceOrdersAndReadTheAnswers() {
        Answer preflight = rest.send(
                "OPTIONS",
                "/v1/orders",
                BodyPublishers.noBody(),
                "Origin",
                Rest.SHOP,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type,idempotency-key");
        Answer placed = rest.post(Rest.ORDER, "Origin", Rest.SHOP, "Sec-Fetch-Site", "cross-site");
        Answer missing = rest.get("/v1/orders/none?timeout=0", "Origin", Rest.SHOP);

        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(preflight.header("Access-Control-Allow-Headers")).containsIgnoringCase("idempotency-key");
        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.header(ALLOWED)).isEqualTo(Rest.SHOP);
        assertThat(placed.header("Access-Control-Expose-Headers")).contains("Location", "ETag", "Retry-After");
        assertThat(placed.header("Access-Control-Allow-Credentials")).isNotEqualTo("true");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header(ALLOWED)).isEqualTo(Rest.SHOP);
    }

    @Test
    void anyOtherSiteMayNot() {
        for (String other : new String[] {"https://shopXexample", "https://shop.example.evil.example", "null"}) {
            assertThat(rest.get("/v1/orders?timeout=0", "Origin", other).header(ALLOWED))
                    .isEmpty();
            assertThat(rest.post(Rest.ORDER, "Origin", other, "Sec-Fetch-Site", "cross-site")
                            .status())
                    .isEqualTo(403);
        }
    }
}
