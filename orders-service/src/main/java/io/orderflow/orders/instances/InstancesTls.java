/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.common.tls.PemFile;
import io.orderflow.common.tls.TlsConfig;
import io.orderflow.common.tls.TlsConfig.Peers;
import java.util.List;
import java.util.Optional;

/**
 * How instances talk to each other: each shows a certificate, and is answered if it is an instance's. On a listener of their own,
 * so that whoever is none ends with the handshake, and clients are not asked for a certificate that they do not have.
 */
public final class InstancesTls {

    static final Setting<Optional<String>> CA = Setting.optionalText("instances.tls.ca")
            .help(
                    "PEM file of the authority of the instances' certificates, which they show each other; needed with tls.certificate");

    static final Setting<String> NAME = Setting.text("instances.tls.name", "orders-service")
            .matching("\\S+", "must be a DNS name or a URI, such as orders-service")
            .help(
                    "Alternative name (DNS or URI) that the certificates of instances have, and no others of that authority");

    static final Setting<Optional<String>> CERTIFICATE = Setting.optionalText("instances.tls.certificate")
            .help("PEM file of the certificate that this instance shows to others; not given: tls.certificate");

    static final Setting<Optional<String>> KEY = Setting.optionalText("instances.tls.key")
            .help("PEM file (PKCS #8) of the private key of instances.tls.certificate");

    /** All of them, in the order in which help shows them. */
    public static final List<Setting<?>> SETTINGS = List.of(CA, NAME, CERTIFICATE, KEY);

    private InstancesTls() {}

    /**
     * The settings as given; empty where instances talk in the clear.
     *
     * @param clients the TLS of clients, without which there need not be any
     */
    public static Optional<TlsConfig> from(Settings settings, Optional<TlsConfig> clients) {
        Optional<PemFile> authorities = TlsConfig.file(settings, CA);
        Optional<TlsConfig> own = TlsConfig.pair(settings, CERTIFICATE, KEY);
        Optional<TlsConfig> shown = own.or(() -> clients);
        if (authorities.isPresent() && shown.isEmpty()) {
            throw new ConfigProblems(List.of("%s: must be given with %s, as there is no %s"
                    .formatted(CERTIFICATE, CA, CommonSettings.TLS_CERTIFICATE)));
        }
        if (authorities.isEmpty() && shown.isPresent()) {
            throw new ConfigProblems(List.of(
                    "%s: must be given with %s, as the PEM file of the authority that issues the instances' certificates"
                            .formatted(CA, own.isPresent() ? CERTIFICATE : CommonSettings.TLS_CERTIFICATE)));
        }
        return authorities.flatMap(file -> shown.map(tls -> tls.among(new Peers(file, settings.get(NAME)))));
    }
}
