/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.embedded.Mail;
import io.orderflow.events.EmailMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);
    private Journal journal = new Journal(new Screen(out, false, true), true);

    @Test
    void tellsAnOrdersStory() {
        journal.expect("k3-01", "k3-01", true);

        journal.order(order("k3-01").created());
        journal.verdict(Sample.fail("k3-01", "inventory", "mug: 2 asked, 1 available", "cup: 1 asked, 0 available"));
        journal.verdict(Sample.pass("k3-01", "fraud"));
        journal.order(order("k3-01").failed("inventory", "mug: 2 asked, 1 available"));
        journal.email(email("m1", "k3-01"));
        journal.mail(mail("m1"));

        assertThat(shown())
                .containsExactly(
                        "  k3-01       0.000 s  created",
                        "  k3-01       0.000 s  inventory      FAIL  mug: 2 asked, 1 available; cup: 1 asked, 0 available",
                        "  k3-01       0.000 s  fraud          pass",
                        "  k3-01       0.000 s  FAILED",
                        "  k3-01       0.000 s  mail           to zoe@example.com: About your order");
        assertThat(journal.mails()).isEqualTo(1);
    }

    @Test
    void whatAnOrderSaysCannotSteerTheTerminal() {
        Journal coloured = new Journal(new Screen(out, true, true), true);

        coloured.order(
                order("k3\u001b]0;x").line("mug\u009b2J\u202e", 1, "6.50").created());
        coloured.verdict(Sample.fail("k3\u001b]0;x", "inventory", "mug\r\u001b[2K: 2 asked"));

        assertThat(bytes.toString(UTF_8).replaceAll("\u001b\\[\\d{1,2}m", ""))
                .contains("mug\\u009b2J\\u202e", "mug\\u000d\\u001b[2K: 2 asked", "Order k3\\u001b]0;x")
                .doesNotContain("\u001b", "\u009b", "\u202e", "\r");
    }

    @Test
    void tellsItInItsOrderWhateverIsReadFirst() {
        Story story = journal.expect("k3-01", "k3-01", true);

        journal.mail(mail("m1"));
        journal.email(email("m1", "k3-01"));
        journal.verdict(Sample.pass("k3-01", "fraud"));
        journal.order(order("k3-01").created());

        assertThat(shown())
                .extracting(line -> line.substring(23))
                .containsExactly(
                        "mail           to zoe@example.com: About your order", "created", "fraud          pass");
        assertThat(story.mailed()).isDone();
        assertThat(story.decided()).isNotDone();
    }

    @Test
    void showsOrdersOfOthersUnderAHeadline() {
        journal.order(order("0195c0de-aaaa-bbbb-cccc-123456789abc").created());

        assertThat(shown())
                .contains("Order 0195c0de-aaaa-bbbb-cccc-123456789abc  customer 7: 2 mug, 13.00 EUR")
                .last()
                .asString()
                .startsWith("  …56789abc ")
                .endsWith("created");
    }

    @Test
    void keepsQuietButCounts() {
        journal = new Journal(new Screen(out, false, true), false);
        Story story = journal.expect("k3-01", "k3-01", true);

        journal.order(order("k3-01").created());
        journal.order(order("k3-01").validated());

        assertThat(shown()).isEmpty();
        assertThat(story.decided())
                .isCompletedWithValueMatching(order -> order.getId().equals("k3-01"));
    }

    @Test
    void coloursATerminalOnly() {
        Screen terminal = new Screen(out, true, true);
        Screen noColour = new Screen(out, true, false);
        Screen file = new Screen(out, false, true);

        assertThat(terminal.in(Screen.Tone.GOOD, "pass")).isEqualTo("\u001b[32mpass\u001b[0m");
        assertThat(noColour.in(Screen.Tone.GOOD, "pass")).isEqualTo("pass");
        assertThat(file.in(Screen.Tone.GOOD, "pass")).isEqualTo("pass");
    }

    private static Sample.OrderBuilder order(String id) {
        return Sample.order(id).customer(7).currency("EUR").line("mug", 2, "6.50");
    }

    private static EmailMessage email(String messageId, String orderId) {
        return EmailMessage.newBuilder()
                .setMessageId(messageId)
                .setOrderId(orderId)
                .setKind("order-failed")
                .setLevel("gold")
                .setToName("Zoë")
                .setToAddress("zoe@example.com")
                .setSubject("About your order")
                .setText("")
                .setCreatedAt(Sample.NOON)
                .build();
    }

    private static Mail mail(String messageId) {
        return new Mail(1, Sample.NOON, messageId, "shop", "Zoë <zoe@example.com>", "About your order", "");
    }

    /** What was shown, with the times made zero. */
    private List<String> shown() {
        return bytes.toString(UTF_8)
                .lines()
                .map(line -> line.replaceAll(" +\\d+\\.\\d{3} s ", "       0.000 s ")
                        .replaceAll("^(  k3-01) +", "$1       "))
                .toList();
    }
}
