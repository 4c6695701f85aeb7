/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final OrdersLog LOG =
            new OrdersLog(Map.of("A", Map.of(1, "CREATED", 2, "VALIDATED", 3, "CANCELLED")));

    private final List<Answer> told = new ArrayList<>();

    private JudgeTest told(Asked asked, int status, int version, String state) {
        return told("A", asked, status, version, state);
    }

    private JudgeTest told(String orderId, Asked asked, int status, int version, String state) {
        told.add(new Answer(1, told.size(), asked, 1, orderId, status, version, state, false, status == 503, ""));
        return this;
    }

    private List<Promise> broken() {
        return Judge.breaches(told, LOG).stream().map(Breach::promise).toList();
    }

    @Test
    void aStoryAsItShouldBeBreaksNothing() {
        told(Asked.PLACE, 503, 0, "")
                .told(Asked.PLACE, Answer.NONE, 0, "")
                .told(Asked.PLACE, 201, 1, "CREATED")
                .told(Asked.REPEAT, 200, 1, "CREATED")
                .told(Asked.OTHER_CONTENT, 409, 1, "CREATED")
                .told(Asked.READ, 200, 2, "VALIDATED")
                .told(Asked.DECISION, 504, 0, "")
                .told(Asked.CANCEL, 202, 2, "VALIDATED")
                .told(Asked.READ_AFTER_CANCEL, 200, 3, "CANCELLED")
                .told(Asked.LAST_READ, 200, 3, "CANCELLED");

        assertThat(broken()).isEmpty();
    }

    @Test
    void whatWasAcknowledgedAndIsNotInTheLogIsLost() {
        told("B", Asked.PLACE, 202, 0, "");

        assertThat(broken()).containsExactly(Promise.NOT_LOST);
    }

    @Test
    void whatWasNotAcknowledgedMayBeMissing() {
        told("B", Asked.PLACE, 503, 0, "");

        assertThat(broken()).isEmpty();
    }

    @Test
    void anOlderVersionAfterANewerOneGoesBack() {
        told(Asked.READ, 200, 2, "VALIDATED").told(Asked.READ, 200, 1, "CREATED");

        assertThat(broken()).containsExactly(Promise.NOT_BACK);
    }

    @Test
    void anOlderVersionWithItsAgeMisleadsNobody() {
        told(Asked.READ, 200, 2, "VALIDATED");
        told.add(new Answer(1, 9, Asked.READ, 2, "A", 200, 1, "CREATED", true, false, ""));

        assertThat(broken()).isEmpty();
    }

    @Test
    void whatWasShownAndIsNotInTheLogWasNotCommitted() {
        told(Asked.READ, 200, 2, "FAILED");

        assertThat(broken()).containsExactly(Promise.COMMITTED);
    }

    @Test
    void anOrderIsUnknownOnlyBeforeItsAcknowledgement() {
        told(Asked.READ, 404, 0, "").told(Asked.PLACE, 201, 1, "CREATED").told(Asked.READ, 404, 0, "");

        assertThat(broken()).containsExactly(Promise.KNOWN);
    }

    @Test
    void theSameOrderIsMadeOnceAndAnotherUnderItsIdNever() {
        told(Asked.PLACE, 201, 1, "CREATED")
                .told(Asked.REPEAT, 201, 1, "CREATED")
                .told(Asked.OTHER_CONTENT, 200, 1, "CREATED");

        assertThat(broken()).containsExactly(Promise.IDEMPOTENT, Promise.TAKEN);
    }

    @Test
    void aReadWithATokenThatShowsWhatWasBeforeIsNotOnesOwnWrite() {
        told(Asked.PLACE, 201, 1, "CREATED").told(Asked.READ_AFTER_CANCEL, 200, 2, "VALIDATED");

        assertThat(broken()).containsExactly(Promise.OWN_WRITE);
    }

    @Test
    void aLastReadThatIsBehindIsNotCurrent() {
        told(Asked.PLACE, 201, 1, "CREATED").told(Asked.LAST_READ, 200, 2, "VALIDATED");

        assertThat(broken()).containsExactly(Promise.CURRENT);
    }

    @Test
    void anErrorWithoutAWayOnIsNotHonest() {
        told(Asked.READ, 500, 0, "").told(Asked.PLACE, 409, 0, "").told(Asked.PLACE, 400, 0, "");
        told.add(new Answer(1, 9, Asked.READ, 1, "A", 503, 0, "", false, false, "no Retry-After"));

        assertThat(broken()).containsOnly(Promise.HONEST).hasSize(4);
    }
}
