/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one mailbox: every mail ends here, whoever it is for. Keeps the newest ones only, so that it may run for days. */
final class Inbox implements GreenMailUser {

    static final int KEPT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Deque<Mail> mails = new ArrayDeque<>();
    private final List<Consumer<Mail>> listeners = new CopyOnWriteArrayList<>();
    private long received;

    void onMail(Consumer<Mail> listener) {
        listeners.add(listener);
    }

    /** Oldest first. */
    synchronized List<Mail> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void deliver(MovingMessage message) {
        deliver(message.getMessage());
    }

    @Override
    public void deliver(MimeMessage message) {
        try {
            Mail mail = add(message);
            listeners.forEach(listener -> listener.accept(mail));
        } catch (MessagingException | IOException e) {
            LOG.warn("a mail came that cannot be read", e);
        }
    }

    private synchronized Mail add(MimeMessage message) throws MessagingException, IOException {
        received++;
        Mail mail = new Mail(
                received,
                Instant.now(),
                header(message, "Message-ID").replaceAll("^<|>$", ""),
                header(message, "From"),
                header(message, "To"),
                header(message, "Subject"),
                text(message));
        mails.add(mail);
        if (mails.size() > KEPT) {
            mails.remove();
        }
        return mail;
    }

    private static String header(MimeMessage message, String name) throws MessagingException {
        String value = message.getHeader(name, ", ");
        if (value == null) {
            return "";
        }
        String line = MimeUtility.unfold(value);
        try {
            return MimeUtility.decodeText(line);
        } catch (UnsupportedEncodingException e) {
            return line;
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            return text(plainOf(parts));
        }
        return part.isMimeType("text/*") ? String.valueOf(part.getContent()) : "";
    }

    private static BodyPart plainOf(Multipart parts) throws MessagingException {
        for (int i = 0; i < parts.getCount(); i++) {
            if (parts.getBodyPart(i).isMimeType("text/plain")) {
                return parts.getBodyPart(i);
            }
        }
        return parts.getBodyPart(0);
    }

    // What else GreenMail might ask of a user: it has one name, and no password.

    @Override
    public String getEmail() {
        return "anyone@localhost";
    }

    @Override
    public String getLogin() {
        return getEmail();
    }

    @Override
    public String getQualifiedMailboxName() {
        return getEmail();
    }

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public void setPassword(String password) {}

    @Override
    public void authenticate(String password) {}

    @Override
    public void create() {}

    @Override
    public void delete() {}
}
