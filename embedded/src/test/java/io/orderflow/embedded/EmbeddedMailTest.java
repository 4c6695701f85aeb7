/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.StartException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EmbeddedMailTest {

    private final EmbeddedMail mail = new EmbeddedMail(0, 0);

    @AfterEach
    void close() {
        mail.close();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void halfRequestsAreNothingToOthers() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket client =
                        new Socket(InetAddress.getLoopbackAddress(), mail.page().getPort());
                clients.add(client);
                client.getOutputStream().write("GET / HTTP/1.1\r\nHost:".getBytes(UTF_8));
            }

            assertThat(get("/api/mails")).isEqualTo("[]");
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void keepsAMailForWhomeverItIs() throws Exception {
        List<Mail> heard = new ArrayList<>();
        mail.onMail(heard::add);

        send("Zoë Åkesson", "zoe@example.com", "Your order <1> is on its way – merci", "Grüße & thanks");

        assertThat(mail.mails()).isEqualTo(heard).singleElement().satisfies(it -> {
            assertThat(it.number()).isEqualTo(1);
            assertThat(it.to()).isEqualTo("Zoë Åkesson <zoe@example.com>");
            assertThat(it.subject()).isEqualTo("Your order <1> is on its way – merci");
            assertThat(it.text()).isEqualToIgnoringNewLines("Grüße & thanks");
            assertThat(it.messageId()).contains("@").doesNotContain("<");
        });
    }

    @Test
    void showsMailsToPeopleAndPrograms() throws Exception {
        assertThat(get("/")).contains("None yet");

        send("Zoë", "zoe@example.com", "<b>bold</b>", "text");

        assertThat(get("/")).contains("&lt;b&gt;bold&lt;/b&gt;").doesNotContain("<b>bold");
        assertThat(get("/api/mails")).contains("\"subject\":\"<b>bold</b>\"");
    }

    @Test
    void namesAPortThatIsTaken() {
        assertThatThrownBy(() -> new EmbeddedMail(mail.smtpPort(), 0))
                .isInstanceOf(StartException.class)
                .hasMessage("mail server cannot listen on port %s: another program uses it", mail.smtpPort());
    }

    private void send(String name, String address, String subject, String text) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "localhost");
        properties.put("mail.smtp.port", Integer.toString(mail.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom("shop@example.com");
        message.setRecipient(RecipientType.TO, new InternetAddress(address, name, "UTF-8"));
        message.setSubject(subject, "UTF-8");
        message.setText(text, "UTF-8");
        Transport.send(message);
    }

    private String get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(mail.page() + path)).build(), BodyHandlers.ofString())
                .body();
    }
}
