package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.Announcement;
import io.beckon.identity.InstanceGone;
import io.beckon.log.ControlLog;
import io.beckon.log.LogUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AnnouncerTest {

    /** A log that may be out of reach. */
    private static final class Flaky implements ControlLog {

        final List<Announcement> taken = new ArrayList<>();
        boolean away;

        @Override
        public CompletionStage<Void> append(Announcement announcement) {
            if (away) {
                return CompletableFuture.failedFuture(new LogUnavailable("away"));
            }
            taken.add(announcement);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Following follow(Listener listener) {
            return () -> {};
        }
    }

    private static final Announcement ONE = new InstanceGone("1");
    private static final Announcement TWO = new InstanceGone("2");

    private final Flaky log = new Flaky();
    private final Announcer<Announcement> announcer = new Announcer<>(log::append, 100);

    @Test
    void whatTheLogDoesNotTakeIsAppendedUntilItDoes() {
        log.away = true;
        CompletableFuture<Void> one = announcer.insist(ONE);
        CompletableFuture<Void> two = announcer.insist(TWO);
        announcer.retry();
        assertFalse(one.isDone() || two.isDone());
        log.away = false;
        announcer.retry();
        announcer.retry();
        assertTrue(one.isDone() && two.isDone());
        assertEquals(List.of(ONE, TWO), log.taken);
    }

    @Test
    void whatIsAppendedOnceIsNotRepeated() {
        log.away = true;
        assertTrue(announcer.append(ONE).toCompletableFuture().isCompletedExceptionally());
        log.away = false;
        announcer.retry();
        assertEquals(List.of(), log.taken);
    }
}
