/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static io.orderflow.common.testing.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.events.EmailMessage;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Messages for tests. */
final class Mails {

    private Mails() {}

    /** Orders are remembered for 90 days, and what was told for 30. */
    static EmailConfig config(Duration customerWait, Duration paymentWait) {
        return new EmailConfig(
                server("localhost", 1, Duration.ofSeconds(1)),
                customerWait,
                paymentWait,
                Duration.ofDays(90),
                Duration.ofDays(30));
    }

    /** A mail server without log-in and encryption. */
    static SmtpConfig server(String host, int port, Duration timeout) {
        return new SmtpConfig(
                host,
                port,
                "orders@orderflow.example",
                timeout,
                Optional.empty(),
                SmtpConfig.Encryption.NONE,
                Optional.empty());
    }

    static EmailMessage about(String orderId) {
        return to(orderId, "Zoë, the \"seventh\"", "zoe@example.com");
    }

    static EmailMessage to(String orderId, String name, String address) {
        return new EmailMessage(
                "order-" + orderId + "-v2@orderflow",
                orderId,
                "order-validated",
                "gold",
                name,
                address,
                "Your order " + orderId + " über alles",
                "Dear Zoë,\n\n1 x kettle\n",
                "<p>Dear Zoë,</p>\n<p>1 x &lt;kettle&gt;</p>\n",
                NOON);
    }

    /** The one mail that was written. */
    static EmailMessage one(TopologyFixture fixture) {
        List<EmailMessage> mails = fixture.received(Topics.EMAILS);
        assertThat(mails).hasSize(1);
        return mails.get(0);
    }

    /** No mail was written, and nothing was buried. */
    static void assertNothing(TopologyFixture fixture) {
        assertThat(fixture.received(Topics.EMAILS)).isEmpty();
        assertThat(fixture.deadLetters()).isEmpty();
    }
}
