package io.beckon.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ShortLivedOnlyTest {

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration LEEWAY = Duration.ofSeconds(7);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aTokenMayLiveAsLongAsSignOutsAreRemembered() throws Exception {
        Caller longest = caller(NOW, NOW.plus(LONGEST));

        assertSame(longest, verified(longest));
    }

    @Test
    void andNotLongerWheneverItWasMade() {
        refused(caller(NOW, NOW.plus(LONGEST).plusSeconds(1)));
        refused(caller(NOW.minus(Duration.ofHours(30)), NOW.plusSeconds(1)));
    }

    @Test
    void oneThatDoesNotSayWhenItWasMadeIsJudgedByItsEnd() throws Exception {
        Caller unsaid = caller(Instant.EPOCH, NOW.plus(LONGEST));

        assertEquals(unsaid, verified(unsaid));
        refused(caller(Instant.EPOCH, NOW.plus(LONGEST).plus(LEEWAY).plusSeconds(1)));
        refused(caller(Instant.EPOCH, Instant.MAX));
    }

    @Test
    void clocksMayDifferByTheLeeway() throws Exception {
        Caller ahead = caller(NOW.plus(LEEWAY), NOW.plusSeconds(360));

        assertSame(ahead, verified(ahead));
        refused(caller(NOW.plus(LEEWAY).plusSeconds(1), NOW.plusSeconds(360)));
    }

    private static void refused(Caller caller) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> verified(caller));
        assertInstanceOf(InvalidToken.class, failure.getCause());
    }

    private static Caller verified(Caller caller) throws Exception {
        return new ShortLivedOnly(token -> CompletableFuture.completedFuture(caller), LONGEST, LEEWAY, () -> NOW)
                .verify("token")
                .toCompletableFuture()
                .get();
    }

    private static Caller caller(Instant made, Instant end) {
        return new Caller("default", "issuer", "alice", "Alice", null, List.of(), List.of(), made, end, end, null);
    }
}
