/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.tls;

import io.orderflow.common.tls.TlsConfig.Peers;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * What new connections are made with, and what the files had in them that it was made of.
 *
 * @param until when the first of its certificates ends
 */
record TlsContext(SSLContext context, X509Certificate certificate, Instant until, List<Pem> files) {

    TlsContext {
        files = List.copyOf(files);
    }

    /** @throws PemException if the files cannot be used, or their certificate is not what others take */
    static TlsContext of(TlsConfig config, List<Pem> files, Instant now) throws PemException {
        CertifiedKey own = CertifiedKey.of(files.get(0), files.get(1), now);
        if (!own.isForServers()) {
            throw config.certificate()
                    .fault("its issuer has it for other uses than servers (extended key usage):"
                            + " have one issued with serverAuth");
        }
        try {
            Optional<NamedPeers> peers = peers(config, files, own);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own.managers(), peers.map(one -> new TrustManager[] {one}).orElse(null), null);
            return new TlsContext(context, own.own(), own.until(), files);
        } catch (GeneralSecurityException e) {
            throw config.certificate().fault("cannot be used: " + e.getMessage(), e);
        }
    }

    /** This one is to be a peer itself: what the others would not take is told here and not by them. */
    private static Optional<NamedPeers> peers(TlsConfig config, List<Pem> files, CertifiedKey own)
            throws PemException, GeneralSecurityException {
        if (config.peers().isEmpty()) {
            return Optional.empty();
        }
        Peers wanted = config.peers().get();
        PemFile certificate = config.certificate();
        NamedPeers peers = new NamedPeers(TrustedAuthorities.manager(files.get(2)), wanted.name());
        if (!peers.names(own.own())) {
            throw certificate.fault("must have the alternative name %s, as those of all instances and of nothing else"
                    .formatted(wanted.name()));
        }
        if (!own.isForClients()) {
            throw certificate.fault("its issuer has it for other uses than clients (extended key usage):"
                    + " have one issued with serverAuth and clientAuth, as instances ask each other");
        }
        try {
            peers.checkClientTrusted(
                    own.chain().toArray(X509Certificate[]::new), own.key().getAlgorithm());
        } catch (CertificateException e) {
            throw wanted.authorities()
                    .fault(
                            "is not of the authority that has issued the certificate in %s (%s)"
                                    .formatted(certificate.path(), e.getMessage()),
                            e);
        }
        return Optional.of(peers);
    }
}
