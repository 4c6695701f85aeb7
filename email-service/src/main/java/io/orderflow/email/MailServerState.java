/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Does the mail server take mails? Told by the sending thread, read by any. */
final class MailServerState {

    private record Absence(Instant since, String reason) {}

    private final String address;
    private volatile @Nullable Absence absence;

    MailServerState(SmtpConfig config) {
        this.address = config.host() + ":" + config.port();
    }

    void answers() {
        absence = null;
    }

    void isAway(String reason, Instant now) {
        Absence before = absence;
        absence = new Absence(before == null ? now : before.since(), reason);
    }

    /** In a line, for people. */
    String inWords() {
        Absence now = absence;
        return now == null
                ? "mail server " + address
                : "mail server %s takes no mails since %s, they wait: %s".formatted(address, now.since(), now.reason());
    }
}
