/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

    private static final Setting<Duration> WINDOW =
            Setting.duration("fraud.window", "1h").atLeast("1m").atMost("7d").help("how far back we look");

    @Test
    void flagAndEnvironmentNameFollowFromTheName() {
        assertThat(WINDOW.flag()).isEqualTo("--fraud-window");
        assertThat(WINDOW.environmentName()).isEqualTo("FRAUD_WINDOW");
        assertThat(WINDOW.helpLine()).isEqualTo("how far back we look (env FRAUD_WINDOW, default 1h)");
    }

    @ParameterizedTest
    @CsvSource({"20ms, PT0.02S", "10s, PT10S", "5m, PT5M", "24h, PT24H", "7d, PT168H"})
    void timesAreReadAsPeopleWriteThem(String text, Duration time) {
        assertThat(Setting.duration("t", "0s").parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 minutes", "-1s", "1.5h", "99999999999s"})
    void whatIsNoTimeIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> WINDOW.parse(text)).hasMessage("must be a time such as 20ms, 10s, 5m, 24h or 7d");
    }

    @ParameterizedTest
    @CsvSource({"59s, must be at least 1m", "8d, must be at most 7d"})
    void boundsAreNamedAsTheyAreWritten(String text, String demand) {
        assertThatThrownBy(() -> WINDOW.parse(text)).hasMessage(demand);
    }

    @Test
    void boundsThemselvesAreAllowed() {
        assertThat(WINDOW.parse("1m")).isEqualTo(Duration.ofMinutes(1));
        assertThat(WINDOW.parse("7d")).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http", ""})
    void whatIsNoPortIsRefused(String text) {
        assertThatThrownBy(() -> Setting.port("port", 8080).parse(text)).hasMessage("must be a port, 0 to 65535");
    }

    @Test
    void otherKindsAreReadAndRefused() {
        assertThat(Setting.decimal("limit", "0").parse("19.90")).isEqualTo(new BigDecimal("19.90"));
        assertThatThrownBy(() -> Setting.decimal("limit", "0").parse("NaN")).hasMessageContaining("must be a number");
        assertThat(Setting.names("checks", "").parse("a, b,,a")).containsExactly("a", "b");
        assertThat(Setting.flag("quiet").parse("TRUE")).isTrue();
        assertThatThrownBy(() -> Setting.flag("quiet").parse("yes")).hasMessage("must be true or false");
        assertThat(Setting.optionalText("file").parse("")).isEmpty();
        assertThatThrownBy(() -> Setting.text("level", "a")
                        .matching("a|b", "must be a or b")
                        .parse("c"))
                .hasMessage("must be a or b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20ms", "90s", "1s", "5m", "25h", "7d"})
    void durationsArePrintedInTheirLargestWholeUnit(String text) {
        assertThat(Durations.print(Durations.parse(text))).isEqualTo(text);
    }
}
