package io.beckon.following;

import io.beckon.log.Checkpoint;
import io.beckon.log.Following;
import io.beckon.log.LogRecord;
import io.beckon.log.LogUnavailable;
import io.beckon.log.PositionExpired;
import io.beckon.log.RoomLog;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node follows a partition, and what waits until it does. Safe for use by several threads; its own monitor is
 * never held while anything is applied.
 *
 * <pre>
 *   IDLE ──wanted──▶ CATCHING_UP ──read to the end──▶ LIVE ──unused, ended──▶ IDLE
 *                        │ cannot be read: IDLE          │
 *                        └──────▶ UNREADABLE ◀───────────┘
 * </pre>
 */
final class Tracking {

    private static final System.Logger LOG = System.getLogger(Tracking.class.getName());

    /** Maximum number of frames that wait for one partition. */
    static final int MOST_WAITING = 10_000;

    /** As long as a frame waits for its room; what waited longer was told so, and is not to come into the log later. */
    private static final long PATIENCE_SECONDS = 15;

    enum State {
        IDLE,
        CATCHING_UP,
        LIVE,
        UNREADABLE
    }

    private final int number;
    private final RoomLog log;
    private final FollowedPartition rooms;
    private final LongSupplier clock;
    private final LinkedHashSet<CompletableFuture<Void>> waiting = new LinkedHashSet<>();
    private volatile State state = State.IDLE;
    private volatile long usedAt;
    /** Guarded by the rooms' monitor, so that nothing is applied for a run that is over. */
    private @Nullable Run run;

    Tracking(int number, RoomLog log, FollowedPartition rooms, LongSupplier clock) {
        this.number = number;
        this.log = log;
        this.rooms = rooms;
        this.clock = clock;
    }

    State state() {
        return state;
    }

    /** Somebody needs the partition at this time. */
    void use(long now) {
        usedAt = now;
    }

    /** Appends a record as soon as this node follows its partition: otherwise nobody would see what becomes of it. */
    CompletionStage<Long> propose(RoomKey room, Proposal proposal, Executor starter) {
        return state == State.LIVE
                ? log.append(room, proposal)
                : whenLive(starter).thenCompose(live -> log.append(room, proposal));
    }

    /** Appends a record whose outcome nobody here waits for: after what waits already, but it needs no following. */
    CompletionStage<Long> append(RoomKey room, Proposal proposal, Executor starter) {
        return state == State.CATCHING_UP ? propose(room, proposal, starter) : log.append(room, proposal);
    }

    /**
     * Done once the partition is followed, in the order of the calls; fails with {@link LogUnavailable}, or when that takes too long.
     * Whoever does not wait any longer cancels it.
     */
    CompletableFuture<Void> whenLive(Executor starter) {
        CompletableFuture<Void> live = awaitLive(starter);
        if (!live.isDone()) {
            live.whenComplete((done, failure) -> {
                if (failure != null) {
                    giveUp(live);
                }
            });
            live.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return live;
    }

    private synchronized void giveUp(CompletableFuture<Void> waiter) {
        waiting.remove(waiter);
    }

    private synchronized CompletableFuture<Void> awaitLive(Executor starter) {
        use(clock.getAsLong());
        if (state == State.LIVE) {
            return CompletableFuture.completedFuture(null);
        }
        if (state == State.UNREADABLE || waiting.size() >= MOST_WAITING) {
            return CompletableFuture.failedFuture(new LogUnavailable("partition " + number + " is not served here"));
        }
        CompletableFuture<Void> live = new CompletableFuture<>();
        waiting.add(live);
        if (state == State.IDLE) {
            state = State.CATCHING_UP;
            starter.execute(this::begin);
        }
        return live;
    }

    /** Reads what was kept, and follows on from there. May block. */
    private void begin() {
        try {
            Checkpoint checkpoint = log.checkpoint(number);
            Run next = new Run(checkpoint.end());
            rooms.begin(checkpoint);
            synchronized (rooms) {
                run = next;
            }
            next.follow(checkpoint.next());
        } catch (LogUnavailable | PositionExpired e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a partition cannot be followed now: partition=" + number + ": " + e.getMessage());
            end(State.IDLE);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.ERROR, "a partition cannot be followed: partition=" + number, e);
            end(State.IDLE);
        }
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized void caughtUp() {
        if (state == State.CATCHING_UP) {
            use(clock.getAsLong());
            // What waits goes first: who comes next finds the state changed only afterwards.
            while (!waiting.isEmpty()) {
                waiting.removeFirst().complete(null);
            }
            state = State.LIVE;
        }
    }

    /** Lets go of a partition that nobody has needed for so long. */
    void releaseUnused(long now, long idleNanos) {
        if (state == State.LIVE && now - usedAt > idleNanos) {
            end(State.IDLE);
        }
    }

    private void end(State next) {
        synchronized (rooms) {
            if (run != null) {
                run.close();
                run = null;
            }
            rooms.clear();
        }
        List<CompletableFuture<Void>> disappointed;
        synchronized (this) {
            state = next;
            disappointed = List.copyOf(waiting);
            waiting.clear();
        }
        disappointed.forEach(waiter ->
                waiter.completeExceptionally(new LogUnavailable("partition " + number + " cannot be followed")));
    }

    /** One time of following: what comes late from an earlier one is not for the rooms of today. */
    private final class Run implements RoomLog.Listener {

        private final long goal;
        private volatile @Nullable Following following;

        /** @param goal the position up to which everything is history */
        Run(long goal) {
            this.goal = goal;
        }

        void follow(long from) {
            following = log.follow(number, from, this);
            synchronized (rooms) {
                if (run != this) {
                    close();
                }
            }
            onRead(from);
        }

        void close() {
            Following ongoing = following;
            if (ongoing != null) {
                ongoing.close();
            }
        }

        @Override
        public void onRecord(LogRecord record) {
            synchronized (rooms) {
                if (run == this) {
                    rooms.onRecord(record);
                } else {
                    close();
                }
            }
        }

        @Override
        public void onRead(long next) {
            synchronized (rooms) {
                if (run != this) {
                    return;
                }
                rooms.read(next);
            }
            if (next >= goal && state == State.CATCHING_UP) {
                caughtUp();
            }
        }

        @Override
        public void onReset(long position) {
            synchronized (rooms) {
                if (run == this) {
                    rooms.reset(position);
                }
            }
        }

        @Override
        public void onEnd(RoomLog.Ended cause) {
            synchronized (rooms) {
                if (run != this) {
                    return;
                }
                LOG.log(
                        System.Logger.Level.ERROR,
                        "a partition is not followed any more: partition=" + number + " cause=" + cause);
                switch (cause) {
                    case ANOTHER_LIFE -> rooms.reset(rooms.position() + 1);
                    case EXPIRED, UNREADABLE, FAILED -> rooms.turnAway();
                }
            }
            end(cause == RoomLog.Ended.UNREADABLE ? State.UNREADABLE : State.IDLE);
        }
    }
}
