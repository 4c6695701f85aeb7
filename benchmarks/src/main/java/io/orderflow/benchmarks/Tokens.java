/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A token issuer, and a token of its for each customer, RS256, good for a day; or none where everything is open. */
final class Tokens {

    private static final String ISSUER = "https://issuer.example";
    private static final String AUDIENCE = "orderflow";
    private static final byte[] NOTHING = {};

    private final List<String> settings;
    private final ConcurrentMap<Long, byte[]> headers = new ConcurrentHashMap<>();

    private Tokens(List<String> settings) {
        this.settings = settings;
    }

    /** Requests tell nothing of who they are. */
    static Tokens none() {
        return new Tokens(List.of());
    }

    /**
     * Makes the tokens of customers 1 to {@code customers}, so that it is not done while something is measured.
     *
     * @param folder gets the issuer's public key
     */
    static Tokens ofCustomers(int customers, Path folder) throws IOException {
        try {
            RSAKey key = new RSAKeyGenerator(2_048).keyID("benchmark").generate();
            Path jwks = Files.writeString(folder.resolve("jwks.json"), new JWKSet(key.toPublicJWK()).toString());
            Tokens tokens = new Tokens(List.of(
                    "--orders-auth-jwks",
                    jwks.toString(),
                    "--orders-auth-issuer",
                    ISSUER,
                    "--orders-auth-audience",
                    AUDIENCE));
            RSASSASigner signer = new RSASSASigner(key);
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .type(JOSEObjectType.JWT)
                    .keyID(key.getKeyID())
                    .build();
            for (long customer = 1; customer <= customers; customer++) {
                SignedJWT token = new SignedJWT(header, claims(customer));
                token.sign(signer);
                tokens.headers.put(
                        customer, ("Authorization: Bearer " + token.serialize() + "\r\n").getBytes(ISO_8859_1));
            }
            return tokens;
        } catch (JOSEException e) {
            throw new BenchmarkException("no tokens can be made: " + e.getMessage());
        }
    }

    private static JWTClaimsSet claims(long customer) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("customer-" + customer)
                .claim("customer_id", customer)
                .claim("scope", "orders:read orders:write")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofDays(1))))
                .build();
    }

    /** Flags of the orders service that has to ask for them. */
    List<String> settings() {
        return settings;
    }

    /** Writes the header by which a request is this customer's. */
    void write(long customer, ByteBuffer out) {
        out.put(headers.getOrDefault(customer, NOTHING));
    }
}
