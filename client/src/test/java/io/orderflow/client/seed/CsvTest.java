/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.Customer;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CsvTest {

    private static final String CUSTOMERS = "id,name,email,level\n";
    private static final String PRODUCTS = "product,name,unitPrice,currency\n";

    @Test
    void fieldsMayBeQuoted() {
        assertThat(SeedData.customers("c.csv", CUSTOMERS + "1,\"Lovelace, \"\"Ada\"\"\nof London\",a@b,Gold\r\n"))
                .containsExactly(new Customer(1L, "Lovelace, \"Ada\"\nof London", "a@b", "gold"));
    }

    @Test
    void emptyLinesAndCommentsAreLeftOut() {
        assertThat(SeedData.stock("s.csv", "\uFEFF# ours\nproduct,received\n\n# more, \"soon\nkettle, 5\n\n"))
                .singleElement()
                .satisfies(stock -> assertThat(stock.getReceived()).isEqualTo(5));
    }

    @Test
    void pricesHaveFourDecimals() {
        assertThat(SeedData.products("p.csv", PRODUCTS + "kettle,Kettle,24.9,EUR")
                        .get(0)
                        .getUnitPrice())
                .isEqualTo(new BigDecimal("24.9000"));
    }

    @Test
    void eachFaultNamesItsLineAndWhatWouldBeRight() {
        fails(
                CUSTOMERS.replace("email", "mail") + "1,Ada,a@b,gold",
                "line 1: the first line must be the header id,name,email,level");
        fails("", "line 1: the first line must be the header id,name,email,level");
        fails(CUSTOMERS + "1,Ada,a@b,gold\n\n1,Eve,e@b,gold", "line 4: id 1 is there already");
        fails(CUSTOMERS + "1,Ada,a@b", "line 2: 3 fields, but there are 4 columns");
        fails(CUSTOMERS + "one,Ada,a@b,gold", "line 2: id 'one': must be a whole number");
        fails(CUSTOMERS + "1,,a@b,gold", "line 2: name is empty");
        fails(CUSTOMERS + "1,Ada,ada,gold", "line 2: email 'ada': must be an address such as ada@example.com");
        fails(CUSTOMERS + "1,Ada,a@b,tin", "line 2: level 'tin': must be one of platinum, gold, silver, bronze");
        fails(CUSTOMERS + "1,\"Ada,a@b,gold\n", "line 2: a double quote opens here and none closes");
        fails(CUSTOMERS + "1,\"A\nB\",a@b,gold\n2,\"C\"d,a@b,gold", "line 4: text after a closing quote: d");
        assertThatThrownBy(() -> SeedData.products("p.csv", PRODUCTS + "kettle,Kettle,1.00001,EUR"))
                .hasMessage(
                        "p.csv, line 2: unitPrice '1.00001': must be an amount such as 24.90, with at most 4 decimals");
        assertThatThrownBy(() -> SeedData.products("p.csv", PRODUCTS + "kettle,Kettle,1,euro"))
                .hasMessage("p.csv, line 2: currency 'euro': must be an ISO 4217 code such as EUR");
        assertThatThrownBy(() -> SeedData.stock("s.csv", "product,received\nkettle,-1"))
                .hasMessage("s.csv, line 2: received -1: must not be negative");
    }

    private static void fails(String customers, String message) {
        assertThatThrownBy(() -> SeedData.customers("c.csv", customers)).hasMessageStartingWith("c.csv, " + message);
    }
}
