/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddresseeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"zoe@example.com", "zoe.o'neil+orders@mail.example.co.uk", "root@localhost", "a@1and1.example"})
    void anAddressStaysAsItIs(String address) {
        assertThat(Addressee.of("Zoë", address)).contains(new Addressee("Zoë", address));
    }

    @Test
    void spaceAroundAnAddressIsLeftOut() {
        assertThat(Addressee.of("Zoë", " zoe@example.com\n")).contains(new Addressee("Zoë", "zoe@example.com"));
    }

    @Test
    void aDomainInAnotherScriptIsSpelledForSmtp() {
        assertThat(Addressee.of("Zoë", "zoe@bücher.example"))
                .contains(new Addressee("Zoë", "zoe@xn--bcher-kva.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "joerg@faß.de, joerg@xn--fa-hia.de",
        "a@βόλος.com, a@xn--nxasmm1c.com",
        "a@FAẞ.de, a@xn--fa-hia.de",
        "a@Bücher.de, a@xn--bcher-kva.de"
    })
    void aDomainIsSpelledByTheRulesOfItsRegistryAndNotByThoseBefore(String written, String spelled) {
        assertThat(Addressee.of("Jörg", written)).contains(new Addressee("Jörg", spelled));
    }

    @Test
    void aDomainThatIsNoneByThoseRulesHasNoAddressee() {
        assertThat(Addressee.of("Zoë", "a@x\u200dy.de"))
                .as("a joiner that joins nothing")
                .isEmpty();
        assertThat(Addressee.of("Zoë", "a@\u05d0a.de")).as("both directions").isEmpty();
        assertThat(Addressee.of("Zoë", "a@xn--a.de")).as("no punycode").isEmpty();
        assertThat(Addressee.of("Zoë", "a@" + "ü".repeat(64) + ".de"))
                .as("a label beyond 63")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "zoe",
                "@example.com",
                "zoe@",
                "zoe@@example.com",
                "zoe@example..com",
                ".zoe@example.com",
                "zo..e@example.com",
                "zoe@-example.com",
                "zoe@example.com, other@example.com",
                "zoe@example.com\r\nBcc: other@example.com",
                "zoe\r\nBcc: x@example.com",
                "<zoe@example.com>",
                "zoe smith@example.com",
                "zoë@example.com"
            })
    void whatIsNoAddressHasNoAddressee(String address) {
        assertThat(Addressee.of("Zoë", address)).isEmpty();
    }

    @Test
    void aLocalPartBeyondSixtyFourCharactersIsNoAddress() {
        assertThat(Addressee.of("Zoë", "z".repeat(65) + "@example.com")).isEmpty();
        assertThat(Addressee.of("Zoë", "z".repeat(64) + "@example.com")).isPresent();
    }

    @Test
    void aNameIsOnOneLine() {
        assertThat(Addressee.of("Zoë\r\nBcc: other@example.com\u2028\u202e", "zoe@example.com"))
                .map(Addressee::name)
                .contains("Zoë Bcc: other@example.com");
    }

    @Test
    void aNameBeyondAHundredLettersIsCutBetweenLetters() {
        assertThat(Addressee.of("\uD83D\uDE00".repeat(101), "zoe@example.com"))
                .map(Addressee::name)
                .contains("\uD83D\uDE00".repeat(100));
    }
}
