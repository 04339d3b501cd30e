package io.beckon.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.AsyncCache;
import io.beckon.Fills;
import io.beckon.HeapCensus;
import io.beckon.oidc.Decisions.Question;
import io.beckon.room.Right;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private static final double EITHER_WAY = 1.3;

    private static Question question(int number, String character) {
        String digest = String.format("%064d", number);
        return new Question("tenant", digest, String.format("%06d", number) + character.repeat(200));
    }

    /** As long as rooms are asked about, more than there is room for. */
    private static AsyncCache<Question, Set<Right>> filled(String character) {
        AsyncCache<Question, Set<Right>> kept = Decisions.memory(Duration.ofMinutes(5));
        for (int i = 0; i < 2 * Decisions.MOST_BYTES / 500; i++) {
            kept.put(question(i, character), CompletableFuture.completedFuture(EnumSet.of(Right.JOIN)));
        }
        kept.synchronous().cleanUp();
        return kept;
    }

    private static long weight(AsyncCache<Question, Set<Right>> kept) {
        return kept.synchronous()
                .policy()
                .eviction()
                .orElseThrow()
                .weightedSize()
                .orElseThrow();
    }

    @Test
    @Fills("oidc.Decisions.MOST_BYTES")
    void noMoreBytesAreKeptThanMayBe() {
        for (String character : new String[] {"x", "\u8a9e"}) {
            HeapCensus.Taken<AsyncCache<Question, Set<Right>>> taken = HeapCensus.of(() -> filled(character));
            long said = weight(taken.value());
            assertTrue(said <= Decisions.MOST_BYTES, () -> said + " bytes");
            assertTrue(said > Decisions.MOST_BYTES * 9 / 10, () -> said + " bytes are not all there is room for");
            double ratio = (double) taken.bytes() / said;
            assertTrue(ratio < EITHER_WAY && ratio > 1 / EITHER_WAY, "heap / weight = " + ratio);
        }
    }

    @Test
    void aDecisionWeighsAtLeastWhatItsTextsDo() {
        for (String character : new String[] {"x", "\"", "\u00e9", "\u8a9e"}) {
            Question question = question(1, character);
            int texts = question.digest().length() + question.room().getBytes(StandardCharsets.UTF_8).length;
            assertTrue(Decisions.weight(question) >= texts, character);
        }
        assertEquals(Decisions.weight(question(1, "x")), Decisions.weight(question(2, "x")));
    }
}
