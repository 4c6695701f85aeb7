/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a PEM file had in it when it was read. Text around the blocks, as tools write it, is nothing.
 *
 * @param text each character a byte of the file
 */
public record Pem(PemFile file, String text) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private record Block(String label, String base64) {

        private static Block of(MatchResult match) {
            return new Block(match.group(1), match.group(2));
        }

        private byte[] bytes() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    private List<Block> blocks() {
        return BLOCK.matcher(text).results().map(Block::of).toList();
    }

    /**
     * All certificates in it, in their order.
     *
     * @throws PemException if there is none, or one that is no certificate
     */
    public List<X509Certificate> certificates() throws PemException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks()) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block, certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw file.fault(
                    text.startsWith("0") // as DER begins
                            ? "is not PEM: convert it with openssl x509 -inform der -in %s -out PEM_FILE"
                                    .formatted(file.path())
                            : "has no certificate in it: must have -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    private X509Certificate certificate(Block block, int number) throws PemException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.bytes()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw file.fault("certificate %s in it cannot be read: is the file whole?".formatted(number), e);
        }
    }

    /**
     * The private key in it.
     *
     * @param algorithm of the certificate that it belongs to
     * @throws PemException if there is none, or one that cannot be used as it is
     */
    PrivateKey privateKey(String algorithm) throws PemException {
        List<Block> keys = blocks().stream()
                .filter(block -> block.label().endsWith("PRIVATE KEY"))
                .toList();
        if (keys.size() != 1) {
            throw file.fault(
                    "has %s private keys in it: must have one, -----BEGIN PRIVATE KEY-----".formatted(keys.size()));
        }
        Block key = keys.get(0);
        if (key.label().equals("ENCRYPTED PRIVATE KEY") || key.base64().contains("ENCRYPTED")) {
            throw file.fault("its key is encrypted: decrypt it with openssl pkcs8 -in %s -out PEM_FILE (mode 400)"
                    .formatted(file.path()));
        }
        if (!key.label().equals("PRIVATE KEY")) {
            throw file.fault(
                    "its key is of the format %s: convert it with openssl pkcs8 -topk8 -nocrypt -in %s -out PEM_FILE"
                            .formatted(key.label(), file.path()));
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key.bytes()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw file.fault(
                    "its key is no %s key, as the certificate's is: give the two that were made together"
                            .formatted(algorithm),
                    e);
        }
    }

    /** Not what is in it: that may be a key. */
    @Override
    public String toString() {
        return file.toString();
    }
}
