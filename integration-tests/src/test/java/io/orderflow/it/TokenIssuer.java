/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Issues tokens as a login service does, and publishes its key in a file. */
final class TokenIssuer {

    private static final String NAME = "https://login.shop.example";
    private static final String AUDIENCE = "orderflow";
    private static final int KEY_BITS = 2_048;
    private static final int LIFE_SECONDS = 3_600;

    private final KeyPair keys;
    private final Path file;

    /** @param folder for the file */
    TokenIssuer(Path folder) throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS);
        keys = generator.generateKeyPair();
        byte[] modulus = ((RSAPublicKey) keys.getPublic()).getModulus().toByteArray();
        file = Files.writeString(folder.resolve("jwks.json"), """
                {"keys": [{"kty": "RSA", "use": "sig", "kid": "k1", "e": "AQAB", "n": "%s"}]}""".formatted(
                        base64(modulus[0] == 0 ? Arrays.copyOfRange(modulus, 1, modulus.length) : modulus)));
    }

    /** The settings of an orders service that takes its tokens. */
    Map<String, String> settings() {
        return Map.of(
                "orders.auth.jwks", file.toString(), "orders.auth.issuer", NAME, "orders.auth.audience", AUDIENCE);
    }

    /** A token for a customer's own orders. */
    String customer(String subject, long id) throws GeneralSecurityException {
        return token(subject, "\"customer_id\": %s, \"scope\": \"orders:read orders:write\"".formatted(id));
    }

    /** A token for all orders. */
    String admin(String subject) throws GeneralSecurityException {
        return token(subject, "\"scope\": \"orders:admin\"");
    }

    private String token(String subject, String claims) throws GeneralSecurityException {
        String signed = base64("{\"alg\": \"RS256\", \"kid\": \"k1\"}".getBytes(UTF_8)) + "."
                + base64("{\"iss\": \"%s\", \"aud\": \"%s\", \"sub\": \"%s\", \"exp\": %s, %s}"
                        .formatted(
                                NAME,
                                AUDIENCE,
                                subject,
                                Instant.now().plusSeconds(LIFE_SECONDS).getEpochSecond(),
                                claims)
                        .getBytes(UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(UTF_8));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
