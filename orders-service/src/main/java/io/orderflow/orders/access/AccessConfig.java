/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose tokens are taken.
 *
 * @param jwks file or URL of the issuer's public keys; empty: nobody is asked for a token
 * @param issuer that tokens must come from
 * @param audience that tokens must be for
 * @param customerClaim in which a token names its customer
 * @param clockSkew how far the issuer's clock may be from this one
 * @param open true if taking requests without a token is wanted beyond this machine
 */
public record AccessConfig(
        Optional<String> jwks,
        Optional<String> issuer,
        Optional<String> audience,
        String customerClaim,
        Duration clockSkew,
        boolean open) {

    static final Setting<Optional<String>> JWKS = Setting.optionalText("orders.auth.jwks")
            .matching(
                    "(?!(?i:https?)://[^/]*@).*",
                    "must be a file, or a URL without user and password: the keys are public, and nobody is logged in for them")
            .help(
                    "The token issuer's public keys (a JWK set), as file or http(s) URL; not given: anybody may do anything");

    static final Setting<Optional<String>> ISSUER =
            Setting.optionalText("orders.auth.issuer").help("Who must have issued a token (claim iss)");

    static final Setting<Optional<String>> AUDIENCE =
            Setting.optionalText("orders.auth.audience").help("Whom a token must be for (claim aud)");

    static final Setting<String> CUSTOMER_CLAIM = Setting.text("orders.auth.customer.claim", "customer_id")
            .matching("\\S+", "must be a claim's name, such as customer_id")
            .help("Claim that names the customer whose orders a token is for");

    static final Setting<Duration> CLOCK_SKEW = Setting.duration("orders.auth.clock.skew", "30s")
            .atMost("5m")
            .help("How far the issuer's clock may be from this machine's");

    static final Setting<Boolean> OPEN = Setting.flag("orders.auth.open")
            .help("Without orders.auth.jwks, take requests of anybody on an address that other machines reach too");

    /** All of them, in the order in which help shows them. */
    public static final List<Setting<?>> SETTINGS = List.of(JWKS, ISSUER, AUDIENCE, CUSTOMER_CLAIM, CLOCK_SKEW, OPEN);

    public AccessConfig {
        requireNonNull(customerClaim, "customerClaim");
        requireNonNull(clockSkew, "clockSkew");
        List<String> problems = new ArrayList<>();
        if (jwks.isPresent() && issuer.isEmpty()) {
            problems.add("%s: must be given with %s, such as https://login.shop.example".formatted(ISSUER, JWKS));
        }
        if (jwks.isPresent() && audience.isEmpty()) {
            problems.add("%s: must be given with %s, such as orderflow".formatted(AUDIENCE, JWKS));
        }
        if (jwks.isEmpty() && (issuer.isPresent() || audience.isPresent())) {
            problems.add(
                    "%s: must be given with %s or %s, or no token is ever asked for".formatted(JWKS, ISSUER, AUDIENCE));
        }
        if (jwks.isPresent() && open) {
            problems.add("%s: cannot be with %s: tokens are either asked for or not".formatted(OPEN, JWKS));
        }
        if (!problems.isEmpty()) {
            throw new ConfigProblems(problems);
        }
    }

    /** The settings as given. */
    public static AccessConfig from(Settings settings) {
        return new AccessConfig(
                settings.get(JWKS),
                settings.get(ISSUER),
                settings.get(AUDIENCE),
                settings.get(CUSTOMER_CLAIM),
                settings.get(CLOCK_SKEW),
                settings.get(OPEN));
    }

    /**
     * Refuses to be open where other machines may ask, unless that is wanted.
     *
     * @param bindAddress that HTTP listens on
     * @throws ConfigProblems if it would be
     */
    public void requireMayBeOpen(String bindAddress) {
        if (jwks.isEmpty() && !open && !isLoopback(bindAddress)) {
            throw new ConfigProblems(List.of(
                    "%s: must be given, with %s and %s, as HTTP listens on %s, which is more than this machine; or give %s to let anybody there place, read and cancel all orders"
                            .formatted(JWKS.flag(), ISSUER.flag(), AUDIENCE.flag(), bindAddress, OPEN.flag())));
        }
    }

    /**
     * True if whoever asks is known, or is on this machine.
     *
     * @param bindAddress that HTTP listens on
     */
    public boolean knowsWhoAsks(String bindAddress) {
        return jwks.isPresent() || isLoopback(bindAddress);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) { // nothing can listen there
            return true;
        }
    }
}
