/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.log;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.show.RecordReader;
import io.orderflow.tools.audit.Audit;
import io.orderflow.tools.audit.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.common.errors.InterruptException;

/** A cluster's log under audit. */
public final class AuditedLog implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Audit audit;
    private final LogReading log;
    private final RecordReader reader;
    private final LongConsumer progress;

    /**
     * The log of {@code cluster}, from its beginning.
     *
     * @param checks those that every order must have been given, if that is to be judged
     * @param progress is told from time to time how many percent are read
     */
    public AuditedLog(Cluster cluster, Optional<Set<String>> checks, LongConsumer progress) {
        this.audit = new Audit(checks);
        this.log = new LogReading(cluster, Audit.topics());
        this.reader = new RecordReader(cluster.serdes());
        this.progress = progress;
    }

    /** As it is now; what is still on its way is no fault. */
    public Report asItIs() {
        return read(false);
    }

    /** As it is once nothing is on its way any more; what then still is, after {@code patience}, is a fault. */
    public Report settled(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        Report report = read(true);
        while (!report.isAtRest() && System.nanoTime() - until < 0) {
            pause();
            report = read(true);
        }
        return report;
    }

    private Report read(boolean settled) {
        return audit.report(log.readOn(record -> audit.read(reader.read(record)), progress), settled);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
