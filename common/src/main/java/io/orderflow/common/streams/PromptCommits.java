/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Commits when there is something to commit, as long as that is seldom. With transactions nobody sees a record before its commit,
 * so one that comes alone would wait for the commit interval at every hop for nothing. Under load the interval alone commits: a
 * transaction costs as much for one record as for a hundred.
 *
 * <p>One for all processors of an application, as its threads commit all that they have. When a commit happens changes nothing of
 * what is committed together, so nothing depends on it but time.
 */
public final class PromptCommits {

    /** No transaction begins sooner after one that was asked for here: the commit interval of the services. */
    static final Duration DISTANCE = Duration.ofMillis(20);

    /** Over so long it is counted what passes. */
    static final Duration WINDOW = Duration.ofMillis(100);

    /** More than these in a window are many: from there on transactions are shared anyway. */
    static final int FEW = 10;

    private long windowBegan;
    private int passed;
    private boolean few = true;
    private long asked;

    /** Passes everything on and, where that is seldom, has it committed at once. */
    public <K, V> FixedKeyProcessorSupplier<K, V, V> afterEach() {
        return () -> new CommitProcessor<>(this);
    }

    /** {@code now} is a wall clock's, in milliseconds. */
    synchronized boolean isDue(long now) {
        long inWindow = now - windowBegan;
        if (inWindow < 0 || inWindow >= WINDOW.toMillis()) {
            few = passed <= FEW || inWindow >= 2 * WINDOW.toMillis();
            windowBegan = now;
            passed = 0;
        }
        passed++;
        boolean tooSoon = now >= asked && now - asked < DISTANCE.toMillis();
        if (!few || passed > FEW || tooSoon) {
            return false;
        }
        asked = now;
        return true;
    }

    private static final class CommitProcessor<K, V> implements FixedKeyProcessor<K, V, V> {

        private final PromptCommits commits;
        private FixedKeyProcessorContext<K, V> context;

        @SuppressWarnings("NullAway.Init") // by init
        CommitProcessor(PromptCommits commits) {
            this.commits = commits;
        }

        @Override
        public void init(FixedKeyProcessorContext<K, V> context) {
            this.context = context;
        }

        @Override
        public void process(FixedKeyRecord<K, V> record) {
            context.forward(record);
            if (commits.isDue(context.currentSystemTimeMs())) {
                context.commit();
            }
        }
    }
}
