/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The programs' rights on the brokers. */
@Command(
        name = "acls",
        description = {
            "The least rights with which each program works, on a cluster that asks who may do what (Kafka's ACLs).",
            "Each program has a user of its name: orders-service, inventory-service, fraud-service, order-details-service,"
                    + " email-service, tools. The one who gives rights needs more than the tools have: Alter and Describe of"
                    + " the cluster, or be a superuser."
        },
        subcommands = {AclsPrint.class, AclsApply.class, AclsCheck.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow acls print",
            "  orderflow acls apply -c admin.properties",
            "  orderflow acls check -c admin.properties"
        })
final class AclsCommand implements Runnable {

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        throw output.whichOne();
    }
}
