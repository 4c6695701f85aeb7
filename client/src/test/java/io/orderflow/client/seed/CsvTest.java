/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.Customer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

    @TempDir
    private Path folder = Path.of("");

    private static final String CUSTOMERS = "id,name,email,level\n";
    private static final String PRODUCTS = "product,name,unitPrice,currency\n";

    @Test
    void fieldsMayBeQuoted() {
        assertThat(SeedData.customers(file(CUSTOMERS + "1,\"Lovelace, \"\"Ada\"\"\nof London\",a@b,Gold\r\n")))
                .containsExactly(new Customer(1L, "Lovelace, \"Ada\"\nof London", "a@b", "gold"));
    }

    @Test
    void emptyLinesAndCommentsAreLeftOut() {
        assertThat(SeedData.stock(file("\uFEFF# ours\nproduct,received\n\n# more, \"soon\nkettle, 5\n\n")))
                .singleElement()
                .satisfies(stock -> assertThat(stock.getReceived()).isEqualTo(5));
    }

    @Test
    void pricesHaveFourDecimals() {
        assertThat(SeedData.products(file(PRODUCTS + "kettle,Kettle,24.9,EUR"))
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
        fails(CUSTOMERS + "1,\"Ada,a@b,gold\n", "line 2: Missing closing quote");
        fails(CUSTOMERS + "1,\"A\nB\",a@b,gold\n2,\"C\"d,a@b,gold", "line 4: Unexpected character ('d'");
        assertThatThrownBy(() -> SeedData.products(file(PRODUCTS + "kettle,Kettle,1.00001,EUR")))
                .hasMessage(folder.resolve("x.csv")
                        + ", line 2: unitPrice '1.00001': must be an amount such as 24.90, with at most 4 decimals");
        assertThatThrownBy(() -> SeedData.products(file(PRODUCTS + "kettle,Kettle,1,euro")))
                .hasMessage(
                        folder.resolve("x.csv") + ", line 2: currency 'euro': must be an ISO 4217 code such as EUR");
        assertThatThrownBy(() -> SeedData.stock(file("product,received\nkettle,-1")))
                .hasMessage(folder.resolve("x.csv") + ", line 2: received -1: must not be negative");
    }

    @Test
    void whatIsDamagedOrMadeToHarmIsRefusedAtOnce() throws Exception {
        fails(CUSTOMERS + "1,A\0da,a@b,gold", "line 2: name has a control character in it");
        fails(CUSTOMERS + "1,\"" + "x".repeat(100_000), "line 2: a field has more than 1000 letters");
        fails(CUSTOMERS + ",".repeat(100_000), "line 2: more than 100 fields");
        for (String price : List.of("1e1000000000", "24,90", "-1", "NaN", "\u0663", "1" + "0".repeat(14))) {
            assertThatThrownBy(() -> SeedData.products(file(PRODUCTS + "k,K,\"" + price + "\",EUR")))
                    .hasMessageContaining("line 2: unitPrice '" + price + "': must be an amount such as 24.90");
        }
        assertThatThrownBy(() -> SeedData.products(file(PRODUCTS + "k".repeat(65) + ",K,1,EUR")))
                .hasMessageContaining("must have at most 64 letters");
        Path utf16 = Files.write(folder.resolve("utf16.csv"), CUSTOMERS.getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> SeedData.customers(utf16)).hasMessage(utf16 + " is not UTF-8: save it so");
    }

    private void fails(String customers, String message) {
        assertThatThrownBy(() -> SeedData.customers(file(customers)))
                .hasMessageStartingWith(folder.resolve("x.csv") + ", " + message);
    }

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("x.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
