/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets only those take part, on either side of a connection, who have a certificate of the authority that has the peers' name.
 * Not where they are is checked but who they are: instances come and go, at addresses that no certificate knows beforehand, and
 * whatever else has a certificate of that authority is no peer.
 */
final class NamedPeers extends X509ExtendedTrustManager {

    /** Kinds of an alternative name (RFC 5280, 4.2.1.6): DNS name and URI. */
    private static final Set<Integer> KINDS = Set.of(2, 6);

    private final X509ExtendedTrustManager authorities;
    private final String name;

    NamedPeers(X509ExtendedTrustManager authorities, String name) {
        this.authorities = authorities;
        this.name = name;
    }

    /** True if {@code certificate} has the peers' name. */
    boolean names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .anyMatch(other -> KINDS.contains(other.get(0))
                                    && name.equalsIgnoreCase(String.valueOf(other.get(1))));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private void requireName(X509Certificate certificate) throws CertificateException {
        if (!names(certificate)) {
            throw new CertificateException(
                    "the certificate of %s is not for %s".formatted(certificate.getSubjectX500Principal(), name));
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        authorities.checkClientTrusted(chain, authType);
        requireName(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        authorities.checkServerTrusted(chain, authType);
        requireName(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
