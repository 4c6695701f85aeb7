/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {

    private static final String ANSWER =
            "HTTP/1.1 201 Created\r\nLocation: /v1/orders/A\r\nContent-Length: 24\r\n\r\n{\"id\":\"A\",\"state\":\"CRE\"}";

    private static Optional<HttpAnswer> read(String text) {
        ByteBuffer in = ByteBuffer.allocate(1_000);
        in.put(text.getBytes(UTF_8));
        return HttpAnswer.of(in);
    }

    @Test
    void anAnswerIsReadOnceItIsWhole() {
        for (int length = 0; length < ANSWER.length(); length++) {
            assertThat(read(ANSWER.substring(0, length))).isEmpty();
        }

        assertThat(read(ANSWER))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(201));
    }

    @Test
    void itsFieldsAreFoundByName() {
        HttpAnswer answer = read(ANSWER).orElseThrow();

        assertThat(answer.text("id")).contains("A");
        assertThat(answer.text("state")).contains("CRE");
        assertThat(answer.text("version")).isEmpty();
    }

    @Test
    void whatIsNoAnswerIsRefused() {
        assertThatThrownBy(() -> read("SSH-2.0-OpenSSH\r\n\r\n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .hasMessageContaining("without Content-Length");
    }
}
