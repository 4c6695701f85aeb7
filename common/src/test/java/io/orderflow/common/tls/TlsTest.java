/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.testing.TestAuthority;
import io.orderflow.common.testing.TestAuthority.Issued;
import io.orderflow.common.tls.TlsConfig.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What files do, at the start and when they are replaced. */
@TestInstance(Lifecycle.PER_CLASS) // keys take a while to make
class TlsTest {

    private static final Duration NEVER = Duration.ofDays(1);

    @SuppressWarnings("NullAway.Init") // before all
    private Path issuedHere;

    @SuppressWarnings("NullAway.Init") // before all
    private TestAuthority authority;

    @SuppressWarnings("NullAway.Init") // before all
    private Issued first;

    @SuppressWarnings("NullAway.Init") // before all
    private Issued second;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    private Clock clock = Clock.systemUTC();

    @BeforeAll
    void issue(@TempDir Path forAll) {
        issuedHere = forAll;
        authority = TestAuthority.in(issuedHere);
        first = authority.issue("orders-service");
        second = authority.issue("orders-service");
    }

    @BeforeEach
    void install() throws IOException {
        clock = Clock.systemUTC();
        put(first.certificate(), "tls.pem");
        put(first.key(), "key.pem");
        put(authority.authorities(), "ca.pem");
    }

    @Test
    void aCertificateThatIsRenewedIsUsedFromThenOn() throws IOException {
        List<SSLContext> told = new ArrayList<>();
        try (Tls tls = tls()) {
            SSLContext before = tls.context();
            tls.onRenewal(told::add);

            tls.look();
            assertThat(told).as("nothing has changed").isEmpty();

            put(second.certificate(), "tls.pem");
            put(second.key(), "key.pem");
            tls.look();

            assertThat(told).containsExactly(tls.context()).doesNotContain(before);
        }
    }

    @Test
    void filesThatAreReplacedOneAfterTheOtherAreNoFault() throws IOException {
        try (Tls tls = tls()) {
            SSLContext before = tls.context();

            put(second.certificate(), "tls.pem");
            tls.look();

            assertThat(tls.context()).isSameAs(before);
            assertThat(measured(tls, "orderflow.tls.stale")).isZero();

            put(second.key(), "key.pem");
            tls.look();

            assertThat(tls.context()).isNotSameAs(before);
        }
    }

    @Test
    void whatCannotBeUsedLeavesTheOldOneAndIsTold() throws IOException {
        try (Tls tls = tls()) {
            SSLContext before = tls.context();

            Files.writeString(folder.resolve("tls.pem"), "half a");
            tls.look();
            tls.look();

            assertThat(tls.context()).isSameAs(before);
            assertThat(measured(tls, "orderflow.tls.stale")).isEqualTo(1);
            assertThat(tls.health().ready()).isTrue();
            assertThat(tls.health().detail())
                    .contains(
                            "is still shown, as tls.certificate=" + folder.resolve("tls.pem") + ": has no certificate");

            put(second.certificate(), "tls.pem");
            put(second.key(), "key.pem");
            tls.look();

            assertThat(measured(tls, "orderflow.tls.stale")).isZero();
            assertThat(tls.health().detail()).startsWith("the certificate of rest is good until ");
        }
    }

    @Test
    void aCertificateThatEndsIsCountedDownAndThenNotReady() {
        try (Tls tls = tls()) {
            assertThat(measured(tls, "orderflow.tls.days.left")).isBetween(28.9, 29.1);
        }
        Hand hand = new Hand();
        clock = hand;
        try (Tls tls = tls()) {
            hand.turn(Duration.ofDays(31));

            assertThat(tls.health().ready()).isFalse();
            assertThat(tls.health().detail())
                    .startsWith("the certificate of rest ended at ")
                    .endsWith("put a renewed one into " + folder.resolve("tls.pem"));
            assertThat(measured(tls, "orderflow.tls.days.left")).isNegative();
        }
    }

