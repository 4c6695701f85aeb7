/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.tools.ending.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The rights, for whoever gives them by other means. */
@Command(
        name = "print",
        description = {
            "Print the rights as commands for kafka-acls.sh, which comes with Kafka. Asks no broker.",
            "With --json a right a line, for other tools."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow acls print -b kafka-1:9093 -c admin.properties | sh",
            "  orderflow acls print --json | jq -r 'select(.name == \"orders\") | [.principal, .operation] | @tsv'"
        })
final class AclsPrint implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private UserOptions users = new UserOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        if (json.wanted()) {
            users.users().wanted().map(AclsText::json).forEach(output::json);
            return ExitCode.OK;
        }
        Settings settings = cluster.settings(List.of(), Map.of(), Setting::flag);
        users.users()
                .programs()
                .forEach((principal, program) -> output.lines(AclsText.commands(
                        principal,
                        program,
                        settings.get(CommonSettings.BOOTSTRAP_SERVERS),
                        settings.get(CommonSettings.CONFIG_FILE))));
        return ExitCode.OK;
    }
}
