package io.beckon.control;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.announcement.Announcement;
import io.beckon.announcement.SignOut;
import io.beckon.log.ControlLog;
import io.beckon.log.Following;
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.LogUnavailable;
import io.beckon.session.TestNode;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ControlTest {

    /** A log that takes nothing. */
    private static final class Away implements ControlLog {

        @Override
        public CompletionStage<Void> append(Announcement announcement) {
            return CompletableFuture.failedFuture(new LogUnavailable("away"));
        }

        @Override
        public Following follow(Listener listener) {
            return () -> {};
        }
    }

    private final Control control = new TestNode.Plan(new InProcessRoomLog(1, 1 << 20))
            .control(new Away())
            .start()
            .control;

    private CompletableFuture<Void> signOut(String session) {
        return control.announce(new SignOut("https://issuer.example", session, null, Instant.EPOCH, null))
                .toCompletableFuture();
    }

    @Test
    @Fills("control.Control.MOST_ANNOUNCED")
    void soManyAreAnnouncedAgainUntilTheLogTakesThemAndFurtherOnesFail() {
        for (int i = 0; i < Control.MOST_ANNOUNCED; i++) {
            assertFalse(signOut("session-" + i).isDone());
        }
        assertTrue(signOut("more").isCompletedExceptionally());
        assertFalse(signOut("session-0").isDone(), "it waits already");
    }
}
