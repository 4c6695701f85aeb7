/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.config;

import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.proof.CheckKeys;
import io.orderflow.schemas.serde.AvroSerde;
import io.orderflow.schemas.serde.EventSerdes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.StreamsConfig;

/** The settings that every service has. */
public final class CommonSettings {

    public static final Setting<String> BOOTSTRAP_SERVERS = Setting.text(
                    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092")
            .matching("[^\\s,]+:\\d+(\\s*,\\s*[^\\s,]+:\\d+)*", "must be host:port, or several with commas between")
            .alias("-b")
            .help("Kafka brokers to ask first, host:port with commas between");

    public static final Setting<String> SCHEMA_REGISTRY = Setting.text("schema.registry", "http://localhost:8081")
            .matching(
                    "https?://[^\\s@]+",
                    "must be a URL, or several with commas between, such as http://localhost:8081; user and password are given apart, in the"
                            + " file's basic.auth.user.info")
            .alias("-s")
            .knownToKafkaAs(AvroSerde.URL)
            .help("URL of the schema registry (Confluent's REST API)");

    public static final Setting<String> AVRO_SERDE =
            Setting.text(EventSerdes.AVRO_SERDE, AvroSerde.class.getName()).help("Class of the serde for Avro values");

    public static final Setting<Boolean> CLOUD_EVENTS = Setting.flag(EventSerdes.CLOUD_EVENTS)
            .help(
                    "Whether published records say in their headers what they are, by CloudEvents 1.0; some 180 bytes a record");

    public static final Setting<Optional<String>> CONFIG_FILE = Setting.optionalText("config.file")
            .alias("-c")
            .help("Properties file with settings by name, and any Kafka properties: security, tuning");

    public static final Setting<Path> STATE_DIR = Setting.path("state.dir", "orderflow-state")
            .alias("-d")
            .help("Folder for local state; can be rebuilt from the topics");

    public static final Setting<Duration> REFERENCE_MAX_AGE = Setting.duration("state.reference.max.age", "7d")
            .atMost("29d")
            .help(
                    "How old local state made of all customers, products or subjects may be at a start before it is read anew,"
                            + " so that what was deleted leaves the disk; 0s: each start reads it anew");

    public static final Setting<Integer> MANAGEMENT_PORT = Setting.port("management.port", 0)
            .help("Port for /health/live, /health/ready, /metrics and /topology; 0: any free one, told in the log");

    public static final Setting<Optional<String>> MANAGEMENT_BIND_ADDRESS = Setting.optionalText(
                    "management.bind.address")
            .help("Address that the management port listens on, e.g. 127.0.0.1; all unless given");

    public static final Setting<Optional<String>> TLS_CERTIFICATE = Setting.optionalText("tls.certificate")
            .help(
                    "PEM file of the certificate that HTTP and the management port show, and of its issuers behind it; not given: no TLS");

    public static final Setting<Optional<String>> TLS_KEY =
            Setting.optionalText("tls.key").help("PEM file (PKCS #8) of the private key of tls.certificate");

    public static final Setting<String> PROCESSING_GUARANTEE = Setting.text(
                    StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
            .matching(
                    StreamsConfig.EXACTLY_ONCE_V2 + "|" + StreamsConfig.AT_LEAST_ONCE,
                    "must be exactly_once_v2 or at_least_once")
            .help(
                    "exactly_once_v2, or at_least_once: faster, but a crash can oversell; checks other than inventory's are always the latter");

    public static final Setting<Duration> START_TIMEOUT =
            Setting.duration("start.timeout", "1m").atLeast("1s").help("How long to wait for a broker at start");

    public static final Setting<Integer> FAILURES_MAX = Setting.integer("stream.failures.max", 5)
            .atLeast("1")
            .help("How many stream threads may fail within stream.failures.window before the service is not ready");

    public static final Setting<Duration> FAILURES_WINDOW = Setting.duration("stream.failures.window", "5m")
            .atLeast("1s")
            .help("How long a failed stream thread counts");

    public static final Setting<Integer> ROCKSDB_MEMORY = Setting.integer("rocksdb.memory.mb", 64)
            .atLeast("8")
            .help("Megabytes outside of the heap that all RocksDB stores of this program share");

    /** For those who decide by verdicts, or judge who did. */
    public static final Setting<Optional<CheckKeys>> CHECK_KEYS = Setting.optionalContent(
                    "orders.checks.keys", "FOLDER", CheckKeys::in)
            .help(
                    "Folder with a file CHECK.key of each check: only verdicts that are signed with it count. Unless given, each does");

    private CommonSettings() {}

    /** With what a service that is a check proves its verdicts; one setting each, so that several can live in one process. */
    public static Setting<Optional<CheckKey>> checkKey(String name) {
        return Setting.optionalContent(name, "FILE", file -> CheckKey.in(file).get(0))
                .help("File with the key that this check signs its verdicts with; they are not signed unless given");
    }

    /** These and a service's own, in the order in which help shows them. */
    public static List<Setting<?>> and(List<Setting<?>> own) {
        return Stream.concat(
                        own.stream(),
                        Stream.of(
                                BOOTSTRAP_SERVERS,
                                SCHEMA_REGISTRY,
                                CONFIG_FILE,
                                STATE_DIR,
                                REFERENCE_MAX_AGE,
                                MANAGEMENT_PORT,
                                MANAGEMENT_BIND_ADDRESS,
                                TLS_CERTIFICATE,
                                TLS_KEY,
                                PROCESSING_GUARANTEE,
                                START_TIMEOUT,
                                FAILURES_MAX,
                                FAILURES_WINDOW,
                                ROCKSDB_MEMORY,
                                AVRO_SERDE,
                                CLOUD_EVENTS))
                .toList();
    }
}
