/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.orderflow.orders.limits.ClientLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Issues tokens, as a login service does: with an RSA key and an EC key, whose public halves are in a file. */
public final class Issuer {

    public static final String NAME = "https://login.shop.example";
    public static final String AUDIENCE = "orderflow";
    public static final Duration SKEW = Duration.ofSeconds(30);

    final RSAKey rsa;
    final ECKey ec;
    private final Path file;

    /** @param folder for the file of public keys */
    public Issuer(Path folder) {
        try {
            rsa = new RSAKeyGenerator(2_048).keyID("rsa-1").generate();
            ec = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
            file = folder.resolve("jwks.json");
            Files.writeString(file, published());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JWK set. */
    String published() {
        return new JWKSet(java.util.List.of(rsa, ec)).toString(true);
    }

    static AccessConfig config(String jwks) {
        return new AccessConfig(
                Optional.of(jwks), Optional.of(NAME), Optional.of(AUDIENCE), "customer_id", SKEW, false);
    }

    /** Asks for tokens of this issuer. */
    public AccessFilter filter(ClientLimits limits) {
        return AccessFilter.asking(new AccessTokens(config(file.toString()), Clock.systemUTC()), limits);
    }

    /** A sound token, as it is or with other claims. */
    public String token(UnaryOperator<JWTClaimsSet.Builder> otherwise) {
        return sign(ec, otherwise.apply(claims()).build());
    }

    /** A sound token of a customer. */
    public String token(long customer, String scope) {
        return token(claims -> claims.subject("customer-" + customer)
                .claim("customer_id", customer)
                .claim("scope", scope));
    }

    /** A sound token that is taken for {@code left} from now on. */
    public String tokenFor(Duration left, long customer, String scope) {
        Instant end = Instant.now().minus(SKEW).plus(left);
        return token(claims -> claims.subject("customer-" + customer)
                .claim("customer_id", customer)
                .claim("scope", scope)
                .issueTime(null)
                .expirationTime(Date.from(end)));
    }

    /** Those of customer 7, who may read and write. */
    static JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("customer-7")
                .claim("customer_id", 7)
                .claim("scope", "openid orders:read orders:write")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    static String sign(JWK key, JWTClaimsSet claims) {
        return sign(key, header(key), claims);
    }

    static JWSHeader.Builder header(JWK key) {
        return new JWSHeader.Builder(key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID());
    }

    static String sign(JWK key, JWSHeader.Builder header, JWTClaimsSet claims) {
        try {
            JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner(key.toECKey());
            return sign(signer, header.build(), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sign(JWSSigner signer, JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
