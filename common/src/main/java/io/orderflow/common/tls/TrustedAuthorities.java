/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trust in the authorities of a PEM file, and in no others. */
public final class TrustedAuthorities {

    private TrustedAuthorities() {}

    /**
     * For clients that show no certificate of their own: what they connect to must have one of these authorities, for its host.
     *
     * @throws PemException if the file cannot be used
     */
    public static SSLContext context(PemFile file) throws PemException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager(file.read())}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw file.fault("cannot be used: " + e.getMessage(), e);
        }
    }

    static X509ExtendedTrustManager manager(Pem authorities) throws PemException, GeneralSecurityException {
        List<X509Certificate> certificates = authorities.certificates();
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return Arrays.stream(managers.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new GeneralSecurityException("this JVM checks no certificates"));
        } catch (IOException e) { // nothing is read
            throw new GeneralSecurityException(e);
        }
    }
}
