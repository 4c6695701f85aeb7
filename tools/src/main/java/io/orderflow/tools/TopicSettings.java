/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.common.config.Durations;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.schemas.Keeping;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topic.Cleanup;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long topics keep their records: what {@code orderflow topics} is told beside where the broker is. */
public final class TopicSettings {

    private static final Map<Topic<?, ?>, Setting<Duration>> RETENTIONS = retentions();

    static final Setting<Duration> ERASURE = Setting.duration(
                    "erasure.within", Durations.print(Keeping.USUAL.erasure()))
            .atLeast("1s")
            .atMost(Durations.print(Keeping.OF_DELETIONS))
            .help("How long after it was deleted a record with personal data may still be in the broker's files");

    /** All of them. */
    public static final List<Setting<?>> SETTINGS = all();

    private TopicSettings() {}

    /** As set. */
    static Keeping keeping(Settings settings) {
        Map<String, Duration> retentions = new LinkedHashMap<>();
        RETENTIONS.forEach((topic, setting) -> retentions.put(topic.name(), settings.get(setting)));
        return new Keeping(retentions, settings.get(ERASURE));
    }

    private static Map<Topic<?, ?>, Setting<Duration>> retentions() {
        Map<Topic<?, ?>, Setting<Duration>> retentions = new LinkedHashMap<>();
        Topics.all().stream()
                .filter(topic -> topic.cleanup() != Cleanup.COMPACT)
                .forEach(topic -> retentions.put(
                        topic,
                        Setting.duration("retention." + topic, Durations.print(topic.retention()))
                                .atLeast("1s")
                                .help("How long %s keeps a record".formatted(topic))));
        return retentions;
    }

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(RETENTIONS.values());
        all.add(ERASURE);
        return List.copyOf(all);
    }
}
