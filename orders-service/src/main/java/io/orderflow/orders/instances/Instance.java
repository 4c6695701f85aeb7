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
 * @param scheme {@code http}, or {@code https} where instances talk over TLS: all of them do, or none
 * @param host a name or an address; an IPv6 address stands in brackets, as in a URI
 */
public record Instance(String scheme, String host, int port) {

    public Instance {
        requireNonNull(scheme, "scheme");
        requireNonNull(host, "host");
        host = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    /** The one at {@code SCHEME://HOST:PORT}. */
    public static Instance at(URI address) {
        return new Instance(address.getScheme(), address.getHost(), address.getPort());
    }

    /** Another one, which is reached as this one is. */
    Instance other(String otherHost, int otherPort) {
        return new Instance(scheme, otherHost, otherPort);
    }

    /** Where {@code path} (encoded, from the root, with its query) is on it. */
    public URI resolve(String path) {
        return URI.create(scheme + "://" + this).resolve(path);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
