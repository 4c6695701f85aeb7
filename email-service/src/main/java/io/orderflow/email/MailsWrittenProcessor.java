/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.events.EmailMessage;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Counts mails a kind and level, in a store: the counts survive a restart, and are right once, as the mails are. */
final class MailsWrittenProcessor implements Processor<String, EmailMessage, String, EmailMessage> {

    static final String MAILS_WRITTEN = "mails-written";

    private ProcessorContext<String, EmailMessage> context;
    private KeyValueStore<String, Long> written;

    @SuppressWarnings("NullAway.Init") // by init
    private MailsWrittenProcessor() {}

    static ProcessorSupplier<String, EmailMessage, String, EmailMessage> supplier() {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, EmailMessage, String, EmailMessage> get() {
                return new MailsWrittenProcessor();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(MAILS_WRITTEN), Serdes.String(), Serdes.Long()));
            }
        };
    }

    /** Under what mails of that kind and level are counted. */
    static String keyOf(String kind, String level) {
        return kind + "/" + level;
    }

    @Override
    public void init(ProcessorContext<String, EmailMessage> context) {
        this.context = context;
        this.written = context.getStateStore(MAILS_WRITTEN);
    }

    @Override
    public void process(Record<String, EmailMessage> mail) {
        String key = keyOf(mail.value().getKind(), mail.value().getLevel());
        Long before = written.get(key);
        written.put(key, before == null ? 1 : before + 1);
        context.forward(mail);
    }
}
