/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.kafka.AclAdmin;
import io.orderflow.tools.acls.Comparison;
import io.orderflow.tools.acls.Finding;
import io.orderflow.tools.acls.Users;
import io.orderflow.tools.ending.ExitCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is missing, what is too much. */
@Command(
        name = "check",
        description = {
            "Hold the rights that the cluster gives against those that the programs need.",
            "Missing is what a program needs and may not do. Too much is what it may do and does not need, and what others may"
                    + " do that is a program's alone: write or delete what it writes, come in its consumer group or its"
                    + " transactions. Superusers may do anything, and no cluster names them."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:each program has exactly what it needs",
            "1:something is missing or too much, or the cluster asks nobody for rights",
            "2:the command line or a file is wrong; nothing was done",
            "5:broker away, or it does not let you look"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow acls check -c admin.properties --trust User:admin",
            "  orderflow acls check -c admin.properties --validator credit-limit-validator"
        })
final class AclsCheck implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private UserOptions options = new UserOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--trust",
            paramLabel = "PRINCIPAL",
            description = "Somebody else who may do what they may, such as User:admin; may be repeated.")
    private Set<String> trusted = new LinkedHashSet<>();

    @Override
    public Integer call() {
        Users users = options.users();
        Comparison comparison;
        try (AclAdmin acls = cluster.cluster().acls()) {
            comparison = new Comparison(users, acls.held(), trusted);
        }
        List<? extends Finding> missing = comparison.missing();
        List<? extends Finding> tooMuch = comparison.tooMuch();
        List<Finding> findings =
                Stream.<Finding>concat(missing.stream(), tooMuch.stream()).toList();
        if (json.wanted()) {
            findings.stream().map(AclsText::json).forEach(output::json);
        } else {
            findings.stream().map(AclsText::line).forEach(output::line);
            output.line("%s programs, %s rights: %s missing, %s too much"
                    .formatted(users.programs().size(), users.wanted().count(), missing.size(), tooMuch.size()));
        }
        return findings.isEmpty() ? ExitCode.OK : ExitCode.NO;
    }
}
