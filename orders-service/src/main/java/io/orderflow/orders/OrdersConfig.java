/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.common.tls.TlsConfig;
import io.orderflow.orders.access.AccessConfig;
import io.orderflow.orders.instances.InstancesTls;
import io.orderflow.orders.limits.LimitsConfig;
import io.orderflow.schemas.proof.CheckKeys;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of the orders service.
 *
 * @param host the name under which clients and other instances reach this one
 * @param bindAddress the address that HTTP listens on
 * @param port of HTTP; 0 is any free one
 * @param checks the names of the checks that a new order must pass
 * @param shadowChecks the names of the checks that are listened to and shown in the history, and do not decide
 * @param checkKeys prove the verdicts that count; without them each verdict counts
 * @param validationTimeout how long an order waits for its checks before it fails
 * @param waitDefault how long a blocking read waits unless it says otherwise
 * @param waitMax the longest a blocking read may wait
 * @param writeTimeout how long Kafka has to acknowledge a command
 * @param parkedMax how many requests may wait at once
 * @param connectionsMax how many connections clients may have open at once
 * @param limits what one client may ask for
 * @param corsOrigins web sites whose pages may use the API
 * @param instancesPort where other instances reach this one; 0 is any free one
 * @param unacknowledgedMax how many commands may wait for Kafka's acknowledgement at once
 * @param overloadWait how long orders may wait for their decision before some are refused
 * @param undecidedMax how many orders may wait for their decision
 * @param peerTimeout how long another instance's answer may be on its way
 * @param access whose tokens are taken
 * @param tls of clients' connections; empty where HTTP is in the clear
 * @param instancesTls of other instances' connections
 * @param exactlyOnce true unless a crash may repeat inputs ({@code at_least_once})
 */
