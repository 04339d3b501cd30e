package io.beckon.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.identity.UserKey;
import io.beckon.log.Checkpoint;
import io.beckon.log.Following;
import io.beckon.log.LogRecord;
import io.beckon.log.LogUnavailable;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.room.Applicant;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reading the log once more, for those who have missed much. */
class RecoveryTest {

    private static final UserKey ANNA = new UserKey("default", "https://issuer.example", "anna");
    private static final UserKey BEN = new UserKey("default", "https://issuer.example", "ben");
    private static final RoomKey ROOM = new RoomKey("default", "stand-up");
    private static final int MESSAGE_BYTES = 10_000;

    private final Rereadable log = new Rereadable();
    private final RecoveryMemory memory = new RecoveryMemory(50_000, 30_000);
    private final Recovery recovery = new Recovery(0, log, memory, 60_000);
    private final List<Runnable> tasks = new ArrayList<>();

    /** A log that is read again as far as a test wants. */
    private static final class Rereadable implements RoomLog {

        final List<LogRecord> records = new ArrayList<>();
        boolean gives = true;
        boolean givesOnAnotherThread;
        boolean fails;
        int followings;
        int closed;

        @Override
        public int partitions() {
            return 1;
        }

        @Override
        public CompletionStage<Long> append(RoomKey room, Proposal proposal) {
            records.add(new LogRecord(0, Partition.FIRST + records.size(), room, proposal));
            return CompletableFuture.completedFuture((long) records.size());
        }

        @Override
        public Checkpoint checkpoint(int partition) {
            if (fails) {
                throw new IllegalStateException("broken");
            }
            return new Checkpoint(Partition.FIRST, Partition.FIRST + records.size(), List.of());
        }

        @Override
        public CompletionStage<Long> end(int partition) {
            return CompletableFuture.completedFuture(Partition.FIRST + records.size());
        }

        @Override
        public Following follow(int partition, long from, Listener listener) {
            followings++;
            if (givesOnAnotherThread) {
                Thread.ofVirtual().start(() -> give(listener));
            } else if (gives) {
                give(listener);
            }
            return () -> closed++;
        }

        private void give(Listener listener) {
            List.copyOf(records).forEach(listener::onRecord);
            listener.onRead(Partition.FIRST + records.size());
        }
    }

    private static Proposal.Join join(String session) {
        return new Proposal.Join(
                new Origin(session, new Incarnation(1, "i"), null, Origin.NOBODY_WAITS),
                new Applicant(
                        "peer-" + session,
                        "user",
                        "User",
                        Set.of(Right.JOIN, Right.PUBLISH),
                        null,
                        null,
                        Json.EMPTY_OBJECT,
                        false),
                null,
                null,
                RoomRules.DEFAULT);
    }

    /** Two are in the room, and one of them says much. */
    private void talk(int messages) {
        log.append(ROOM, join("s-1"));
        log.append(ROOM, join("s-2"));
        for (int i = 0; i < messages; i++) {
            log.append(
                    ROOM,
                    new Proposal.Message(
                            new Origin("s-2", new Incarnation(1, "i"), null, Origin.NOBODY_WAITS),
                            null,
                            Json.of("{\"data\":\"" + "x".repeat(MESSAGE_BYTES) + "\"}")));
        }
    }

    private CompletableFuture<Recovery.Recovered> recover(UserKey user) {
        return recovery.recover(ROOM, "s-1", user, 0, tasks::add);
    }

    private void work() {
        while (!tasks.isEmpty()) {
            tasks.removeFirst().run();
        }
    }

    @Test
    void whatWasMissedIsReadAgainForAllWhoWait() throws Exception {
        talk(2);
        var first = recover(ANNA);
        var second = recover(BEN);
        assertEquals(1, tasks.size());
        work();
        assertEquals(3, first.get().events().size());
        assertEquals(3, second.get().events().size());
        assertEquals(1, log.followings);
        assertEquals(1, log.closed, "although it was over before following was known");
        assertTrue(memory.bytes() >= 4 * MESSAGE_BYTES);
        first.get().release().run();
        first.get().release().run();
        second.get().release().run();
        assertEquals(0, memory.bytes());
    }

