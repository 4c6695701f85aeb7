/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the mail server is, and how to talk to it.
 *
 * @param timeout how long to wait for a connection, and for each of the server's answers
 * @param caFile certificates to trust instead of the JVM's
 */
record SmtpConfig(
        String host,
        int port,
        String from,
        Duration timeout,
        Optional<Login> login,
        Encryption encryption,
        Optional<Path> caFile) {

    /** When the conversation is encrypted: never, after the greeting, or from the first byte. */
    enum Encryption {
        NONE,
        STARTTLS,
        IMPLICIT
    }

    /** Its text does not tell the password. */
    record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    static final Setting<String> HOST = Setting.text("smtp.host", "localhost")
            .matching("\\S+", "must be a host name")
            .help("Host of the mail server");

    static final Setting<Integer> PORT =
            Setting.port("smtp.port", 3025).atLeast("1").help("Port of the mail server");

    static final Setting<String> FROM = Setting.text("smtp.from", "orders@orderflow.example")
            .matching("[^\\s@<>,]+@[^\\s@<>,]+", "must be one e-mail address")
            .help("Address that mails come from");

    static final Setting<Duration> TIMEOUT = Setting.duration("smtp.timeout", "10s")
            .atLeast("100ms")
            .atMost("1m")
            .help("How long to wait for each answer of the mail server");

    static final Setting<Optional<String>> USER =
            Setting.optionalText("smtp.user").help("User to log in to the mail server as; not given: no log-in");

    static final Setting<Optional<String>> PASSWORD =
            Setting.optionalText("smtp.password").secret().help("Password for the log-in");

    static final Setting<String> TLS = Setting.text("smtp.tls", "none")
            .matching("none|starttls|implicit", "must be none, starttls or implicit")
            .help("Encryption: none, starttls (required then), or implicit (from the first byte)");

    static final Setting<Optional<String>> CA_FILE = Setting.optionalText("smtp.ca.file")
            .help("PEM file of certificates to trust in the mail server's; not given: those that the JVM trusts");

    static final List<Setting<?>> SETTINGS = List.of(HOST, PORT, FROM, TIMEOUT, USER, PASSWORD, TLS, CA_FILE);

    static SmtpConfig from(Settings settings) {
        return new SmtpConfig(
                settings.get(HOST),
                settings.get(PORT),
                settings.get(FROM),
                settings.get(TIMEOUT),
                login(settings.get(USER), settings.get(PASSWORD)),
                Encryption.valueOf(settings.get(TLS).toUpperCase(Locale.ROOT)),
                settings.get(CA_FILE).map(Path::of));
    }

    private static Optional<Login> login(Optional<String> user, Optional<String> password) {
        if (user.isPresent() != password.isPresent()) {
            Setting<?> missing = user.isPresent() ? PASSWORD : USER;
            throw new ConfigProblems(List.of(
                    missing + ": must be given, as " + USER + " and " + PASSWORD + " go together, or neither of them"));
        }
        return user.flatMap(name -> password.map(secret -> new Login(name, secret)));
    }
}
