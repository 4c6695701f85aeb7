/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Dead letters. */
@Command(
        name = "dlq",
        description = "Look at the dead letters: records that a service could not read or process. Send them again.",
        subcommands = {DlqList.class, DlqShow.class, DlqReplay.class},
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow dlq list", "  orderflow dlq show orders-service"})
final class DlqCommand implements Runnable {

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        throw output.whichOne();
    }
}
