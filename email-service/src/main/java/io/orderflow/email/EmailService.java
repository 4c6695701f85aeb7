/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.common.Health;
import io.orderflow.common.Service;
import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.StreamsService;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Both halves as one service: the topology that writes messages, and the sender that mails them. */
final class EmailService implements Service {

    private final MailCounts counts = new MailCounts();
    private final StreamsService streams;
    private final MailSender sender;

    EmailService(EmailConfig config, Settings settings) {
        EventSerdes serdes = EventSerdes.from(settings.kafka());
        streams = new StreamsService(
                EmailMain.NAME,
                new EmailTopology(config, counts, serdes).build(),
                settings,
                unhurried(settings),
                RouteByLevel.topics());
        sender = new MailSender(config.smtp(), settings, serdes, streams.deadLetters(), counts);
    }

    /** A mail may come a moment later: several orders to a transaction cost the broker a fraction of one each. */
    private static Map<String, Object> unhurried(Settings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
        properties.put(StreamsConfig.POLL_MS_CONFIG, 100);
        properties.keySet().removeAll(settings.kafka().keySet());
        return properties;
    }

    @Override
    public String name() {
        return EmailMain.NAME;
    }

    @Override
    public void start() {
        streams.start();
        sender.start();
    }

    @Override
    public Health health() {
        return streams.health().and(sender.health());
    }

    @Override
    public Optional<String> topology() {
        return streams.topology();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        streams.bindTo(registry);
        counts.bindTo(registry);
        new MailsWritten(this::mailsWritten).bindTo(registry);
    }

    private ReadOnlyKeyValueStore<String, Long> mailsWritten() {
        return streams.streams()
                .store(StoreQueryParameters.fromNameAndType(
                        MailsWrittenProcessor.MAILS_WRITTEN, QueryableStoreTypes.keyValueStore()));
    }

    @Override
    public void close() {
        sender.close();
        streams.close();
    }
}
