/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Tells where a request comes from: from the other end of its connection, unless that is a proxy that is named in the settings. A
 * proxy adds to {@code X-Forwarded-For} whom it was asked by; all to the left of what a named proxy has added, anybody may have
 * written.
 */
final class ClientAddresses {

    private final Networks proxies;

    /** @param proxies whose word is taken */
    ClientAddresses(Networks proxies) {
        this.proxies = proxies;
    }

    /** @param forwardedFor the headers of that name, in their order */
    InetAddress of(InetAddress connection, List<String> forwardedFor) {
        InetAddress last = connection;
        if (!proxies.contain(last)) {
            return last;
        }
        String[] hops = String.join(",", forwardedFor).split(",", -1);
        for (int hop = hops.length - 1; hop >= 0 && proxies.contain(last); hop--) {
            Optional<InetAddress> before = Networks.address(withoutPort(hops[hop].strip()));
            if (before.isEmpty()) {
                return last; // what a proxy cannot name is the proxy's
            }
            last = before.get();
        }
        return last;
    }

    /** Some proxies write {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? "" : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
