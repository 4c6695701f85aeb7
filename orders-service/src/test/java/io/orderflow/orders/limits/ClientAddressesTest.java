/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.config.ConfigProblems;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {

    private static final String PROXY = "10.0.0.7";

    private final ClientAddresses addresses =
            new ClientAddresses(new Networks(List.of("10.0.0.0/24", "2001:db8:ffff::/48")));

    private String of(String connection, String... forwardedFor) {
        return addresses.of(address(connection), List.of(forwardedFor)).getHostAddress();
    }

    private static InetAddress address(String literal) {
        return Networks.address(literal).orElseThrow();
    }

    @Test
    void whoIsNoProxyIsNotBelieved() {
        assertThat(of("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
        assertThat(of("10.0.1.7", "198.51.100.1")).isEqualTo("10.0.1.7");
    }

    @Test
    void aProxyIsBelievedWhomItWasAskedBy() {
        assertThat(of(PROXY, "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of("2001:db8:ffff::1", "2001:db8::5")).isEqualTo("2001:db8:0:0:0:0:0:5");
        assertThat(of(PROXY)).isEqualTo(PROXY);
    }

    @Test
    void whatAClientHasWrittenItselfIsNotBelieved() {
        assertThat(of(PROXY, "127.0.0.1, 198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of(PROXY, "127.0.0.1", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of(PROXY, "10.0.0.8, 198.51.100.1, 10.0.0.9")).isEqualTo("198.51.100.1");
        assertThat(of(PROXY, "x, ,\u0000," + "9".repeat(4_000) + ", 198.51.100.1"))
                .isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1:4711, 198.51.100.1",
        "[2001:db8::5]:4711, 2001:db8:0:0:0:0:0:5",
        "[2001:db8::5], 2001:db8:0:0:0:0:0:5",
        "::ffff:198.51.100.1, 198.51.100.1",
    })
    void anAddressMayComeWithAPort(String hop, String expected) {
        assertThat(of(PROXY, hop)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "localhost",
                "_hidden",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "0x7f.0.0.1",
                "[::1",
                ":",
                "1:2",
                "::zz",
                "1:2:3:4:5:6:7:8:9",
                "fe80::1%eth0",
                "١.١.١.١"
            })
    void whatIsNoAddressIsTheProxysOwnAndNeverAskedOfDns(String hop) {
        assertThat(of(PROXY, hop)).isEqualTo(PROXY);
        assertThat(of(PROXY, "198.51.100.1, " + hop)).isEqualTo(PROXY);
    }

    @Test
    void allThatIsInASubscribersNetworkIsOneClient() {
        Client one = Client.Address.of(address("2001:db8:1:2:aaaa::1"));

        assertThat(one).isEqualTo(Client.Address.of(address("2001:db8:1:2:ffff:ffff:ffff:ffff")));
        assertThat(one).hasToString("address 2001:db8:1:2:0:0:0:0/64");
        assertThat(Client.Address.of(address("2001:db8:1:3::1"))).isNotEqualTo(one);
        assertThat(Client.Address.of(address("::ffff:198.51.100.1"))).hasToString("address 198.51.100.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "proxy.example", "10.0.0", "10.0.0.1/8", "fe80::/129", "*", "2001:db8::g"})
    void aSettingThatNamesNoNetworkIsRefused(String network) {
        assertThatThrownBy(() -> new LimitsConfig(1, 1, 1, 1, 1, List.of(), List.of(network)))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("orders.proxies: must be addresses or networks, such as 10.0.0.0/8")
                .hasMessageContaining(network);
    }
}
