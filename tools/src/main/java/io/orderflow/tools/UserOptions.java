/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.util.Objects.requireNonNull;

import io.orderflow.schemas.rights.Program;
import io.orderflow.schemas.rights.Programs;
import io.orderflow.tools.acls.Users;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who the programs are. */
@Command
final class UserOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--principal-prefix",
            paramLabel = "TEXT",
            description = "What the names of users begin with, before that of the program: shop- for User:shop-tools.")
    private String prefix = "";

    @Option(
            names = "--principal",
            paramLabel = "PROGRAM=USER",
            description = "A user of another name, such as --principal tools=CN=operator,O=Shop.")
    private Map<String, String> named = new LinkedHashMap<>();

    @Option(
            names = "--validator",
            paramLabel = "NAME",
            description = "A check of your own, by the name of its program and consumer group; may be repeated.")
    private List<String> validators = new ArrayList<>();

    @Option(
            names = "--apicurio",
            description = "Also Apicurio Registry (registry), where it keeps its schemas on these brokers.")
    private boolean apicurio;

    Users users() {
        List<Program> programs = new ArrayList<>(Programs.ALL);
        validators.forEach(name -> programs.add(Programs.validator(name)));
        if (apicurio) {
            programs.add(Programs.REGISTRY);
        }
        try {
            return Users.of(programs, prefix, named);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    requireNonNull(command, "picocli sets it").commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
