/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Whose an address is, as far as an address tells: of IPv6 a subscriber has a network of 64 bits, and all addresses in it. */
public final class Subscribers {

    private static final int NETWORK_BYTES = 8;

    private Subscribers() {}

    /** What the addresses of one subscriber have in common, as text, such as {@code 192.0.2.7} or {@code 2001:db8:1:2:0:0:0:0/64}. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) { // it is as long as it was
            throw new IllegalStateException(e);
        }
    }
}
