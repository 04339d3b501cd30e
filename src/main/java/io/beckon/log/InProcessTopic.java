package io.beckon.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node says to itself, in one order, in memory: the newest is kept for those who begin to follow. Whoever appends also
 * calls the followers, unless somebody is at it already: that one then goes on with the new record.
 */
final class InProcessTopic<R> {

    private static final Logger LOG = System.getLogger(InProcessTopic.class.getName());

    private final String name;
    private final int capacity;
    private final ArrayDeque<Kept<R>> kept = new ArrayDeque<>();
    private final List<Follower<R>> followers = new ArrayList<>();
    private final ArrayDeque<Turn<R>> turns = new ArrayDeque<>();
    private long end = Partition.FIRST;
    private boolean busy;

    /** Whom it calls. */
    interface Follower<R> {

        void onRecord(R record, long position, boolean isHistory);

        void onCaughtUp();
    }

    private record Kept<R>(R record, long position) {}

    /** @param told {@code null}: that was all there was */
    private record Turn<R>(Follower<R> follower, @Nullable Kept<R> told, boolean isHistory) {

        /** {@code 0} where there is no record. */
        long position() {
            return told == null ? 0 : told.position;
        }

        void take() {
            if (told == null) {
                follower.onCaughtUp();
            } else {
                follower.onRecord(told.record, told.position, isHistory);
            }
        }
    }

    /**
     * @param name for people
     * @param capacity maximum number of records kept for those who begin to follow
     */
    InProcessTopic(String name, int capacity) {
        this.name = name;
        this.capacity = capacity;
    }

    long append(R record) {
        Kept<R> entry;
        synchronized (this) {
            entry = new Kept<>(record, end++);
            kept.addLast(entry);
            if (kept.size() > capacity) {
                kept.removeFirst();
            }
            followers.forEach(follower -> turns.addLast(new Turn<>(follower, entry, false)));
        }
        call();
        return entry.position;
    }

    void follow(Follower<R> follower) {
        synchronized (this) {
            kept.forEach(entry -> turns.addLast(new Turn<>(follower, entry, true)));
            turns.addLast(new Turn<>(follower, null, true));
            followers.add(follower);
        }
        call();
    }

    synchronized void end(Follower<R> follower) {
        followers.remove(follower);
        turns.removeIf(turn -> turn.follower == follower);
    }

    private void call() {
        for (Turn<R> turn = next(); turn != null; turn = next()) {
            try {
                turn.take();
            } catch (RuntimeException | StackOverflowError e) {
                LOG.log(
                        Level.ERROR,
                        "The listener failed on a record: topic=" + name + " position=" + turn.position(),
                        e);
            } finally {
                called();
            }
        }
    }

    private synchronized @Nullable Turn<R> next() {
        Turn<R> turn = busy ? null : turns.pollFirst();
        busy |= turn != null;
        return turn;
    }

    private synchronized void called() {
        busy = false;
    }
}
