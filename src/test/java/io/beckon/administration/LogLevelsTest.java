package io.beckon.administration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LogLevelsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final LogLevels levels = new LogLevels(now::get);

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        levels.everySecond();
    }

    @Test
    void aLevelIsAnotherOneForAWhile() {
        Logger logger = Logger.getLogger("io.beckon.test.one");
        assertNull(logger.getLevel(), "it has the one of the category above");

        assertTrue(levels.change(logger.getName(), LogLevels.Level.DEBUG, MINUTE));
        assertTrue(logger.isLoggable(Level.FINE));
        assertEquals(
                List.of(new LogLevels.Changed(logger.getName(), LogLevels.Level.DEBUG, Instant.EPOCH.plus(MINUTE))),
                levels.all());

        pass(MINUTE.minusSeconds(1));
        assertTrue(logger.isLoggable(Level.FINE));
        pass(Duration.ofSeconds(1));
        assertNull(logger.getLevel());
        assertEquals(List.of(), levels.all());
    }

    @Test
    void whoeverChangesItAgainComesBackToWhatItWasAtFirst() {
        Logger logger = Logger.getLogger("io.beckon.test.two");
        logger.setLevel(Level.WARNING);

        levels.change(logger.getName(), LogLevels.Level.DEBUG, MINUTE);
        levels.change(logger.getName(), LogLevels.Level.ERROR, MINUTE.multipliedBy(3));
        pass(MINUTE);
        assertEquals(Level.SEVERE, logger.getLevel());
        levels.change(logger.getName(), LogLevels.Level.ERROR, Duration.ZERO);
        pass(Duration.ZERO);

        assertEquals(Level.WARNING, logger.getLevel());
    }

    @Test
    @Fills("administration.LogLevels.MOST")
    void onlySoManyAreChangedAtOnce() {
        for (int i = 0; i < LogLevels.MOST; i++) {
            assertTrue(levels.change("io.beckon.test.many" + i, LogLevels.Level.INFO, MINUTE));
        }

        assertFalse(levels.change("io.beckon.test.more", LogLevels.Level.INFO, MINUTE));
        assertTrue(levels.change("io.beckon.test.many0", LogLevels.Level.INFO, MINUTE), "it is one of them");
        pass(MINUTE);
        assertTrue(levels.change("io.beckon.test.more", LogLevels.Level.INFO, Duration.ZERO));
        pass(Duration.ZERO);
    }

    @Test
    void onlyTheServicesOwnCategoriesAre() {
        for (String own : List.of("io.beckon", "io.beckon.room", "io.beckon.transport.websocket.Socket")) {
            assertTrue(LogLevels.isCategory(own), own);
        }
        for (String other :
                List.of("", "io", "io.beckonx", "io.beckon.", "io.beckon..room", "io.beckon.a b", "io.quarkus")) {
            assertFalse(LogLevels.isCategory(other), other);
        }
    }
}
