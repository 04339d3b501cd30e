package io.beckon.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Fills;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BadTokensTest {

    private static final String HERE = "192.0.2.1";
    private static final String THERE = "192.0.2.2";

    private long now = 17;
    private final BadTokens tokens = new BadTokens(3, () -> now);

    @Test
    void theFirstOnesAreAnsweredAtOnceAndEachFurtherOneLater() {
        assertEquals(List.of(0L, 0L, 0L, 250L, 500L, 1000L, 2000L, 4000L, 4000L, 4000L), from(HERE, 10));
    }

    @Test
    void whatOneAddressDoesSlowsNoOther() {
        from(HERE, 10);

        assertEquals(0, tokens.from(THERE));
    }

    @Test
    void theMinuteSlides() {
        from(HERE, 10);
        pass(Duration.ofSeconds(90));
        assertEquals(1000, tokens.from(HERE), "half of the ten still count");
        pass(Duration.ofSeconds(25));
        assertEquals(0, tokens.from(HERE), "nearly a minute without");
    }

    @Test
    void afterTwoMinutesAllIsForgotten() {
        from(HERE, 1000);
        pass(Duration.ofMinutes(2));

        assertEquals(List.of(0L, 0L, 0L, 250L), from(HERE, 4));
    }

    @Test
    void aFewEachMinuteAreNeverSlowed() {
        for (int i = 0; i < 100; i++) {
            assertEquals(0, tokens.from(HERE));
            pass(Duration.ofSeconds(30));
        }
    }

    @Test
    void withoutLimitNothingIsSlowed() {
        BadTokens unlimited = new BadTokens(0, () -> now);
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, unlimited.from(HERE));
        }
        assertEquals(0, unlimited.places());
    }

    @Test
    @Fills("transport.BadTokens.MOST_PLACES")
    void theLatestAddressesAreRememberedAndNoMore() {
        from(HERE, 10);
        for (int i = 0; i < BadTokens.MOST_PLACES - 1; i++) {
            tokens.from("other " + i);
        }
        assertEquals(4000, tokens.from(HERE));
        for (int i = 0; i < 3 * BadTokens.MOST_PLACES; i++) {
            tokens.from("another " + i);
        }
        assertEquals(BadTokens.MOST_PLACES, tokens.places());
    }

    private List<Long> from(String place, int count) {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waits.add(tokens.from(place));
        }
        return waits;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
