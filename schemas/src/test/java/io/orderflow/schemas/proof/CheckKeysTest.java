/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckKeysTest {

    private static final String FIRST = "0123456789abcdef0123456789abcdef";
    private static final String SECOND = "fedcba9876543210fedcba9876543210";

    @TempDir
    private Path folder;

    @Test
    void aSignatureIsWhatAnyLanguageMakesOfKeyAndValue() {
        // printf 'a value' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        assertThat(CheckKey.of(FIRST).sign("a value".getBytes(UTF_8)))
                .asString(US_ASCII)
                .isEqualTo("4bb2116cade893ed9d34a1ee338d994b71591d19c8c478cc02c1f21784f8365c");
    }

    @Test
    void aSignatureIsOfOneValueByOneKey() {
        byte[] value = "a value".getBytes(UTF_8);
        byte[] signature = CheckKey.of(FIRST).sign(value);

        assertThat(CheckKey.of(FIRST).hasSigned(value, signature)).isTrue();
        assertThat(CheckKey.of(FIRST).hasSigned("another".getBytes(UTF_8), signature))
                .isFalse();
        assertThat(CheckKey.of(SECOND).hasSigned(value, signature)).isFalse();
        assertThat(CheckKey.of(FIRST).hasSigned(value, new byte[0])).isFalse();
    }

    @Test
    void aFileHasAKeyALine() throws IOException {
        Path file = Files.writeString(folder.resolve("fraud.key"), "# from March on\n\n  " + FIRST + " \r\n" + SECOND);

        assertThat(CheckKey.in(file)).containsExactly(CheckKey.of(FIRST), CheckKey.of(SECOND));
    }

    @Test
    void whatIsNoFileOfKeysIsTold() throws IOException {
        assertThatThrownBy(() -> CheckKey.in(folder.resolve("none.key")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read as a file of keys (java.nio.file.NoSuchFileException");
        assertThatThrownBy(() -> CheckKey.in(file("empty.key", "# later\n"))).hasMessage("holds no key");
        assertThatThrownBy(() -> CheckKey.in(file("short.key", "secret\n")))
                .hasMessageContaining("a key must have 32 to 512 visible ASCII characters")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> CheckKey.in(file("words.key", "correct horse battery staple, again and again\n")))
                .hasMessageContaining("without blanks");
        assertThatThrownBy(() -> CheckKey.in(file("large.key", FIRST.repeat(1_000))))
                .hasMessageContaining("holds more than keys");
        assertThatThrownBy(() -> CheckKey.in(folder)).hasMessageContaining("cannot be read");
    }

    @Test
    void aFolderHasAFileOfEachCheck() throws IOException {
        file("fraud.key", FIRST);
        file("credit-limit.key", SECOND);
        file("README", "keys of checks");

        assertThat(CheckKeys.in(folder).missing(List.of("fraud", "inventory", "credit-limit")))
                .containsExactly("inventory");
    }

    @Test
    void whatIsNoFolderOfKeysIsTold() throws IOException {
        assertThatThrownBy(() -> CheckKeys.in(folder)).hasMessage("has no file such as inventory.key");
        assertThatThrownBy(() -> CheckKeys.in(folder.resolve("none")))
                .hasMessageContaining("cannot be read as a folder");
        file("fraud.key", "secret");
        assertThatThrownBy(() -> CheckKeys.in(folder)).hasMessageContaining("fraud.key: a key must have");
    }

    @Test
    void twoChecksWithOneKeyCouldAnswerAsEachOther() {
        CheckKey one = CheckKey.of(FIRST);

        assertThatThrownBy(() ->
                        CheckKeys.of(Map.of("fraud", List.of(CheckKey.of(SECOND), one), "inventory", List.of(one))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("have the same key: each could answer as the other");
    }

    @Test
    void aKeyIsNotShown() {
        assertThat(CheckKey.of(FIRST)).asString().doesNotContain(FIRST);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
