/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Setting;
import io.orderflow.email.EmailConfig;
import io.orderflow.email.EmailMain;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.fraud.FraudMain;
import io.orderflow.inventory.InventoryConfig;
import io.orderflow.inventory.InventoryMain;
import io.orderflow.orderdetails.OrderDetailsConfig;
import io.orderflow.orderdetails.OrderDetailsMain;
import io.orderflow.orders.OrdersConfig;
import io.orderflow.orders.OrdersMain;
import io.orderflow.tools.TopicSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is derived from the settings' declarations: {@code mvn test -Dpin=true} writes it anew. */
class ConfigurationDocsTest {

    private static final Path FILE = Path.of("..", "docs", "configuration.md");

    private static final String INTRODUCTION = """
            # Configuration

            Each setting but a password may be given as a flag (`--fraud-window 2h`), in the environment (`FRAUD_WINDOW=2h`) or in the
            properties file that `--config-file` names (`fraud.window=2h`); the first of these that is there is used. Wrong
            values are told all at once, a line each, and the service does not start (exit code 2).

            Whatever else the file holds is handed to the Kafka clients and to Kafka Streams: security (`security.protocol`,
            `sasl.jaas.config`, `ssl.truststore.location`, ...), tuning (`commit.interval.ms`, `num.stream.threads`, ...), and
            the registry's credentials and TLS (`basic.auth.user.info`, `schema.registry.ssl.truststore.location`, ...). Times are written `20ms`, `10s`, `5m`, `24h` or `7d`. A port of
            0 stands for any free one. A name that Kafka does not know and that is all but one of these settings, or begins as those of
            the service do, is held to be misspelt and told with the setting that was probably meant.

            `orderflow topics create` and `alter` take theirs in the environment, in that file or by `--set retention.emails=3d`.

            This page is derived from the code by a test; do not edit it.
            """;

    @Test
    void theDocsTellEverySettingAsItIs() throws Exception {
        StringBuilder docs = new StringBuilder(INTRODUCTION);
        List<Setting<?>> common = CommonSettings.and(List.of());
        table(docs, "All services", common);
        table(docs, OrdersMain.NAME, own(OrdersConfig.SETTINGS, common));
        table(docs, InventoryMain.NAME, own(InventoryConfig.SETTINGS, common));
        table(docs, FraudMain.NAME, own(FraudConfig.SETTINGS, common));
        table(docs, OrderDetailsMain.NAME, own(OrderDetailsConfig.SETTINGS, common));
        table(docs, EmailMain.NAME, own(EmailConfig.SETTINGS, common));
        table(docs, "orderflow topics", TopicSettings.SETTINGS);
        if (Boolean.getBoolean("pin")) {
            Files.writeString(FILE, docs);
        }
        assertThat(Files.readString(FILE))
                .as("docs/configuration.md; mvn test -Dpin=true writes it anew")
                .isEqualTo(docs.toString());
    }

    private static List<Setting<?>> own(List<Setting<?>> all, List<Setting<?>> common) {
        return all.stream().filter(setting -> !common.contains(setting)).toList();
    }

    private static void table(StringBuilder docs, String title, List<Setting<?>> settings) {
        if (settings.isEmpty()) {
            return;
        }
        docs.append("\n## ")
                .append(title)
                .append("\n\n| setting | environment | default | meaning |\n|---|---|---|---|\n");
        for (Setting<?> setting : settings) {
            docs.append("| `%s` | `%s` | %s | %s |%n"
                    .formatted(
                            setting,
                            setting.environmentName(),
                            setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`",
                            setting.help()));
        }
    }
}
