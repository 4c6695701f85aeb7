/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.common.testing.TestAuthority;
import io.orderflow.common.testing.TestAuthority.Issued;
import io.orderflow.schemas.serde.EventSerdes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    private static final Setting<Duration> WINDOW =
            Setting.duration("fraud.window", "1h").atLeast("1m").help("how far back we look");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CountDownLatch stop = new CountDownLatch(1);

    @Test
    void aServiceIsStartedRunsAndIsClosedWhenToldToStop() {
        FakeService service = new FakeService();
        stop.countDown();

        int code = run(settings -> service, "--fraud-window", "5m");

        assertThat(code).isEqualTo(Launcher.OK);
        assertThat(service.started).isTrue();
        assertThat(service.closed).isTrue();
    }

    @Test
    void aWrongFlagIsNamed() {
        int code = run(settings -> new FakeService(), "--fraud-windw", "5m");

        assertThat(code).isEqualTo(Launcher.USAGE);
        assertThat(err.toString()).startsWith("fraud-service: Unknown option").contains("--fraud-windw");
    }

    @Test
    void whatAWrongFlagWasGivenIsNotRepeated() {
        run(settings -> new FakeService(), "--pasword", "s3cret", "--smtp-pasword=s3cret");

        assertThat(err.toString()).contains("--pasword, --smtp-pasword (").doesNotContain("s3cret");
    }

    @Test
    void wrongValuesAreALineEach() {
        int code = run(settings -> new FakeService(), "--fraud-window=5s", "--management-port=none");

        assertThat(code).isEqualTo(Launcher.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "fraud-service: fraud.window=5s (from --fraud-window): must be at least 1m",
                        "fraud-service: management.port=none (from --management-port): must be a port, 0 to 65535");
    }

    @Test
    void problemsBetweenSettingsAreToldLikeOthers() {
        int code = run(settings -> {
            throw new ConfigProblems(List.of("a is more than b"));
        });

        assertThat(code).isEqualTo(Launcher.USAGE);
        assertThat(err.toString().strip()).isEqualTo("fraud-service: a is more than b");
    }

    @Test
    void aSerdeThatDoesNotExistIsToldLikeOtherWrongSettings() {
        stop.countDown();

        int code = run(
                settings -> {
                    EventSerdes.from(settings.kafka());
                    return new FakeService();
                },
                "--avro-serde",
                "Typo");

        assertThat(code).isEqualTo(Launcher.USAGE);
        assertThat(err.toString().strip())
                .isEqualTo(
                        "fraud-service: Invalid value Typo for configuration avro.serde: no such class on the class path");
    }

    @Test
    void aRegistryWhoseHostIsNoneIsToldToo() {
        stop.countDown();

        int code = run(
                settings -> {
                    EventSerdes.from(settings.kafka());
                    return new FakeService();
                },
                "--schema-registry",
                "http://schema_registry:8081");

        assertThat(code).isEqualTo(Launcher.USAGE);
        assertThat(err.toString())
                .contains("http://schema_registry:8081")
                .contains("a host name has letters, digits, dots and hyphens, no underscores");
    }

    @Test
    void aCertificateThatCannotBeUsedIsToldBeforeTheServiceStarts() {
        FakeService service = new FakeService();

        int code = run(settings -> service, "--tls-certificate", "none.pem", "--tls-key", "none.key");

        assertThat(code).isEqualTo(Launcher.USAGE);
        assertThat(err.toString().strip()).isEqualTo("fraud-service: tls.certificate=none.pem: there is no such file");
        assertThat(service.started).isFalse();
    }

    @Test
    void aCertificateWithoutItsKeyIsTold() {
        int code = run(settings -> new FakeService(), "--tls-certificate", "none.pem");

        assertThat(code).isEqualTo(Launcher.USAGE);
        assertThat(err.toString().strip())
                .isEqualTo(
                        "fraud-service: tls.key: must be given, as tls.certificate and tls.key go together, or neither of them");
    }

    @Test
    void aFaultOfTheProgramEndsItToo() {
        int code = run(settings -> {
            throw new IllegalStateException("nobody thought of this");
        });

        assertThat(code).isEqualTo(Launcher.FAILED);
        assertThat(err.toString()).contains("nobody thought of this");
    }

    @Test
    void aServiceThatCannotStartSaysWhyInALineAndIsClosed() {
        FakeService service = new FakeService();
        service.startFailure = "missing on the broker: topic orders";

        int code = run(settings -> service);

        assertThat(code).isEqualTo(Launcher.FAILED);
        assertThat(err.toString().strip()).isEqualTo("fraud-service: missing on the broker: topic orders");
        assertThat(service.closed).isTrue();
    }

    @Test
    void theFilesOfTlsAreNotLookedAtAnyMoreWhenTheServiceCannotStart(@TempDir Path folder) {
        Issued issued = TestAuthority.in(folder).issue();
        FakeService service = new FakeService();
        service.startFailure = "missing on the broker: topic orders";

        int code = run(
                settings -> service,
                "--tls-certificate",
                issued.certificate().toString(),
                "--tls-key",
                issued.key().toString());

        assertThat(code).isEqualTo(Launcher.FAILED);
        assertThat(service.sawThreads).contains("tls-management");
        await().until(() -> !threads().contains("tls-management"));
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    @Test
    void aServiceThatDiesEndsTheProgram() {
        FakeService service = new FakeService();
        service.health = Health.dead("streams ERROR: no rights");

        int code = run(settings -> service);

        assertThat(code).isEqualTo(Launcher.FAILED);
        assertThat(err.toString()).contains("died: streams ERROR: no rights");
        assertThat(service.closed).isTrue();
    }

    @Test
    void helpShowsEachSettingWithItsEnvironmentNameAndDefault() {
        int code = run(settings -> new FakeService(), "--help");

        assertThat(code).isEqualTo(Launcher.OK);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains(
                        "--fraud-window",
                        "how far back we look (env FRAUD_WINDOW, default 1h)",
                        "-b",
                        "BOOTSTRAP_SERVERS");
    }

    private int run(Function<Settings, Service> factory, String... args) {
        return new Launcher(
                        "fraud-service",
                        CommonSettings.and(List.of(WINDOW)),
                        factory,
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .run(Map.of(), stop, args);
    }

    private static final class FakeService implements Service {

        private boolean started;
        private boolean closed;
        private String startFailure = "";
        private Set<String> sawThreads = Set.of();
        private Health health = Health.ready("fine");

        @Override
        public String name() {
            return "fraud-service";
        }

        @Override
        public void start() {
            sawThreads = threads();
            if (!startFailure.isEmpty()) {
                throw new StartException(startFailure);
            }
            started = true;
        }

        @Override
        public Health health() {
            return health;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
