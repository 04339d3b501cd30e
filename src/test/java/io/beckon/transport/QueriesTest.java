package io.beckon.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueriesTest {

    private final Queries queries = new Queries(new Rates(1, 5, () -> 0), new Rates(3, 15, () -> 0));

    private long answered(Caller caller) {
        return IntStream.range(0, 10).filter(i -> queries.take(caller)).count();
    }

    @Test
    void guestsOfOneInvitationShareWhatSoManyUsersMay() {
        long answered = IntStream.range(0, 20)
                .mapToLong(i -> answered(Callers.guest("guest-" + i, "default/r/one")))
                .sum();
        assertEquals(15, answered);
        assertFalse(queries.take(Callers.guest("guest-late", "default/r/one")));
        assertTrue(queries.take(Callers.guest("guest-other", "default/r/other")));
    }

    /** Subjects are unique within their issuer only (OpenID Connect Core, section 2). */
    @Test
    void usersOfTheSameNameWithOtherIssuersAreOthers() {
        assertEquals(5, answered(Callers.of("default", "anna")));
        assertEquals(5, answered(Callers.anonymous("anna")));
    }

    @Test
    void thoseWhoHaveSignedInHaveEachTheirOwn() {
        for (int i = 0; i < 20; i++) {
            assertEquals(5, answered(Callers.of("default", "user" + i)));
        }
    }
}
