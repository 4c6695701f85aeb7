/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.orderflow.common.StartException;
import io.orderflow.common.http.PageServer;
import io.orderflow.common.http.PageServer.Asked;
import io.orderflow.common.http.PageServer.Page;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An SMTP server in this JVM that keeps every mail instead of passing it on, and a page to read them: {@code /} for people,
 * {@code /api/mails} as JSON.
 */
public final class EmbeddedMail implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Inbox inbox = new Inbox();
    private final GreenMail smtp;
    private final ListenAddress at;
    private final PageServer page;

    /**
     * Opens both ports at once; 0 stands for any free one.
     *
     * @throws StartException if a port is taken
     */
    public EmbeddedMail(int smtpPort, int pagePort) {
        this(ListenAddress.LOCAL, smtpPort, pagePort);
    }

    /** The same, listening there. */
    public EmbeddedMail(ListenAddress at, int smtpPort, int pagePort) {
        this.at = at;
        page = new PageServer("mail page", Optional.of(at.bindAddress()), pagePort, this::answer);
        smtp = new GreenMail(new ServerSetup(smtpPort, at.bindAddress(), ServerSetup.PROTOCOL_SMTP));
        smtp.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        try {
            if (smtpPort != 0) {
                Ports.requireFree(smtpPort);
            }
            smtp.start();
        } catch (RuntimeException e) {
            page.close();
            throw new StartException(
                    "mail server "
                            + PortTakenException.foundIn(e, smtpPort)
                                    .map(Throwable::getMessage)
                                    .orElse("cannot listen on port " + smtpPort + ": " + e.getMessage()),
                    e);
        }
        smtp.getUserManager().setMessageDeliveryHandler((message, address) -> inbox);
    }

    public int smtpPort() {
        return smtp.getSmtp().getPort();
    }

    /** Where the mails can be read. */
    public URI page() {
        return at.http(page.port());
    }

    /** The newest mails, oldest of them first. */
    public List<Mail> mails() {
        return inbox.mails();
    }

    /** Calls {@code listener} with each mail that comes in from now on, before its sender gets an answer. */
    public void onMail(Consumer<Mail> listener) {
        inbox.onMail(listener);
    }

    private Page answer(Asked asked) throws IOException {
        return switch (asked.path()) {
            case "/" -> new Page(200, "text/html; charset=utf-8", MailPage.of(mails()));
            case "/api/mails" -> new Page(200, "application/json", JSON.writeValueAsString(json(mails())));
            default -> Page.text(404, "/\n/api/mails\n");
        };
    }

    private static ArrayNode json(List<Mail> mails) {
        ArrayNode array = JSON.createArrayNode();
        for (Mail mail : mails) {
            array.addObject()
                    .put("number", mail.number())
                    .put("receivedAt", mail.receivedAt().toString())
                    .put("messageId", mail.messageId())
                    .put("from", mail.from())
                    .put("to", mail.to())
                    .put("subject", mail.subject())
                    .put("text", mail.text());
        }
        return array;
    }

    @Override
    public void close() {
        smtp.stop();
        page.close();
    }
}
