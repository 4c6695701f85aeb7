/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.kafka.AclAdmin;
import io.orderflow.schemas.rights.Right;
import io.orderflow.tools.acls.Comparison;
import io.orderflow.tools.acls.Finding.Missing;
import io.orderflow.tools.acls.Finding.TooMuch;
import io.orderflow.tools.acls.Users;
import io.orderflow.tools.ending.ExitCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives the rights. */
@Command(
        name = "apply",
        description = {
            "Give each program what it needs and has not; what is there stays. Doing it again changes nothing.",
            "With --remove, also take from the programs what they do not need. Rights of others are never touched."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:each program may do what it needs",
            "1:a rule of the cluster denies something all the same, or the cluster asks nobody for rights",
            "2:the command line or a file is wrong; nothing was done",
            "5:broker away, or it does not let you give rights"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow acls apply -c admin.properties",
            "  orderflow acls apply -c admin.properties --principal-prefix shop- --remove"
        })
final class AclsApply implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private UserOptions options = new UserOptions();

    @Option(names = "--remove", description = "Take away what a program does not need.")
    private boolean remove;

    @Override
    public Integer call() {
        Users users = options.users();
        List<AclBinding> given;
        List<AclBinding> taken;
        List<Missing> denied;
        try (AclAdmin acls = cluster.cluster().acls()) {
            Collection<AclBinding> held = acls.held();
            Comparison before = new Comparison(users, held, Set.of());
            given = users.wanted()
                    .filter(right -> held.stream().noneMatch(rule -> isSame(rule, right)))
                    .toList();
            taken = remove
                    ? before.tooMuch().stream()
                            .filter(TooMuch::ours)
                            .map(TooMuch::binding)
                            .toList()
                    : List.of();
            if (!given.isEmpty()) {
                acls.give(given);
            }
            if (!taken.isEmpty()) {
                acls.take(taken);
            }
            List<AclBinding> after = new ArrayList<>(held);
            after.addAll(given);
            denied = new Comparison(users, after, Set.of()).missing();
        }
        given.forEach(right -> output.line("given  " + line(right)));
        taken.forEach(right -> output.line("taken  " + line(right)));
        denied.forEach(missing -> output.line(AclsText.line(missing)));
        output.line("%s programs, %s rights: %s given, %s taken away"
                .formatted(users.programs().size(), users.wanted().count(), given.size(), taken.size()));
        return denied.isEmpty() ? ExitCode.OK : ExitCode.NO;
    }

    private static boolean isSame(AclBinding rule, AclBinding right) {
        return rule.entry().permissionType() == AclPermissionType.ALLOW
                && rule.pattern().equals(right.pattern())
                && rule.entry().principal().equals(right.entry().principal())
                && rule.entry().operation() == right.entry().operation();
    }

    private static String line(AclBinding binding) {
        return "%s  %s"
                .formatted(
                        binding.entry().principal(),
                        new Right(binding.pattern(), binding.entry().operation()));
    }
}