    @Test
    void filesThatAreNotThereOrNothingOfTheKindAreToldInALine() throws IOException {
        Files.delete(folder.resolve("tls.pem"));
        assertFault("tls.certificate", "tls.pem", "there is no such file");

        Files.createDirectory(folder.resolve("tls.pem"));
        assertFault("tls.certificate", "tls.pem", "cannot be read: Is a directory");
        Files.delete(folder.resolve("tls.pem"));

        Files.write(folder.resolve("tls.pem"), new byte[2 * 1024 * 1024]);
        assertFault("tls.certificate", "tls.pem", "is larger than any file of certificates: is it the right one?");

        put(first.key(), "tls.pem");
        assertFault("tls.certificate", "tls.pem", "has no certificate in it: must have -----BEGIN CERTIFICATE-----");

        Files.writeString(folder.resolve("tls.pem"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        assertFault("tls.certificate", "tls.pem", "certificate 1 in it cannot be read: is the file whole?");

        put(first.certificate(), "tls.pem");
        put(first.certificate(), "key.pem");
        assertFault("tls.key", "key.pem", "has 0 private keys in it: must have one, -----BEGIN PRIVATE KEY-----");
    }

    @Test
    void aKeyOfAnotherFormatIsToldHowToConvert() throws IOException {
        String key = Files.readString(first.key());

        Files.writeString(folder.resolve("key.pem"), key.replace("PRIVATE KEY", "EC PRIVATE KEY"));
        assertFault(
                "tls.key",
                "key.pem",
                "its key is of the format EC PRIVATE KEY: convert it with openssl pkcs8 -topk8 -nocrypt -in %s -out PEM_FILE"
                        .formatted(folder.resolve("key.pem")));

        Files.writeString(folder.resolve("key.pem"), key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
        assertFault(
                "tls.key",
                "key.pem",
                "its key is encrypted: decrypt it with openssl pkcs8 -in %s -out PEM_FILE (mode 400)"
                        .formatted(folder.resolve("key.pem")));
    }

    @Test
    void aKeyOfAnotherCertificateIsToldSo() throws IOException {
        put(second.key(), "key.pem");
        assertFault(
                "tls.key",
                "key.pem",
                "is not the key of the certificate in %s: give the two that were made together"
                        .formatted(folder.resolve("tls.pem")));

        put(authority.issueWith(List.of("-keyalg", "RSA", "-keysize", "2048")).key(), "key.pem");
        assertFault(
                "tls.key",
                "key.pem",
                "its key is no EC key, as the certificate's is: give the two that were made together");
    }

    @Test
    void aCertificateThatHasEndedOrNotBegunIsToldSo() throws IOException {
        install(authority.issueWith(List.of("-startdate", "-20d", "-validity", "10")));
        assertThat(fault())
                .contains("the certificate of CN=localhost ended at ")
                .endsWith(": have it renewed");

        install(authority.issueWith(List.of("-startdate", "+2d")));
        assertThat(fault())
                .contains("the certificate of CN=localhost is not good before ")
                .endsWith(": is this machine's clock right?");
    }

    @Test
    void aCertificateThatNobodyWouldTakeIsToldSo() throws IOException {
        install(authority.issueWith(List.of("-keyalg", "RSA", "-keysize", "1024")));
        assertFault("tls.certificate", "tls.pem", "must be of an RSA key of 2048 bits or more, or of an EC key");

        install(authority.issueWith(List.of("-ext", "eku=clientAuth")));
        assertThat(fault()).endsWith("(extended key usage): have one issued with serverAuth");

        install(first);
        Files.writeString(
                folder.resolve("tls.pem"),
                Files.readString(first.certificate()) + Files.readString(second.certificate()));
        assertThat(fault()).contains("must have the server's own certificate first, then that of its issuer");
    }

    @Test
    void theIssuersCertificateMayStandBehindItsOwn() throws IOException {
        Files.writeString(
                folder.resolve("tls.pem"),
                "Bag Attributes\n" + Files.readString(first.certificate()) + Files.readString(authority.authorities()));

        assertThatCode(() -> tls().close()).doesNotThrowAnyException();
    }

    @Test
    void whatOtherInstancesWouldNotTakeIsToldAtTheStart() throws IOException {
        assertThatCode(() -> among("orders-service").close()).doesNotThrowAnyException();

        assertThatThrownBy(() -> among("spiffe://shop/orders"))
                .isInstanceOf(ConfigProblems.class)
                .hasMessage(
                        "tls.certificate=%s: must have the alternative name spiffe://shop/orders, as those of all instances and of nothing else",
                        folder.resolve("tls.pem"));

        put(TestAuthority.in(issuedHere).authorities(), "ca.pem");
        assertThatThrownBy(() -> among("orders-service"))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageStartingWith(
                        "instances.tls.ca=%s: is not of the authority that has issued the certificate in %s"
                                .formatted(folder.resolve("ca.pem"), folder.resolve("tls.pem")));

        install(authority.issueWith(List.of("-ext", "eku=serverAuth"), "orders-service"));
        assertThatThrownBy(() -> among("orders-service"))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageEndingWith("have one issued with serverAuth and clientAuth, as instances ask each other");
    }

    private Tls tls() {
        return new Tls("rest", config(), clock, NEVER);
    }

    private Tls among(String name) {
        PemFile authorities = new PemFile("instances.tls.ca", folder.resolve("ca.pem"));
        return new Tls("instances", config().among(new Peers(authorities, name)), clock, NEVER);
    }

    private TlsConfig config() {
        return new TlsConfig(
                new PemFile("tls.certificate", folder.resolve("tls.pem")),
                new PemFile("tls.key", folder.resolve("key.pem")),
                Optional.empty());
    }

    private String fault() {
        try {
            tls().close();
            throw new AssertionError("taken");
        } catch (ConfigProblems e) {
            assertThat(e.problems()).hasSize(1);
            assertThat(e.problems().get(0)).doesNotContain("\n");
            return e.problems().get(0);
        }
    }

    private void assertFault(String setting, String file, String what) {
        assertThat(fault()).isEqualTo("%s=%s: %s", setting, folder.resolve(file), what);
    }

    private void install(Issued issued) throws IOException {
        put(issued.certificate(), "tls.pem");
        put(issued.key(), "key.pem");
    }

    private void put(Path file, String name) throws IOException {
        Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static double measured(Tls tls, String name) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        tls.bindTo(registry);
        return registry.get(name).tag("port", tls.port()).gauge().value();
    }

    /** A clock that is turned by hand. */
    private static final class Hand extends Clock {

        private Instant now = Instant.now();

        private void turn(Duration on) {
            now = now.plus(on);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
