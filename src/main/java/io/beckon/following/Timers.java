package io.beckon.following;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The running timers of the rooms that this node follows, on its monotonic clock. What is due is proposed by whoever owns the
 * room's oldest connected session; where that is somebody else, this node looks again later in case that one is gone.
 */
public final class Timers {

    /** So many may run before it is looked which of them nothing needs any more. */
    static final int FIRST_SWEEP = 1024;

    private final Duration resumeWindow;
    private final Duration negotiationTimeout;
    private final PriorityQueue<Running> running =
            new PriorityQueue<>(Comparator.comparingLong(Running::due).thenComparingLong(Running::order));
    private long armed;
    private int sweepAt = FIRST_SWEEP;

    /** @param late whether it was due before, and waits for no one any more */
    record Running(long due, long order, RoomKey room, Proposal.Timed timer, boolean late) {}

    public Timers(Duration resumeWindow, Duration negotiationTimeout) {
        this.resumeWindow = resumeWindow;
        this.negotiationTimeout = negotiationTimeout;
    }

    void arm(RoomKey room, Proposal.Timed timer, long now) {
        Duration delay = switch (timer) {
            case Proposal.InstanceLost lost -> Duration.ZERO;
            case Proposal.WindowElapsed window -> resumeWindow;
            case Proposal.NegotiationTimedOut negotiation -> negotiationTimeout;
            case Proposal.BarEnded bar -> Duration.ofSeconds(bar.seconds());
            case Proposal.KnockEnded knock -> Duration.ofSeconds(knock.seconds());
        };
        add(room, timer, now + delay.toNanos(), false);
    }

    /** A timer that was due is looked at once more. */
    void again(Running timer, long due) {
        add(timer.room, timer.timer, due, true);
    }

    private synchronized void add(RoomKey room, Proposal.Timed timer, long due, boolean late) {
        running.add(new Running(due, armed++, room, timer, late));
    }

    /**
     * Drops those that would be void, and all but one of those that are the same: any record may have armed one, and the time it
     * runs for may be long. Looks only once there are twice as many as were left the last time.
     */
    void sweep(BiPredicate<RoomKey, Proposal.Timed> holds) {
        List<Running> all;
        synchronized (this) {
            if (running.size() < sweepAt) {
                return;
            }
            all = new ArrayList<>(running);
        }
        all.sort(running.comparator());
        Set<Armed> seen = new HashSet<>();
        Set<Running> needless = new HashSet<>();
        for (Running each : all) {
            if (!seen.add(new Armed(each.room, each.timer)) || !holds.test(each.room, each.timer)) {
                needless.add(each);
            }
        }
        synchronized (this) {
            running.removeAll(needless);
            sweepAt = Math.max(FIRST_SWEEP, 2 * running.size());
        }
    }

    private record Armed(RoomKey room, Proposal.Timed timer) {}

    synchronized int size() {
        return running.size();
    }

    /** Takes out all that are due. */
    synchronized List<Running> due(long now) {
        List<Running> due = new ArrayList<>();
        for (Running head = running.peek(); head != null && head.due - now <= 0; head = running.peek()) {
            due.add(running.remove());
        }
        return due;
    }
}
