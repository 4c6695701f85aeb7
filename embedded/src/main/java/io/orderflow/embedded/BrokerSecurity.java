/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * Who may come to a broker, how, and what each may do. Its controller, which only this machine reaches, asks nobody.
 *
 * @param passwords of those who may come, by name; if there are none, anybody may, and may do anything. {@link #ADMIN}'s must be
 *     among them: the one who may do everything
 * @param more broker properties that go before all others: keys and certificates ({@code ssl.*}), another authorizer
 */
public record BrokerSecurity(Map<String, String> passwords, Map<String, ?> more) {

    /** The user who may do everything, where users are asked for at all; the broker itself is one. */
    public static final String ADMIN = "admin";

    /** Nobody is asked. */
    public static final BrokerSecurity OPEN = new BrokerSecurity(Map.of(), Map.of());

    private static final String PLAIN = "PLAIN";

    public BrokerSecurity {
        passwords = new TreeMap<>(passwords);
        more = Map.copyOf(more);
        if (!passwords.isEmpty() && !passwords.containsKey(ADMIN)) {
            throw new IllegalArgumentException(
                    "passwords of %s: %s must have one".formatted(passwords.keySet(), ADMIN));
        }
        if (!passwords.values().stream().allMatch(password -> password.matches("[A-Za-z0-9._-]+"))) {
            throw new IllegalArgumentException("a password must be of the characters A-Z a-z 0-9 . _ -");
        }
    }

    /** Passwords are asked for (SASL/PLAIN), and Kafka's own authorizer says what each user may do: nothing that is not given. */
    public static BrokerSecurity authorized(Map<String, String> passwords) {
        return new BrokerSecurity(passwords, Map.of("authorizer.class.name", StandardAuthorizer.class.getName()));
    }

    /** The same with these properties of the broker too; with a key of its own ({@code ssl.keystore.*}) it speaks TLS alone. */
    public BrokerSecurity with(Map<String, ?> properties) {
        Map<String, Object> all = new HashMap<>(more);
        all.putAll(properties);
        return new BrokerSecurity(passwords, all);
    }

    /** What clients, and other brokers, speak. */
    String protocol() {
        boolean encrypted = more.keySet().stream().anyMatch(name -> name.startsWith("ssl.keystore."));
        return (passwords.isEmpty() ? "" : "SASL_") + (encrypted ? "SSL" : "PLAINTEXT");
    }

    /** What {@code user} tells the broker; whom it is to trust, a client that speaks TLS has to say itself. */
    Map<String, Object> client(String user) {
        String password = passwords.get(user);
        if (password == null) {
            throw new IllegalArgumentException("%s is none of %s".formatted(user, passwords.keySet()));
        }
        return Map.of(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                protocol(),
                SaslConfigs.SASL_MECHANISM,
                PLAIN,
                SaslConfigs.SASL_JAAS_CONFIG,
                login(user, password) + ";");
    }

    /** What the broker is told, of which these are the listeners for clients. */
    Map<String, Object> brokerProperties(List<String> listeners) {
        Map<String, Object> properties = new HashMap<>();
        String password = passwords.get(ADMIN);
        if (password != null) {
            StringBuilder login = new StringBuilder(login(ADMIN, password));
            passwords.forEach((user, its) -> login.append(" user_%s=\"%s\"".formatted(user, its)));
            login.append(';');
            for (String listener : listeners) {
                properties.put(
                        "listener.name.%s.plain.sasl.jaas.config".formatted(listener.toLowerCase(Locale.ROOT)),
                        login.toString());
            }
            properties.put("sasl.enabled.mechanisms", PLAIN);
            properties.put("sasl.mechanism.inter.broker.protocol", PLAIN);
            properties.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS"); // the latter at the controller alone
        }
        properties.putAll(more);
        return properties;
    }

    private static String login(String user, String password) {
        return "%s required username=\"%s\" password=\"%s\""
                .formatted(PlainLoginModule.class.getName(), user, password);
    }
}
