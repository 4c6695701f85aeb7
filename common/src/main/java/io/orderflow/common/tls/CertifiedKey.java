/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A private key and its certificate, with the certificates of those who issued it: what one side of a connection shows of
 * itself. They fit each other and are good now.
 */
record CertifiedKey(PrivateKey key, List<X509Certificate> chain) {

    private static final int LEAST_RSA_BITS = 2_048;
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";

    /** Where none of these is a secret: the store is in memory, and for one call. */
    private static final char[] PASSWORD = "in memory".toCharArray();

    CertifiedKey {
        chain = List.copyOf(chain);
    }

    /** @throws PemException if they are not, or do not go together, saying which to replace */
    static CertifiedKey of(Pem certificate, Pem key, Instant now) throws PemException {
        List<X509Certificate> chain = certificate.certificates();
        X509Certificate own = chain.get(0);
        String algorithm = own.getPublicKey().getAlgorithm();
        if (!SIGNATURES.containsKey(algorithm)
                || (own.getPublicKey() instanceof RSAKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS)) {
            throw certificate.file().fault("must be of an RSA key of 2048 bits or more, or of an EC key");
        }
        requireOrder(certificate.file(), chain);
        for (X509Certificate each : chain) {
            requireGood(certificate.file(), each, now);
        }
        PrivateKey read = key.privateKey(algorithm);
        if (!fits(read, own.getPublicKey(), SIGNATURES.get(algorithm))) {
            throw key.file()
                    .fault("is not the key of the certificate in %s: give the two that were made together"
                            .formatted(certificate.file().path()));
        }
        return new CertifiedKey(read, chain);
    }

    private static void requireOrder(PemFile file, List<X509Certificate> chain) throws PemException {
        for (int i = 1; i < chain.size(); i++) {
            X509Certificate issuer = chain.get(i);
            if (!chain.get(i - 1).getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                throw file.fault("must have the server's own certificate first, then that of its issuer, and so on;"
                        + " %s has not issued the one before it".formatted(issuer.getSubjectX500Principal()));
            }
        }
    }

    private static void requireGood(PemFile file, X509Certificate each, Instant now) throws PemException {
        if (each.getNotAfter().toInstant().isBefore(now)) {
            throw file.fault("the certificate of %s ended at %s: have it renewed"
                    .formatted(
                            each.getSubjectX500Principal(), each.getNotAfter().toInstant()));
        }
        if (each.getNotBefore().toInstant().isAfter(now)) {
            throw file.fault("the certificate of %s is not good before %s: is this machine's clock right?"
                    .formatted(
                            each.getSubjectX500Principal(), each.getNotBefore().toInstant()));
        }
    }

    private static boolean fits(PrivateKey key, PublicKey certified, String algorithm) {
        try {
            byte[] sample = new byte[32];
            new SecureRandom().nextBytes(sample);
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(sample);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(certified);
            checking.update(sample);
            return checking.verify(signature);
        } catch (GeneralSecurityException e) { // of another curve or length
            return false;
        }
    }

    /** True unless its issuer has it for other uses than to prove a server. */
    boolean isForServers() {
        return isFor(SERVER);
    }

    /** The same of a client. */
    boolean isForClients() {
        return isFor(CLIENT);
    }

    private boolean isFor(String use) {
        try {
            List<String> uses = own().getExtendedKeyUsage();
            return uses == null || uses.contains(use) || uses.contains(ANY_USE);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    X509Certificate own() {
        return chain.get(0);
    }

    /** When the first of its certificates ends. */
    Instant until() {
        return chain.stream()
                .map(X509Certificate::getNotAfter)
                .map(Date::toInstant)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** What shows it in a handshake. */
    KeyManager[] managers() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("own", key, PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            return managers.getKeyManagers();
        } catch (java.io.IOException e) { // nothing is read
            throw new GeneralSecurityException(e);
        }
    }
}
