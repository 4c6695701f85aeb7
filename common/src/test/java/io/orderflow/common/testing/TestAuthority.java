/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A small certificate authority and what it has issued, as PEM files in a folder. The JDK's keytool does the work. */
public final class TestAuthority {

    private static final String PASSWORD = "changeit";
    private static final String OWN = "authority";

    private final Path folder;
    private final Path store;
    private int issued;

    private TestAuthority(Path folder, Path store) {
        this.folder = folder;
        this.store = store;
    }

    /**
     * A certificate and its key.
     *
     * @param certificate the file that it is in
     * @param key the file that its key is in
     */
    public record Issued(Path certificate, Path key, Certificate proof, PrivateKey secret) {}

    /** A new one that keeps what it has in {@code folder}; there may be others. */
    public static TestAuthority in(Path folder) {
        try {
            Path own = Files.createTempDirectory(folder, "authority-");
            TestAuthority made = new TestAuthority(own, own.resolve("store.p12"));
            made.keytool(OWN, "CN=Test authority", List.of("-ext", "bc=ca:true", "-ext", "ku=keyCertSign"));
            made.write(made.authorities(), "CERTIFICATE", made.entry(OWN).getEncoded());
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those that are to be trusted: this one. */
    public Path authorities() {
        return folder.resolve("ca.pem");
    }

    /** A certificate for servers and clients at localhost, which has these alternative names as well; good for a month. */
    public Issued issue(String... dnsNames) {
        return issueWith(List.of("-ext", "eku=serverAuth,clientAuth"), dnsNames);
    }

    /** The same, with other options of keytool. */
    public Issued issueWith(List<String> options, String... dnsNames) {
        String alias = "issued-" + ++issued;
        StringBuilder names = new StringBuilder("san=dns:localhost,ip:127.0.0.1");
        for (String name : dnsNames) {
            names.append(",dns:").append(name);
        }
        List<String> all = new ArrayList<>(List.of("-signer", OWN, "-ext", names.toString()));
        all.addAll(options);
        keytool(alias, "CN=" + (dnsNames.length == 0 ? "localhost" : dnsNames[0]), all);
        try {
            Issued made = new Issued(
                    folder.resolve(alias + ".pem"), folder.resolve(alias + "-key.pem"), entry(alias), (PrivateKey)
                            keys().getKey(alias, PASSWORD.toCharArray()));
            write(made.certificate(), "CERTIFICATE", made.proof().getEncoded());
            write(made.key(), "PRIVATE KEY", made.secret().getEncoded());
            return made;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a client that trusts this authority and shows no certificate. */
    public SSLContext client() {
        return client(new Certificate[0], null);
    }

    /** Of one that trusts this authority and shows {@code own}, whoever has issued that. */
    public SSLContext client(Issued own) {
        return client(new Certificate[] {own.proof()}, own.secret());
    }

    private SSLContext client(Certificate[] proof, @Nullable PrivateKey secret) {
        try {
            KeyStore shown = KeyStore.getInstance("PKCS12");
            shown.load(null, null);
            if (secret != null) {
                shown.setKeyEntry(OWN, secret, PASSWORD.toCharArray(), proof);
            }
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(OWN, entry(OWN));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(shown, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private Certificate entry(String alias) throws IOException, GeneralSecurityException {
        return keys().getCertificate(alias);
    }

    /** Whoever reads the file has all of it or nothing of it. */
    private void write(Path file, String label, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path whole = Files.writeString(
                file.resolveSibling("new"),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label),
                US_ASCII);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void keytool(String alias, String subject, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                subject,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(options);
        addUnlessThere(command, "-keyalg", "EC");
        addUnlessThere(command, "-validity", "30");
        addUnlessThere(command, "-startdate", "-1d");
        try {
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addUnlessThere(List<String> command, String option, String value) {
        if (!command.contains(option)) {
            command.add(option);
            command.add(value);
        }
    }
}
