/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.orderflow.common.config.ConfigProblems;
import io.orderflow.email.DeliveryResult.Away;
import io.orderflow.email.DeliveryResult.Sent;
import io.orderflow.email.SmtpConfig.Encryption;
import io.orderflow.email.SmtpConfig.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log-in and encryption. */
class SmtpLoginTest {

    private static final String KEYSTORE = "greenmail.tls.keystore.file";
    private static final String KEYSTORE_PASSWORD = "greenmail.tls.keystore.password";
    private static final Login LOGIN = new Login("shop", "s3cret");

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    static Path folder;

    @BeforeAll
    static void makeACertificateForLocalhost() throws Exception {
        String store = folder.resolve("localhost.p12").toString();
        keytool("-genkeypair -alias mail -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2", store);
        keytool("-exportcert -rfc -alias mail -file " + pem(), store);
        System.setProperty(KEYSTORE, store);
        System.setProperty(KEYSTORE_PASSWORD, "changeit");
    }

    @AfterAll
    static void clear() {
        System.clearProperty(KEYSTORE);
        System.clearProperty(KEYSTORE_PASSWORD);
    }

    @Test
    void whoLogsInIsServed() {
        GreenMail server = started(ServerSetup.PROTOCOL_SMTP);
        try (Mailer mailer = mailer(server.getSmtp().getPort(), LOGIN, Encryption.NONE, Optional.empty())) {
            assertThat(mailer.send(Mails.about("o-1"))).isEqualTo(new Sent());
        } finally {
            server.stop();
        }
    }

    @Test
    void aWrongPasswordIsForAnOperatorToMendAndNotTold() {
        GreenMail server = started(ServerSetup.PROTOCOL_SMTP);
        Login wrong = new Login("shop", "wr0ng");
        try (Mailer mailer = mailer(server.getSmtp().getPort(), wrong, Encryption.NONE, Optional.empty())) {
            assertThat(mailer.send(Mails.about("o-1")))
                    .isInstanceOfSatisfying(
                            Away.class,
                            away -> assertThat(away.reason()).contains("535").doesNotContain("wr0ng"));
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatRepeatsThePasswordDoesNotGetItIntoTheLog() {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()
                        .answering("EHLO", "250-scripted\r\n250 AUTH PLAIN")
                        .answering("AUTH", "535 no: shop, s3cret");
                Mailer mailer = mailer(server.port(), LOGIN, Encryption.NONE, Optional.empty())) {
            assertThat(mailer.send(Mails.about("o-1"))).isEqualTo(new Away("535 no: shop, ***"));
        }
    }

    @Test
    void encryptedFromTheFirstByte() {
        GreenMail server = started(ServerSetup.PROTOCOL_SMTPS);
        try (Mailer mailer = mailer(server.getSmtps().getPort(), LOGIN, Encryption.IMPLICIT, Optional.of(pem()))) {
            assertThat(mailer.send(Mails.about("o-1"))).isEqualTo(new Sent());
        } finally {
            server.stop();
        }
    }

    @Test
    void aCertificateThatNobodyTrustsEndsTheTalkBeforeThePassword() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer().encrypting(ofTheServer());
                Mailer mailer = mailer(server.port(), LOGIN, Encryption.IMPLICIT, Optional.empty())) {
            assertThat(mailer.send(Mails.about("o-1"))).isInstanceOf(Away.class);

            assertThat(server.commands()).isEmpty();
        }
    }

    @Test
    void aServerThatDoesNotEncryptAsAskedGetsNoPassword() {
        try (ScriptedSmtpServer server =
                        new ScriptedSmtpServer().answering("EHLO", "250-scripted\r\n250 AUTH PLAIN LOGIN");
                Mailer mailer = mailer(server.port(), LOGIN, Encryption.STARTTLS, Optional.empty())) {
            assertThat(mailer.send(Mails.about("o-1"))).isInstanceOf(Away.class);
            assertThat(server.commands())
                    .noneMatch(command -> command.startsWith("AUTH") || command.startsWith("MAIL"));
        }
    }

    @Test
    void encryptionIsStartedBeforeTheLogIn() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()
                        .startingTls(ofTheServer())
                        .answering("EHLO", "250-scripted\r\n250-STARTTLS\r\n250 AUTH PLAIN")
                        .answering("AUTH", "235 welcome");
                Mailer mailer = mailer(server.port(), LOGIN, Encryption.STARTTLS, Optional.of(pem()))) {
            assertThat(mailer.send(Mails.about("o-1"))).isEqualTo(new Sent());

            assertThat(server.commands())
                    .extracting(command -> command.split("[ :]", 2)[0])
                    .startsWith("EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL");
            assertThat(server.messageIds()).containsExactly("<order-o-1-v2@orderflow>");
        }
    }

    @Test
    void startedEncryptionThatNobodyTrustsEndsTheTalkBeforeThePassword() throws Exception {
        try (ScriptedSmtpServer server = new ScriptedSmtpServer()
                        .startingTls(ofTheServer())
                        .answering("EHLO", "250-scripted\r\n250-STARTTLS\r\n250 AUTH PLAIN");
                Mailer mailer = mailer(server.port(), LOGIN, Encryption.STARTTLS, Optional.empty())) {
            assertThat(mailer.send(Mails.about("o-1"))).isInstanceOf(Away.class);

            assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
        }
    }

    @Test
    void aFileWithoutCertificatesIsToldAtTheStart() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        assertThatThrownBy(() -> mailer(1, LOGIN, Encryption.IMPLICIT, Optional.of(empty)))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageStartingWith("smtp.ca.file=" + empty + ": has no certificate in it");
    }

    private static GreenMail started(String protocol) {
        GreenMail server = new GreenMail(new ServerSetup(0, "localhost", protocol));
        server.setUser("shop", LOGIN.user(), LOGIN.password());
        server.start();
        return server;
    }

    private static Mailer mailer(int port, Login login, Encryption encryption, Optional<Path> caFile) {
        return new SmtpMailer(new SmtpConfig(
                "localhost",
                port,
                "orders@orderflow.example",
                Duration.ofSeconds(20),
                Optional.of(login),
                encryption,
                caFile));
    }

    private static SSLSocketFactory ofTheServer() throws GeneralSecurityException, IOException {
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance(folder.resolve("localhost.p12").toFile(), password);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getSocketFactory();
    }

    private static Path pem() {
        return folder.resolve("localhost.pem");
    }

    private static void keytool(String options, String store) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String line = program + " " + options + " -keystore " + store + " -storetype PKCS12 -storepass changeit";
        Process keytool =
                new ProcessBuilder(line.split(" ")).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }
}
