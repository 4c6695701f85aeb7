/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static io.orderflow.common.testing.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.orderflow.email.DeliveryResult.Away;
import io.orderflow.email.DeliveryResult.NotNow;
import io.orderflow.email.DeliveryResult.Refused;
import io.orderflow.email.DeliveryResult.Sent;
import io.orderflow.events.EmailMessage;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpMailerTest {

    @Test
    void theServerGetsTheMail() throws Exception {
        GreenMail server = started();
        try (Mailer mailer = mailer(server.getSmtp().getPort())) {
            assertThat(mailer.send(Mails.about("o-1"))).isEqualTo(new Sent());

            MimeMessage mail = server.getReceivedMessages()[0];
            InternetAddress to = (InternetAddress) mail.getAllRecipients()[0];
            assertThat(mail.getAllRecipients()).hasSize(1);
            assertThat(to.getAddress()).isEqualTo("zoe@example.com");
            assertThat(to.getPersonal()).isEqualTo("Zoë, the \"seventh\"");
            assertThat(mail.getFrom()[0]).hasToString("Orderflow <orders@orderflow.example>");
            assertThat(mail.getSubject()).isEqualTo("Your order o-1 über alles");
            assertThat(mail.getContentType()).startsWith("multipart/alternative");
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            assertThat(parts.getBodyPart(0).isMimeType("text/plain; charset=utf-8"))
                    .isTrue();
            assertThat(content(parts.getBodyPart(0))).isEqualTo("Dear Zoë,\n\n1 x kettle\n");
            assertThat(parts.getBodyPart(1).isMimeType("text/html; charset=utf-8"))
                    .isTrue();
            assertThat(content(parts.getBodyPart(1))).isEqualTo("<p>Dear Zoë,</p>\n<p>1 x &lt;kettle&gt;</p>\n");
            assertThat(mail.getMessageID()).isEqualTo("<order-o-1-v2@orderflow>");
            assertThat(mail.getSentDate()).isEqualTo(Date.from(NOON));
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        } finally {
            server.stop();
        }
    }

    @Test
    void aMessageFromBeforeThereWasHtmlIsPlainText() throws Exception {
        GreenMail server = started();
        try (Mailer mailer = mailer(server.getSmtp().getPort())) {
            mailer.send(EmailMessage.newBuilder(Mails.about("o-1")).setHtml("").build());

            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.isMimeType("text/plain")).isTrue();
            assertThat(content(mail)).startsWith("Dear Zoë,\n\n1 x kettle");
        } finally {
            server.stop();
        }
    }

    @Test
    void aNameCannotAddHeadersOrAddressees() throws Exception {
        GreenMail server = started();
        try (Mailer mailer = mailer(server.getSmtp().getPort())) {
            mailer.send(Mails.to("o-1", "Smith, John\r\nBcc: other@example.com", "john@example.com"));

            assertThat(server.getReceivedMessages()).hasSize(1);
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getAllRecipients()).hasSize(1);
            assertThat(mail.getHeader("Bcc")).isNull();
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatComesBackIsCalledAgain() {
        GreenMail server = started();
        int port = server.getSmtp().getPort();
        try (Mailer mailer = mailer(port)) {
            assertThat(mailer.send(Mails.about("o-1"))).isEqualTo(new Sent());
            server.stop();
            assertThat(mailer.send(Mails.about("o-2"))).isInstanceOf(Away.class);

            server = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
            server.start();

            assertThat(mailer.send(Mails.about("o-2"))).isEqualTo(new Sent());
        } finally {
            server.stop();
        }
    }

    @Test
    void nobodyThereIsAway() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (Mailer mailer = mailer(port)) {
            assertThat(mailer.send(Mails.about("o-1")))
                    .isInstanceOfSatisfying(
                            Away.class, away -> assertThat(away.reason()).contains("localhost", "" + port));
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsAway() throws IOException {
        try (ServerSocket silent = new ServerSocket(0);
                Mailer mailer = mailer(silent.getLocalPort(), Duration.ofMillis(100))) {
            assertThat(mailer.send(Mails.about("o-1"))).isInstanceOf(Away.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 no such user",
        "RCPT, 553 name not allowed",
        "DATA, 554 no",
        "., 554 looks like spam",
        "MAIL, 552 too large"
    })
    void whatTheServerWillNeverTakeIsRefused(String command, String answer) {
        assertThat(outcome(command, answer))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains(answer));
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 450 greylisted", "RCPT, 451 try again", "., 451 disk nearly full", "MAIL, 452 too many"})
    void whatTheServerDoesNotTakeNowIsTriedAgain(String command, String answer) {
        assertThat(outcome(command, answer))
                .isInstanceOfSatisfying(
                        NotNow.class, notNow -> assertThat(notNow.reason()).contains(answer));
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, 554 no service",
        "CONNECT, 421 too busy",
        "MAIL, 550 sender not allowed",
        "MAIL, 530 log in first",
        "MAIL, 421 going down",
        "., ''",
        "RCPT, ''"
    })
    void aServerThatTakesNoMailsOfOursIsAway(String command, String answer) {
        assertThat(outcome(command, answer)).isInstanceOf(Away.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void aServerThatStopsAnsweringIsAway(String command) {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer().answering(command, ScriptedSmtpServer.HANG);
                Mailer mailer = mailer(server.port(), Duration.ofMillis(200))) {
            assertThat(mailer.send(Mails.about("o-1"))).isInstanceOf(Away.class);
        }
    }

    @Test
    void afterARefusalTheNextMailIsSent() {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer().answering("RCPT", "550 no such user");
                Mailer mailer = mailer(server.port())) {
            assertThat(mailer.send(Mails.about("o-1"))).isInstanceOf(Refused.class);
            server.answering("RCPT", "250 ok");

            assertThat(mailer.send(Mails.about("o-2"))).isEqualTo(new Sent());
        }
    }

    @Test
    void whatCannotBeAddressedIsRefused() {
        try (Mailer mailer = mailer(1)) {
            EmailMessage nowhere = Mails.to("o-1", "", "no address");

            assertThat(mailer.send(nowhere)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void onceStoppedItSendsNothing() {
        GreenMail server = started();
        try (Mailer mailer = mailer(server.getSmtp().getPort())) {
            mailer.stop();

            assertThat(mailer.send(Mails.about("o-1"))).isInstanceOf(Away.class);
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    private static String content(Part part) throws Exception {
        return part.getContent().toString().replace("\r\n", "\n");
    }

    private static DeliveryResult outcome(String command, String answer) {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer().answering(command, answer);
                Mailer mailer = mailer(server.port())) {
            return mailer.send(Mails.about("o-1"));
        }
    }

    private static GreenMail started() {
        GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    private static Mailer mailer(int port) {
        return mailer(port, Duration.ofSeconds(30));
    }

    private static Mailer mailer(int port, Duration timeout) {
        return new SmtpMailer(Mails.server("localhost", port, timeout));
    }
}
