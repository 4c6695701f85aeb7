/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.tls.PemException;
import io.orderflow.common.tls.PemFile;
import io.orderflow.common.tls.TrustedAuthorities;
import io.orderflow.email.DeliveryResult.Away;
import io.orderflow.email.DeliveryResult.NotNow;
import io.orderflow.email.DeliveryResult.Refused;
import io.orderflow.email.DeliveryResult.Sent;
import io.orderflow.email.SmtpConfig.Encryption;
import io.orderflow.email.SmtpConfig.Login;
import io.orderflow.events.EmailMessage;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks SMTP, and keeps the connection from one mail to the next. One thread sends and closes; any may stop. */
final class SmtpMailer implements Mailer {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpMailer.class);

    private static final int PERMANENT = 500;

    /** The size of this mail is too much: the one refusal at MAIL FROM that is about the mail. */
    private static final int TOO_LARGE = 552;

    private final SmtpConfig config;
    private final Session session;
    private final Transport transport;
    private final InternetAddress from;
    private volatile boolean stopped;

    SmtpMailer(SmtpConfig config) {
        this.config = config;
        session = Session.getInstance(properties(config));
        if (config.login().isPresent() && config.encryption() == Encryption.NONE) {
            LOG.warn("{}=none: the mail server's password crosses the network as it is", SmtpConfig.TLS);
        }
        try {
            transport = session.getTransport("smtp");
            from = new InternetAddress(config.from(), "Orderflow", UTF_8.name());
        } catch (NoSuchProviderException | UnsupportedEncodingException e) {
            throw new IllegalStateException("Angus Mail speaks SMTP and UTF-8", e);
        }
    }

    private static Properties properties(SmtpConfig config) {
        String timeout = Long.toString(config.timeout().toMillis());
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", config.host());
        properties.setProperty("mail.smtp.port", Integer.toString(config.port()));
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.auth", Boolean.toString(config.login().isPresent()));
        switch (config.encryption()) {
            case NONE -> {}
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case IMPLICIT -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        config.caFile().ifPresent(file -> properties.put("mail.smtp.ssl.socketFactory", trusting(file)));
        return properties;
    }

    private static SSLSocketFactory trusting(Path caFile) {
        try {
            return TrustedAuthorities.context(new PemFile(SmtpConfig.CA_FILE.name(), caFile))
                    .getSocketFactory();
        } catch (PemException e) {
            throw new ConfigProblems(List.of(e.getMessage()));
        }
    }

    @Override
    public DeliveryResult send(EmailMessage message) {
        if (stopped) {
            return new Away("stopping");
        }
        MimeMessage mail;
        try {
            mail = mail(message);
        } catch (MessagingException | UnsupportedEncodingException e) {
            return new Refused("cannot be written as a mail: " + e.getMessage());
        }
        try {
            if (!transport.isConnected()) {
                connect();
            }
        } catch (MessagingException e) {
            return new Away(words(e));
        }
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
            return new Sent();
        } catch (MessagingException e) {
            return judged(e);
        }
    }

    private void connect() throws MessagingException {
        if (config.login().isEmpty()) {
            transport.connect();
        } else {
            Login login = config.login().get();
            transport.connect(config.host(), config.port(), login.user(), login.password());
        }
    }

    private DeliveryResult judged(MessagingException failure) {
        Optional<Answer> answer = answer(failure);
        if (answer.isEmpty()) {
            close(); // what the connection is in the middle of is anyone's guess
            return new Away(words(failure));
        }
        int code = answer.get().code();
        if (code == 421) {
            close();
            return new Away(words(failure));
        }
        if (code < PERMANENT) {
            return new NotNow(words(failure));
        }
        if (answer.get().isAboutUs() && code != TOO_LARGE) {
            return new Away("does not take mails from " + from.getAddress() + ": " + words(failure));
        }
        return new Refused(words(failure));
    }

    private record Answer(int code, String command) {

        /** The server wants a log-in first, or refuses the sender: true of every mail, and an operator's to mend. */
        boolean isAboutUs() {
            return code == 530 || command.startsWith("MAIL");
        }
    }

    /** The server's answer that is nearest to the cause; none if the connection failed. */
    private static Optional<Answer> answer(MessagingException failure) {
        Optional<Answer> answer = Optional.empty();
        for (Exception e = failure; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            if (e instanceof SMTPAddressFailedException refusal && refusal.getReturnCode() >= 400) {
                answer = Optional.of(new Answer(refusal.getReturnCode(), refusal.getCommand()));
            } else if (e instanceof SMTPSendFailedException refusal && refusal.getReturnCode() >= 400) {
                answer = Optional.of(new Answer(refusal.getReturnCode(), refusal.getCommand()));
            }
        }
        return answer;
    }

    /** What went wrong, on one line, and without the password, whatever the server says. */
    private String words(MessagingException failure) {
        StringBuilder words = new StringBuilder();
        for (Exception e = failure; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            String more = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
            if (words.indexOf(more) < 0) {
                words.append(words.isEmpty() ? "" : ": ").append(more);
            }
        }
        return config.login()
                .map(Login::password)
                .map(password -> words.toString().replace(password, "***"))
                .orElseGet(words::toString);
    }

    private MimeMessage mail(EmailMessage message) throws MessagingException, UnsupportedEncodingException {
        MimeMessage mail = new IdentifiedMessage(session, "<" + message.getMessageId() + ">");
        mail.setFrom(from);
        mail.setRecipient(RecipientType.TO, addressee(message));
        mail.setSubject(message.getSubject(), UTF_8.name());
        if (message.getHtml().isEmpty()) {
            mail.setText(message.getText(), UTF_8.name());
        } else {
            mail.setContent(alternatives(message));
        }
        mail.setSentDate(Date.from(message.getCreatedAt()));
        mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: asks for no "out of office" answers
        mail.saveChanges();
        return mail;
    }

    /** The same letter twice, the richer one last: mail programs show the last that they can (RFC 2046). */
    private static MimeMultipart alternatives(EmailMessage message) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(message.getText(), UTF_8.name());
        MimeBodyPart html = new MimeBodyPart();
        html.setText(message.getHtml(), UTF_8.name(), "html");
        return new MimeMultipart("alternative", text, html);
    }

    /** Quotes commas, encodes letters beyond ASCII. */
    private static Address addressee(EmailMessage message) throws MessagingException, UnsupportedEncodingException {
        InternetAddress addressee = message.getToName().isEmpty()
                ? new InternetAddress(message.getToAddress(), true)
                : new InternetAddress(message.getToAddress(), message.getToName(), UTF_8.name());
        addressee.validate();
        return addressee;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("hanging up on the mail server", e);
        }
    }

    /** Keeps the Message-ID it is given, where the library would make up another. */
    private static final class IdentifiedMessage extends MimeMessage {

        private final String messageId;

        IdentifiedMessage(Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
