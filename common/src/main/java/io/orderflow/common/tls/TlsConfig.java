/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.tls;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a port's TLS is made of.
 *
 * @param certificate its own first, then that of its issuer, and so on
 * @param peers whom alone it talks to; empty: to anybody, without asking who they are
 */
public record TlsConfig(PemFile certificate, PemFile key, Optional<Peers> peers) {

    /**
     * Those who may take part on both sides.
     *
     * @param authorities that issue their certificates
     * @param name that their certificates have, DNS name or URI, and no others of these authorities
     */
    public record Peers(PemFile authorities, String name) {

        public Peers {
            requireNonNull(authorities, "authorities");
            requireNonNull(name, "name");
        }
    }

    public TlsConfig {
        requireNonNull(certificate, "certificate");
        requireNonNull(key, "key");
        requireNonNull(peers, "peers");
    }

    /** That of HTTP and of the management port, as given; empty where there is to be none. */
    public static Optional<TlsConfig> from(Settings settings) {
        return pair(settings, CommonSettings.TLS_CERTIFICATE, CommonSettings.TLS_KEY);
    }

    /**
     * A certificate and its key, named by two settings; empty where neither is given.
     *
     * @throws ConfigProblems if one is given alone
     */
    public static Optional<TlsConfig> pair(
            Settings settings, Setting<Optional<String>> certificate, Setting<Optional<String>> key) {
        Optional<PemFile> certificateFile = file(settings, certificate);
        Optional<PemFile> keyFile = file(settings, key);
        if (certificateFile.isPresent() != keyFile.isPresent()) {
            Setting<?> missing = certificateFile.isPresent() ? key : certificate;
            throw new ConfigProblems(List.of("%s: must be given, as %s and %s go together, or neither of them"
                    .formatted(missing, certificate, key)));
        }
        return certificateFile.flatMap(own -> keyFile.map(secret -> new TlsConfig(own, secret, Optional.empty())));
    }

    /** The file that {@code setting} names, if it is given. */
    public static Optional<PemFile> file(Settings settings, Setting<Optional<String>> setting) {
        return settings.get(setting).map(text -> new PemFile(setting.name(), Path.of(text)));
    }

    /** The same for {@code others} alone. */
    public TlsConfig among(Peers others) {
        return new TlsConfig(certificate, key, Optional.of(others));
    }

    /** What is in the files now: certificate, key and, where there are peers, their authorities. */
    List<Pem> read() throws PemException {
        List<Pem> files = new ArrayList<>(List.of(certificate.read(), key.read()));
        if (peers.isPresent()) {
            files.add(peers.get().authorities().read());
        }
        return files;
    }
}
