/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.util.Objects.requireNonNull;

import io.orderflow.client.kafka.Clients;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
        name = "orderflow",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Orderflow by hand: make topics, seed data, place and follow orders, look into every topic.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TopicsCommand.class,
            SeedCommand.class,
            OrderCommands.class,
            CustomerCommand.class,
            PayCommand.class,
            ShipCommand.class,
            StockCommand.class,
            TailCommand.class,
            TrafficCommand.class,
            DlqCommand.class,
            AuditCommand.class,
            ReplayCommand.class,
            ConnectorsCommand.class,
            AclsCommand.class,
            CompletionCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or the answer is yes",
            "1:the answer is no: the order failed, a topic is wrong, the service refused",
            "2:the command line or a file is wrong; nothing was done",
            "3:not decided in time; ask again",
            "4:no such order or record",
            "5:broker, registry or orders service away, or the topics are not there",
            "70:a fault of this tool"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow topics create",
            "  orderflow seed",
            "  orderflow order place --customer 7 --line kettle:2 --wait",
            "  orderflow tail orders order-validations --from-beginning",
            "  orderflow traffic --rate 50 --duration 30s",
            "",
            "'orderflow COMMAND --help' has more. ORDERFLOW_LOG=DEBUG shows what the Kafka clients log."
        })
final class Orderflow implements Runnable {

    private final Clients clients;

    @Spec
    private @Nullable CommandSpec spec;

    Orderflow(Clients clients) {
        this.clients = requireNonNull(clients, "clients");
    }

    Clients clients() {
        return clients;
    }

    @Override
    public void run() {
        CommandSpec given = requireNonNull(spec, "picocli sets it");
        throw new ParameterException(given.commandLine(), "which command? One of " + Output.names(given));
    }
}
