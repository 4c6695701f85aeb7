/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.InetAddressSet;

/** Addresses and networks that settings name, such as {@code 10.0.0.7} and {@code 2001:db8::/32}. Never asks DNS. */
final class Networks {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final String ADDRESS = "(?:" + OCTET + "\\.){3}" + OCTET + "|(?=[^:]*:[^:]*:)[0-9a-fA-F:.]{2,45}";
    private static final Pattern LITERAL = Pattern.compile(ADDRESS);
    private static final Pattern NETWORK = Pattern.compile("(?:" + ADDRESS + ")(?:/\\d{1,3})?");

    private final InetAddressSet set = new InetAddressSet();

    /**
     * @param names addresses and networks
     * @throws IllegalArgumentException if one is none
     */
    Networks(List<String> names) {
        for (String name : names) {
            if (!isOne(name)) {
                throw new IllegalArgumentException(name + " is no address and no network");
            }
            set.add(name);
        }
    }

    /** True for what looks like an address or a network. */
    static boolean isOne(String name) {
        return NETWORK.matcher(name).matches();
    }

    boolean contain(InetAddress address) {
        return !set.isEmpty() && set.test(address);
    }

    /** The address that {@code literal} stands for; nothing if it is a name, or nothing at all. */
    static Optional<InetAddress> address(String literal) {
        if (!LITERAL.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
