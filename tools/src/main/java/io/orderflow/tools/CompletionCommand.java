/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.tools.ending.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Completion for bash and zsh. */
@Command(
        name = "completion",
        description = "Print a script that completes commands and options in bash and zsh.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(bin/orderflow completion)                                     # this shell",
            "  bin/orderflow completion > ~/.local/share/bash-completion/completions/orderflow"
        })
final class CompletionCommand implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        output.script(AutoComplete.bash("orderflow", output.command().root().commandLine()));
        return ExitCode.OK;
    }
}
