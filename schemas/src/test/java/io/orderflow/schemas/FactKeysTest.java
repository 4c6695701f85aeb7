/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FactKeysTest {

    @Test
    void aFactsKeyTellsWhatItIsAbout() {
        String key = FactKeys.of("A-1", "payment-17@orderflow");

        assertThat(key).isEqualTo("A-1/payment-17@orderflow");
        assertThat(FactKeys.thing(key)).isEqualTo("A-1");
        assertThat(FactKeys.thing(key.getBytes(UTF_8))).isEqualTo("A-1".getBytes(UTF_8));
    }

    @Test
    void aThingsOwnKeyIsAboutItself() {
        assertThat(FactKeys.thing("A-1")).isEqualTo("A-1");
        assertThat(FactKeys.thing(new byte[0])).isEmpty();
    }

    @Test
    void aThingMayHaveASlash() {
        assertThat(FactKeys.thing(FactKeys.of("a/b", "v2"))).isEqualTo("a/b");
    }
}
