/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Setting<Duration> WINDOW =
            Setting.duration("fraud.window", "1h").atLeast("1m");
    private static final Setting<Integer> ORDERS =
            Setting.integer("fraud.orders", 50).atLeast("1");
    private static final List<Setting<?>> DECLARED = CommonSettings.and(List.of(WINDOW, ORDERS));

    @TempDir
    private Path folder;

    @Test
    void flagGoesBeforeEnvironmentBeforeFileBeforeDefault() throws Exception {
        Path file = Files.writeString(folder.resolve("orderflow.properties"), "fraud.window=3h\nfraud.orders=3\n");
        Map<Setting<?>, String> flags = Map.of(CommonSettings.CONFIG_FILE, file.toString());

        Settings fromFile = Settings.resolve(DECLARED, flags, Map.of());
        Settings fromEnvironment = Settings.resolve(DECLARED, flags, Map.of("FRAUD_WINDOW", "2h"));
        Settings fromFlag = Settings.resolve(
                DECLARED,
                Map.of(CommonSettings.CONFIG_FILE, file.toString(), WINDOW, "90m"),
                Map.of("FRAUD_WINDOW", "2h"));

        assertThat(Settings.resolve(DECLARED, Map.of(), Map.of()).get(WINDOW)).isEqualTo(Duration.ofHours(1));
        assertThat(fromFile.get(WINDOW)).isEqualTo(Duration.ofHours(3));
        assertThat(fromFile.get(ORDERS)).isEqualTo(3);
        assertThat(fromEnvironment.get(WINDOW)).isEqualTo(Duration.ofHours(2));
        assertThat(fromFlag.get(WINDOW)).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void allFaultsAreToldAtOnceEachWithItsSource() {
        assertThatThrownBy(() -> Settings.resolve(DECLARED, Map.of(ORDERS, "0"), Map.of("FRAUD_WINDOW", "5s")))
                .isInstanceOfSatisfying(
                        ConfigProblems.class,
                        problems -> assertThat(problems.problems())
                                .containsExactly(
                                        "fraud.window=5s (from FRAUD_WINDOW): must be at least 1m",
                                        "fraud.orders=0 (from --fraud-orders): must be at least 1"));
    }

    @Test
    void whatTheFileHasBeyondTheSettingsIsKafkas() throws Exception {
        Path file = Files.writeString(
                folder.resolve("orderflow.properties"),
                "security.protocol=SSL\nfraud.window=3h\nbootstrap.servers=a:1\n");

        Settings settings = Settings.resolve(
                DECLARED, Map.of(), Map.of("CONFIG_FILE", file.toString(), "SCHEMA_REGISTRY", "http://r"));

        assertThat(settings.kafka())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "a:1")
                .containsEntry("schema.registry.url", "http://r")
                .doesNotContainKey("fraud.window");
    }

    @Test
    void aSecretIsNoFlagAndInNoError() throws Exception {
        Setting<Integer> pin = Setting.integer("smtp.pin", 0).secret();
        Setting<String> host = Setting.text("smtp.host", "localhost");
        List<Setting<?>> declared = CommonSettings.and(List.of(pin, host));
        Path file = Files.writeString(folder.resolve("orderflow.properties"), "smtp.pni=s3cret\nsmtp.hots=s3cret\n");

        assertThatThrownBy(() -> Settings.resolve(declared, Map.of(pin, "1234"), Map.of()))
                .hasMessage(
                        "--smtp-pin: must not be a flag, which others on this machine can see: SMTP_PIN, or smtp.pin in the file of --config-file");
        assertThatThrownBy(() -> Settings.resolve(declared, Map.of(), Map.of("SMTP_PIN", "s3cret")))
                .hasMessage("smtp.pin (from SMTP_PIN): must be a whole number");
        assertThatThrownBy(() -> Settings.resolve(declared, Map.of(), Map.of("CONFIG_FILE", file.toString())))
                .hasMessageContaining("is smtp.pin meant?")
                .hasMessageNotContaining("s3cret");
        assertThat(Settings.resolve(declared, Map.of(), Map.of("SMTP_PIN", "12"))
                        .get(pin))
                .isEqualTo(12);
    }

    @Test
    void whoPutsAPasswordIntoAUrlIsToldWhereItGoesAndNotWhatItIs() {
        assertThatThrownBy(() -> Settings.resolve(
                        DECLARED, Map.of(), Map.of("SCHEMA_REGISTRY", "https://me:s3cret@registry:8081,http://other")))
                .hasMessageStartingWith(
                        "schema.registry=https://***@registry:8081,http://other (from SCHEMA_REGISTRY): ")
                .hasMessageContaining("basic.auth.user.info")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "fraud.windw, fraud.window",
        "fraud.widnow, fraud.window",
        "fraud.order, fraud.orders",
        "fraud.maximal.orders, fraud.orders",
        "managment.port, management.port",
        "state.dirs, state.dir",
        "processing.guarante, processing.guarantee",
        "schema.registri, schema.registry"
    })
    void aMisspeltSettingIsAnErrorThatNamesTheNearest(String misspelt, String meant) {
        assertThatThrownBy(() -> Settings.of(Map.of(misspelt, "x"), DECLARED))
                .isInstanceOf(ConfigProblems.class)
                .hasMessage("%s (from the program): there is no such setting; is %s meant?", misspelt, meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "num.stream.threads",
                "consumer.max.poll.records",
                "main.consumer.fetch.max.bytes",
                "producer.linger.ms",
                "topic.min.insync.replicas",
                "ssl.truststore.location",
                "sasl.jaas.config",
                "basic.auth.user.info",
                "auto.register.schemas",
                "avro.use.logical.type.converters",
                "schema.registry.ssl.truststore.location",
                "value.subject.name.strategy",
                "orders.checks"
            })
    void whatIsKafkasOrAPlugInsOrAnotherServicesIsNot(String name) {
        assertThat(Settings.of(Map.of(name, "x"), DECLARED).kafka()).containsEntry(name, "x");
    }

    @Test
    void theRegistryMayBeGivenUnderItsConfluentName() {
        Settings settings = Settings.of(Map.of("schema.registry.url", "http://there:8081"), DECLARED);

        assertThat(settings.get(CommonSettings.SCHEMA_REGISTRY)).isEqualTo("http://there:8081");
        assertThat(settings.kafka()).containsEntry("schema.registry.url", "http://there:8081");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        String absent = folder.resolve("absent.properties").toString();

        assertThatThrownBy(() -> Settings.resolve(DECLARED, Map.of(CommonSettings.CONFIG_FILE, absent), Map.of()))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("config.file=" + absent + ": there is no such file");
    }

    @Test
    void theMarkThatAnEditorPutsBeforeTheTextIsNoPartOfIt() throws Exception {
        Path file = Files.writeString(folder.resolve("marked.properties"), "\uFEFFschema.registry=http://r\r\n");

        Settings settings = Settings.resolve(DECLARED, Map.of(CommonSettings.CONFIG_FILE, file.toString()), Map.of());

        assertThat(settings.get(CommonSettings.SCHEMA_REGISTRY)).isEqualTo("http://r");
    }

    @Test
    void aNameWithTwoValuesIsAnErrorThatTellsNeither() throws Exception {
        Path file = Files.writeString(
                folder.resolve("twice.properties"),
                "sasl.jaas.config=secret1\nschema.registry=http://r\nsasl.jaas.config=secret2\nschema.registry=http://r\n");

        assertThatThrownBy(
                        () -> Settings.resolve(DECLARED, Map.of(CommonSettings.CONFIG_FILE, file.toString()), Map.of()))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining(file + ": has more than one value for sasl.jaas.config: keep one of each")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in Latin-1 | group.instance.id=caf\u00e9 | is not UTF-8: save it so",
                "a half escape | group.instance.id=\\u00 | cannot be read as a file of properties"
            })
    void aFileThatIsNotUnderstoodIsToldWhy(String what, String text, String why) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.properties"), text, ISO_8859_1);

        assertThatThrownBy(
                        () -> Settings.resolve(DECLARED, Map.of(CommonSettings.CONFIG_FILE, file.toString()), Map.of()))
                .as(what)
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining(why);
    }

    @Test
    void brokersAndRegistryAreChecked() {
        assertThatThrownBy(() -> Settings.of(
                        Map.of("bootstrap.servers", "localhost", "schema.registry", "localhost:8081"), DECLARED))
                .hasMessageContaining("bootstrap.servers=localhost (from the program): must be host:port")
                .hasMessageContaining("schema.registry=localhost:8081 (from the program): must be a URL");
    }

    @Test
    void askingForAnUndeclaredSettingIsAnErrorOfTheProgram() {
        assertThatThrownBy(() ->
                        Settings.of(Map.of(), CommonSettings.and(List.of())).get(WINDOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fraud.window was not declared");
    }
}