public record OrdersConfig(
        String host,
        String bindAddress,
        int port,
        List<String> checks,
        List<String> shadowChecks,
        Optional<CheckKeys> checkKeys,
        Duration validationTimeout,
        Duration waitDefault,
        Duration waitMax,
        Duration writeTimeout,
        int parkedMax,
        int connectionsMax,
        LimitsConfig limits,
        List<String> corsOrigins,
        int instancesPort,
        int unacknowledgedMax,
        Duration overloadWait,
        int undecidedMax,
        Duration peerTimeout,
        AccessConfig access,
        Optional<TlsConfig> tls,
        Optional<TlsConfig> instancesTls,
        boolean exactlyOnce) {

    static final Setting<String> HOST = Setting.text("host", "localhost")
            .matching("[A-Za-z0-9.:-]+", "must be a host name or an address")
            .help("Name under which clients and other instances reach this one");

    static final Setting<Optional<String>> BIND_ADDRESS = Setting.optionalText("bind.address")
            .help("Address that HTTP listens on, e.g. 0.0.0.0 for all; that of --host unless given");

    static final Setting<Integer> PORT = Setting.port("port", 8080).help("Port of HTTP; 0: any free one");

    static final Setting<List<String>> CHECKS = Setting.names("orders.checks", "inventory,fraud,order-details")
            .matching(
                    "\\s*[A-Za-z0-9._-]+(\\s*,\\s*[A-Za-z0-9._-]+)*\\s*",
                    "must name at least one check, such as inventory")
            .help("Checks that a new order must pass, by name");

    static final Setting<List<String>> SHADOW_CHECKS = Setting.names("orders.checks.shadow", "")
            .matching(
                    "\\s*|\\s*[A-Za-z0-9._-]+(\\s*,\\s*[A-Za-z0-9._-]+)*\\s*",
                    "must be names of checks with commas between, such as credit-limit")
            .help("Checks that are listened to and shown in the history, but do not decide, by name");

    static final Setting<Duration> VALIDATION_TIMEOUT = Setting.duration("orders.validation.timeout", "5m")
            .atLeast("1s")
            .help("How long an order waits for its checks before it fails");

    static final Setting<Duration> WAIT_DEFAULT = Setting.duration("orders.wait.default", "10s")
            .help("How long a blocking read waits unless it says otherwise");

    static final Setting<Duration> WAIT_MAX =
            Setting.duration("orders.wait.max", "60s").help("The longest that a blocking read may wait");

    static final Setting<Duration> WRITE_TIMEOUT = Setting.duration("orders.write.timeout", "10s")
            .atLeast("100ms")
            .help("How long Kafka has to acknowledge a command before the client is told to try again");

    static final Setting<Integer> PARKED_MAX = Setting.integer("orders.parked.max", 20_000)
            .atLeast("1")
            .help("How many requests may wait at once; more are told to try again");

    static final Setting<Integer> CONNECTIONS_MAX = Setting.integer("orders.connections.max", 25_000)
            .atLeast("1")
            .help(
                    "How many connections clients may have open at once; a new one takes the place of the one that has been idle for longest");

    static final Setting<List<String>> CORS_ORIGINS = Setting.names("orders.cors.origins", "")
            .matching(
                    "\\s*|\\s*https?://[A-Za-z0-9.:\\[\\]-]+(\\s*,\\s*https?://[A-Za-z0-9.:\\[\\]-]+)*\\s*",
                    "must be origins with commas between: scheme, host and port as a browser sends them, without a path, such as"
                            + " https://shop.example")
            .help("Web sites whose pages may use this API in a browser (CORS), by origin; none unless given");

    static final Setting<Integer> INSTANCES_PORT = Setting.port("instances.port", 0)
            .help("Port at which other instances ask this one, for nobody else; 0: any free one");

    static final Setting<Integer> UNACKNOWLEDGED_MAX = Setting.integer("orders.unacknowledged.max", 2_000)
            .atLeast("1")
            .help("How many commands may wait for Kafka's acknowledgement at once; more are told to try again");

    static final Setting<Duration> OVERLOAD_WAIT = Setting.duration("orders.overload.wait", "1s")
            .atLeast("100ms")
            .help(
                    "How long orders may wait for a decision; if they do longer, new ones beyond what can be decided are told to try again");

    static final Setting<Integer> UNDECIDED_MAX = Setting.integer("orders.undecided.max", 100_000)
            .atLeast("500")
            .help(
                    "How many orders of this instance may wait for their checks, which takes memory; more are told to try again");

    static final Setting<Duration> PEER_TIMEOUT = Setting.duration("orders.peer.timeout", "2s")
            .atLeast("10ms")
            .help("How long another instance's answer may be on its way before that instance is taken for away");

    /** All settings, in the order in which help shows them. */
    public static final List<Setting<?>> SETTINGS = CommonSettings.and(withTheirs(
            HOST,
            PORT,
            BIND_ADDRESS,
            CHECKS,
            SHADOW_CHECKS,
            CommonSettings.CHECK_KEYS,
            VALIDATION_TIMEOUT,
            WAIT_DEFAULT,
            WAIT_MAX,
            WRITE_TIMEOUT,
            PARKED_MAX,
            CONNECTIONS_MAX,
            CORS_ORIGINS,
            INSTANCES_PORT,
            UNACKNOWLEDGED_MAX,
            OVERLOAD_WAIT,
            UNDECIDED_MAX,
            PEER_TIMEOUT));

    private static List<Setting<?>> withTheirs(Setting<?>... own) {
        return Stream.of(
                        Arrays.stream(own),
                        LimitsConfig.SETTINGS.stream(),
                        InstancesTls.SETTINGS.stream(),
                        AccessConfig.SETTINGS.stream())
                .flatMap(settings -> settings)
                .collect(Collectors.toUnmodifiableList());
    }

    public OrdersConfig {
        checks = List.copyOf(checks);
        shadowChecks = List.copyOf(shadowChecks);
        corsOrigins = List.copyOf(corsOrigins);
        List<String> both = checks.stream().filter(shadowChecks::contains).toList();
        if (!both.isEmpty()) {
            throw new ConfigProblems(List.of("%s: a check either decides or does not, but %s is in %s too"
                    .formatted(SHADOW_CHECKS, both.get(0), CHECKS)));
        }
        List<String> heard =
                Stream.concat(checks.stream(), shadowChecks.stream()).toList();
        List<String> unheard = checkKeys.map(keys -> keys.missing(heard)).orElse(List.of());
        if (!unheard.isEmpty()) {
            throw new ConfigProblems(unheard.stream()
                    .map(check -> "%s: has no %s.key, and %s is in %s or %s"
                            .formatted(CommonSettings.CHECK_KEYS, check, check, CHECKS, SHADOW_CHECKS))
                    .toList());
        }
        if (waitDefault.compareTo(waitMax) > 0) {
            throw new ConfigProblems(
                    List.of("%s: must be at most %s, the bound of every wait".formatted(WAIT_DEFAULT, WAIT_MAX)));
        }
    }

    /** The settings as given. */
    public static OrdersConfig from(Settings settings) {
        Optional<TlsConfig> tls = TlsConfig.from(settings);
        return new OrdersConfig(
                settings.get(HOST),
                settings.get(BIND_ADDRESS).orElse(settings.get(HOST)),
                settings.get(PORT),
                settings.get(CHECKS),
                settings.get(SHADOW_CHECKS),
                settings.get(CommonSettings.CHECK_KEYS),
                settings.get(VALIDATION_TIMEOUT),
                settings.get(WAIT_DEFAULT),
                settings.get(WAIT_MAX),
                settings.get(WRITE_TIMEOUT),
                settings.get(PARKED_MAX),
                settings.get(CONNECTIONS_MAX),
                LimitsConfig.from(settings),
                settings.get(CORS_ORIGINS),
                settings.get(INSTANCES_PORT),
                settings.get(UNACKNOWLEDGED_MAX),
                settings.get(OVERLOAD_WAIT),
                settings.get(UNDECIDED_MAX),
                settings.get(PEER_TIMEOUT),
                AccessConfig.from(settings),
                tls,
                InstancesTls.from(settings, tls),
                settings.get(CommonSettings.PROCESSING_GUARANTEE).equals(StreamsConfig.EXACTLY_ONCE_V2));
    }

    /** The checks whose verdicts are kept in the history. */
    Set<String> listenedTo() {
        return Stream.concat(checks.stream(), shadowChecks.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