    /** Whoever awaited the reading used to give up those whom the reader had not served yet. */
    @Test
    void allWhoWaitAreServedWhenAnotherThreadReads() throws Exception {
        talk(0);
        log.givesOnAnotherThread = true;
        for (int round = 0; round < 50; round++) {
            List<CompletableFuture<Recovery.Recovered>> all = new ArrayList<>();
            for (int i = 0; i < Recovery.MOST_WAITING; i++) {
                all.add(recovery.recover(ROOM, "s-1", ANNA, Long.MAX_VALUE, tasks::add));
            }
            work();
            for (CompletableFuture<Recovery.Recovered> one : all) {
                assertEquals(0, one.get(20, TimeUnit.SECONDS).events().size());
            }
        }
    }

    @Test
    void whatIsRecoveredIsBoundedByUserAndInAll() throws Exception {
        talk(2);
        var one = recover(ANNA);
        work();
        var two = recover(ANNA);
        work();
        assertThrows(ExecutionException.class, two::get, "one user's share");
        var three = recover(BEN);
        work();
        assertFalse(three.isCompletedExceptionally());
        one.get().release().run();
        three.get().release().run();
        assertEquals(0, memory.bytes(), "what failed has given back what it had");
        var four = recover(ANNA);
        work();
        assertFalse(four.isCompletedExceptionally());
    }

    @Test
    @Fills("following.Recovery.MOST_BYTES")
    void whatOneSessionHasMissedInARoomIsBounded() throws Exception {
        Recovery real = new Recovery(0, log, RecoveryMemory.of(true), 60_000);
        int fit = (int) (Recovery.MOST_BYTES / MESSAGE_BYTES);
        talk(fit * 9 / 10);
        var enough = real.recover(ROOM, "s-1", ANNA, 0, tasks::add);
        work();
        assertEquals(fit * 9 / 10 + 1, enough.get().events().size());
        talk(fit - fit * 9 / 10);
        var tooMuch = real.recover(ROOM, "s-1", BEN, 0, tasks::add);
        work();
        assertThrows(ExecutionException.class, tooMuch::get);
    }

    @Test
    @Fills({"following.RecoveryMemory.MOST_BYTES", "following.RecoveryMemory.MOST_BYTES_OF_USER"})
    void soMuchIsForAUserAndForAll() {
        RecoveryMemory real = RecoveryMemory.of(true);
        long users = RecoveryMemory.MOST_BYTES / RecoveryMemory.MOST_BYTES_OF_USER;
        for (int i = 0; i < users; i++) {
            UserKey user = new UserKey("default", "https://issuer.example", "user-" + i);
            assertTrue(real.take(user, RecoveryMemory.MOST_BYTES_OF_USER));
            assertFalse(real.take(user, 1));
        }
        assertFalse(real.take(ANNA, 1));
        assertEquals(RecoveryMemory.MOST_BYTES, real.bytes());
    }

    @Test
    void aReadingThatTakesTooLongIsGivenUp() {
        talk(1);
        log.gives = false;
        Recovery impatient = new Recovery(0, log, memory, 1);
        var late = impatient.recover(ROOM, "s-1", ANNA, 0, tasks::add);
        work();
        assertTrue(assertThrows(ExecutionException.class, late::get).getCause() instanceof LogUnavailable);
        assertEquals(1, log.closed);
        log.gives = true;
        var next = impatient.recover(ROOM, "s-1", ANNA, 0, tasks::add);
        work();
        assertFalse(next.isCompletedExceptionally());
    }

    @Test
    void whoGivesUpIsNotReadFor() {
        talk(1);
        var given = recover(ANNA);
        given.cancel(false);
        assertEquals(0, recovery.waiting());
        work();
        assertEquals(0, log.followings);
        assertEquals(0, memory.bytes());
    }

    @Test
    @Fills("following.Recovery.MOST_WAITING")
    void noMoreThanMayWait() {
        for (int i = 0; i < Recovery.MOST_WAITING; i++) {
            assertFalse(recover(ANNA).isDone());
        }
        assertTrue(recover(ANNA).isCompletedExceptionally());
        assertEquals(1, tasks.size(), "all of them are one task");
    }

    @Test
    void aLogThatFailsFailsThoseWhoWaitAndNobodyAfterwards() throws Exception {
        talk(1);
        log.fails = true;
        var first = recover(ANNA);
        work();
        assertThrows(ExecutionException.class, () -> first.get(20, TimeUnit.SECONDS));
        log.fails = false;
        var second = recover(ANNA);
        work();
        assertEquals(2, second.get(20, TimeUnit.SECONDS).events().size());
    }
}
