/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.schemas.proof.CheckKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagsTest {

    @Test
    void withoutFlagsTheDemoIsMeant() {
        assertThat(Flags.parse())
                .isEqualTo(new Flags(
                        new BigDecimal("1000"),
                        Optional.empty(),
                        Map.of("bootstrap.servers", "localhost:9092", "schema.registry.url", "http://localhost:8081")));
    }

    @Test
    void aValueFollowsItsFlagOrAnEqualsSign() {
        assertThat(Flags.parse("--limit", "99.90").limit()).isEqualTo("99.90");
        assertThat(Flags.parse("--limit=99.90").limit()).isEqualTo("99.90");
    }

    @Test
    void theFileHasKafkasOwnPropertiesAndFlagsGoBeforeIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("kafka.properties"), "security.protocol=SSL\nbootstrap.servers=one:9092\n");

        assertThat(Flags.parse("--config-file", file.toString()).kafka())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "one:9092");
        assertThat(Flags.parse("--config-file", file.toString(), "--bootstrap-servers", "two:9092")
                        .kafka())
                .containsEntry("bootstrap.servers", "two:9092");
    }

    @Test
    void aKeyIsReadFromItsFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("credit-limit.key"), "0123456789abcdef0123456789abcdef\n");

        assertThat(Flags.parse("--check-key", file.toString()).key())
                .contains(CheckKey.of("0123456789abcdef0123456789abcdef"));
        assertThatThrownBy(() -> Flags.parse("--check-key=none.key"))
                .hasMessageStartingWith("--check-key=none.key: cannot be read as a file of keys");
    }

    @Test
    void aWrongFlagIsNamedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> Flags.parse("--limits=1")).hasMessageStartingWith("--limits=1: unknown; there are ");
        assertThatThrownBy(() -> Flags.parse("--limit")).hasMessage("--limit: must be followed by its value");
        assertThatThrownBy(() -> Flags.parse("--limit=much"))
                .hasMessage("--limit=much: must be an amount such as 1000 or 99.90");
    }
}
