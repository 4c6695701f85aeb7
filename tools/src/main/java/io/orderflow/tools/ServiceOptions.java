/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.common.tls.PemException;
import io.orderflow.common.tls.PemFile;
import io.orderflow.common.tls.TrustedAuthorities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where the orders service is. */
@Command
final class ServiceOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:ORDERS_URL:-http://localhost:8080}",
            description = "The orders service (or ORDERS_URL; http://localhost:8080).")
    private String url = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "File with the bearer token, if the service asks for one (or ORDERFLOW_TOKEN, the token itself); read anew"
                            + " for each request, so it may be renewed.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            defaultValue = "${env:ORDERS_CA}",
            description =
                    "PEM file of the authority of an https service's certificate (or ORDERS_CA); else whom the JVM"
                            + " trusts.")
    private Optional<Path> ca = Optional.empty();

    /** Only to say what is wrong with it. */
    @Option(names = "--token", hidden = true)
    private Optional<String> tokenAsFlag = Optional.empty();

    OrdersClient orders() {
        return new OrdersClient(url, this::bearer, ca.map(ServiceOptions::trusting));
    }

    private static SSLContext trusting(Path file) {
        try {
            return TrustedAuthorities.context(new PemFile("--ca", file));
        } catch (PemException e) {
            throw new ClientException(Kind.INVALID, e.getMessage(), e);
        }
    }

    /** What the command line gives goes before the environment. */
    private Optional<String> bearer() {
        if (tokenAsFlag.isPresent()) {
            throw new ClientException(
                    Kind.INVALID,
                    "--token: a token is no flag, which others on this machine could see: give --token-file, or ORDERFLOW_TOKEN");
        }
        Optional<String> given = tokenFile
                .map(ServiceOptions::read)
                .or(() -> Optional.ofNullable(System.getenv("ORDERFLOW_TOKEN")))
                .map(String::strip);
        if (given.isPresent() && !given.get().matches("[\\x21-\\x7e]+")) {
            throw new ClientException(Kind.INVALID, "the token must be one word of visible ASCII characters");
        }
        return given;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ClientException(Kind.INVALID, "--token-file: there is no file " + file, e);
        } catch (IOException e) {
            throw new ClientException(
                    Kind.INVALID, "--token-file: cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
