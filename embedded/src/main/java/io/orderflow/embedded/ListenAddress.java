/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where servers listen. None of them asks who comes: what is open to the network is open to everybody there.
 *
 * @param bindAddress the address to listen on; 0.0.0.0 stands for all
 * @param host the name under which clients reach it
 */
public record ListenAddress(String bindAddress, String host) {

    /** For programs of this machine alone. */
    public static final ListenAddress LOCAL = new ListenAddress("localhost", "localhost");

    /** On all addresses of this machine, which others know as {@code host}. */
    public static ListenAddress openAs(String host) {
        return new ListenAddress("0.0.0.0", host);
    }

    /**
     * For programs of this machine alone if {@code host} is the name or address of its loopback, else open.
     *
     * @throws UnknownHostException if this machine does not know that name itself
     */
    public static ListenAddress of(String host) throws UnknownHostException {
        return InetAddress.getByName(host).isLoopbackAddress() ? new ListenAddress(host, host) : openAs(host);
    }

    /** Whether nobody but programs of this machine reaches what listens here. */
    public boolean isLocal() {
        return bindAddress.equals(host);
    }

    /** Where an HTTP server that listens here is reached. */
    URI http(int port) {
        return URI.create("http://" + host + ":" + port);
    }
}
