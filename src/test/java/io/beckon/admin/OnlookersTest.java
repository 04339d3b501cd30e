package io.beckon.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.Fills;
import io.beckon.admin.Onlookers.Seat;
import io.beckon.admin.Onlookers.Standing;
import io.beckon.identity.Caller;
import io.beckon.identity.Callers;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import io.beckon.identity.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnlookersTest {

    private static final Caller ANNA = Callers.of("default", "anna");

    private final AtomicInteger questions = new AtomicInteger();
    private CompletionStage<Caller> verified = CompletableFuture.completedFuture(ANNA);
    private CompletionStage<Void> affirmed = CompletableFuture.completedFuture(null);
    private final Onlookers onlookers = new Onlookers(new TokenVerifier() {
        @Override
        public CompletionStage<Caller> verify(String token) {
            return verified;
        }

        @Override
        public CompletionStage<Void> reaffirm(Caller caller) {
            questions.incrementAndGet();
            return affirmed;
        }
    });

    private Seat enter(Caller caller) {
        Seat seat = onlookers.enter(caller);
        assertNotNull(seat);
        return seat;
    }

    private static Standing standing(Seat seat, boolean asksIssuer) {
        return seat.standing("token", caller -> true, asksIssuer)
                .toCompletableFuture()
                .join();
    }

    @Test
    @Fills({"admin.Onlookers.MOST_OF_TENANT", "admin.Onlookers.MOST_OF_USER", "admin.Onlookers.MOST"})
    void aUserAndATenantHaveAShareOfThePlaces() {
        List<Seat> taken = new ArrayList<>();
        for (int user = 0; user < 10; user++) {
            for (int stream = 0; stream < Onlookers.MOST_OF_USER; stream++) {
                taken.add(enter(Callers.of("default", "user-" + user)));
            }
            assertNull(onlookers.enter(Callers.of("default", "user-" + user)), "five are enough");
        }
        assertNull(onlookers.enter(Callers.of("default", "another")), "fifty are enough for a tenant");
        for (int user = 0; user < 50; user++) {
            taken.add(enter(Callers.of("tenant-" + user, "user")));
        }
        assertNull(onlookers.enter(Callers.of("one-more", "user")));
        assertEquals(Onlookers.MOST, onlookers.size());

        taken.getFirst().leave();
        taken.getFirst().leave();
        enter(Callers.of("one-more", "user")).leave();
        taken.forEach(Seat::leave);
        assertEquals(0, onlookers.size());
        assertEquals(0, onlookers.remembered(), "nobody is remembered");
    }

    @Test
    void whoeverIsSentAwaySeesNoMore() {
        Seat anna = enter(ANNA);
        assertEquals(Standing.HOLDS, standing(anna, false));
        onlookers.end(caller -> caller.user().equals("ben"));
        assertEquals(Standing.HOLDS, standing(anna, false));
        onlookers.end(caller -> caller.user().equals("anna"));
        assertEquals(Standing.OVER, standing(anna, false));
    }

    @Test
    void whoeverIsSentAwayWhileItsTokenIsCheckedSeesNoMore() {
        Seat anna = enter(ANNA);
        CompletableFuture<Caller> checking = new CompletableFuture<>();
        verified = checking;
        CompletionStage<Standing> standing = anna.standing("token", caller -> true, false);
        onlookers.end(caller -> true);
        checking.complete(ANNA);
        assertEquals(Standing.OVER, standing.toCompletableFuture().join());
    }

    @Test
    void aTokenThatDoesNotHoldOrSaysSomethingElseEndsIt() {
        Seat anna = enter(ANNA);
        assertEquals(
                Standing.OVER,
                anna.standing("token", caller -> false, false)
                        .toCompletableFuture()
                        .join(),
                "the right is gone");
        verified = CompletableFuture.failedFuture(new InvalidToken("signed out"));
        assertEquals(Standing.OVER, standing(anna, false));
        verified = CompletableFuture.failedFuture(new Undecided("nobody can tell"));
        assertEquals(Standing.UNKNOWN, standing(anna, false));
        verified = CompletableFuture.completedFuture(Callers.of("default", "ben"));
        assertEquals(Standing.OVER, standing(anna, false));
    }

    @Test
    void theIssuerIsAskedNowAndThenOnly() {
        Seat anna = enter(ANNA);
        assertEquals(Standing.HOLDS, standing(anna, false));
        assertEquals(0, questions.get());
        assertEquals(Standing.HOLDS, standing(anna, true));
        assertEquals(1, questions.get());
        affirmed = CompletableFuture.failedFuture(new InvalidToken("no longer active"));
        assertEquals(Standing.OVER, standing(anna, true));
    }
}
