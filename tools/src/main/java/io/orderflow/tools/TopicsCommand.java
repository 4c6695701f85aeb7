/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The catalogue's topics. */
@Command(
        name = "topics",
        description = "Make the catalogue's topics, and look at them.",
        subcommands = {TopicsCreate.class, TopicsAlter.class, TopicsList.class, TopicsDescribe.class},
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow topics create --partitions 6 --replication-factor 3", "  orderflow topics list"})
final class TopicsCommand implements Runnable {

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        throw output.whichOne();
    }
}
