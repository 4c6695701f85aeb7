/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

    private static Map<String, Object> of(Map<String, String> given) {
        Settings settings = Settings.of(given, CommonSettings.and(List.of()));
        return new HashMap<>(StreamsProperties.of("a-service", settings, new DeadLetters("a-service")));
    }

    @Test
    void whatTheFileSaysOfKafkaGoesBeforeTheDefaults() {
        Map<String, Object> properties = of(Map.of("commit.interval.ms", "50"));

        assertThat(new StreamsConfig(properties).getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG))
                .isEqualTo(50);
    }

    @Test
    void aTopologyThatReadsAtLeastOnceReadsOnlyWhatIsCommittedAndSendsAtOnce() {
        Map<String, Object> properties = of(Map.of());
        properties.putAll(StreamsProperties.atLeastOnce(Duration.ZERO));

        StreamsConfig config = new StreamsConfig(properties);

        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("at_least_once");
        assertThat(config.getMainConsumerConfigs("group", "client", 0))
                .containsEntry("isolation.level", "read_committed");
        assertThat(config.getProducerConfigs("client"))
                .containsEntry("linger.ms", 0)
                .doesNotContainKey("transactional.id");
    }
}
