/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerNodeTest {

    private static final BrokerNode SECOND =
            new BrokerNode(2, 9092, Map.of(1, 7001, 2, 7002, 3, 7003), List.of(new BrokerNode.Way("EAST", 8001, 8002)));

    @Test
    void aNodeIsReadAsItWasWritten() {
        assertThat(BrokerNode.parse(SECOND.toString())).isEqualTo(SECOND);
        assertThat(BrokerNode.parse(BrokerNode.alone(9092, 7001).toString())).isEqualTo(BrokerNode.alone(9092, 7001));
    }

    @Test
    void whatIsNoNodeIsRefused() {
        assertThatThrownBy(() -> BrokerNode.parse("9092")).hasMessageContaining("9092: must be ID/PORT");
        assertThatThrownBy(() -> new BrokerNode(4, 9092, Map.of(1, 7001), List.of()))
                .hasMessageContaining("must have one of node 4");
    }

    @Test
    void clientsOfAWayAreToldItsOwnAddress() {
        Map<String, Object> properties =
                BrokerProperties.of(Path.of("data"), ListenAddress.LOCAL, SECOND, BrokerSecurity.OPEN);

        assertThat(properties)
                .containsEntry(
                        "listeners", "CLIENTS://localhost:9092,CONTROLLER://localhost:7002,EAST://localhost:8001")
                .containsEntry("advertised.listeners", "CLIENTS://localhost:9092,EAST://localhost:8002");
    }

    @Test
    void ofThreeNodesTwoMustHaveWhatIsWritten() {
        Map<String, Object> properties =
                BrokerProperties.of(Path.of("data"), ListenAddress.LOCAL, SECOND, BrokerSecurity.OPEN);

        assertThat(properties)
                .containsEntry("default.replication.factor", "3")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("controller.quorum.voters", "1@localhost:7001,2@localhost:7002,3@localhost:7003");
    }
}
