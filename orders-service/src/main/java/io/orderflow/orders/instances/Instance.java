/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * One running copy of this service, by the address at which the others reach it.
 *
 * @param host a name or an address; an IPv6 address stands in brackets, as in a URI
 */
public record Instance(String host, int port) {

    public Instance {
        requireNonNull(host, "host");
        host = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** The one at {@code http://HOST:PORT}. */
    public static Instance at(URI address) {
        return new Instance(address.getHost(), address.getPort());
    }

    /** Where {@code path} (encoded, from the root, with its query) is on it. */
    public URI resolve(String path) {
        return URI.create("http://" + this).resolve(path);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
