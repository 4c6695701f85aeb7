/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.orders.read.LogFreshness.Contact;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ContactTest {

    /** Near the end of a clock that may go over. */
    private static final long START = Long.MAX_VALUE - at(4);

    private final Contact contact = Contact.first(START);

    @Test
    void whoIsHeardOfAgainAndAgainIsSure() {
        Contact later = contact.heard(START + at(2)).heard(START + at(4));

        assertThat(later.doubt(START + at(6))).isEmpty();
    }

    @Test
    void whoHearsNothingIsInDoubtSinceItDid() {
        assertThat(contact.doubt(START + at(7))).contains(Duration.ofSeconds(7));
    }

    @Test
    void whoHearsAgainAfterASilenceIsInDoubtUntilItMustHaveLearntWhatItLost() {
        Contact again = contact.heard(START + at(7)).heard(START + at(9)).heard(START + at(11));

        assertThat(again.doubt(START + at(12))).contains(Duration.ofSeconds(12));
    }

    @Test
    void whatWasInDoubtIsSureOnceAllHasSettled() {
        Contact heard = contact.heard(START + at(7));
        for (int second = 9; second <= 23; second += 2) {
            heard = heard.heard(START + at(second));
        }

        assertThat(heard.doubt(START + at(21))).isPresent();
        assertThat(heard.doubt(START + at(23))).isEmpty();
    }

    private static long at(int seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
