/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.common.config.Settings;
import io.orderflow.it.simulation.Application;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.Topology;

/** The half of the e-mail service that writes messages, in the simulation. */
public final class SimulatedEmail implements Application {

    @Override
    public String id() {
        return EmailMain.NAME;
    }

    @Override
    public String service() {
        return EmailMain.NAME;
    }

    @Override
    public Settings settings(Map<String, String> values) {
        return Settings.of(values, EmailConfig.SETTINGS);
    }

    @Override
    public Topology topology(Settings settings, EventSerdes serdes, Consumer<String> shown) {
        return new EmailTopology(EmailConfig.from(settings), new MailCounts(), serdes).build();
    }

    @Override
    public Map<String, Object> properties() {
        return Map.of();
    }
}
