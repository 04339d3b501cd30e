package io.beckon.log;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The running timers of rooms, on the monotonic clock of whoever reads their log. What is due has to be proposed, by somebody who
 * reads it. Safe for use by several threads; one takes out and sweeps.
 */
public final class DueTimers {

    /** With more than this the timers that nothing needs any more are looked for. */
    public static final int FIRST_SWEEP = 1024;

    private final Duration resumeWindow;
    private final Duration negotiationTimeout;
    private final PriorityQueue<Running> running =
            new PriorityQueue<>(Comparator.comparingLong(Running::due).thenComparingLong(Running::order));
    private long armed;
    private int sweepAt = FIRST_SWEEP;

    /** @param late whether it was due before */
    public record Running(long due, long order, RoomKey room, Proposal.Timed timer, boolean late) {}

    public DueTimers(Duration resumeWindow, Duration negotiationTimeout) {
        this.resumeWindow = resumeWindow;
        this.negotiationTimeout = negotiationTimeout;
    }

    /** @param since when it begins to run */
    public void arm(RoomKey room, Proposal.Timed timer, long since) {
        Duration delay = switch (timer) {
            case Proposal.InstanceLost lost -> Duration.ZERO;
            case Proposal.WindowElapsed window -> resumeWindow;
            case Proposal.NegotiationTimedOut negotiation -> negotiationTimeout;
            case Proposal.BarEnded bar -> Duration.ofSeconds(bar.seconds());
            case Proposal.KnockEnded knock -> Duration.ofSeconds(knock.seconds());
        };
        add(room, timer, since + delay.toNanos(), false);
    }

    /** A timer that was due is looked at once more. */
    public void again(Running timer, long due) {
        add(timer.room, timer.timer, due, true);
    }

    private synchronized void add(RoomKey room, Proposal.Timed timer, long due, boolean late) {
        running.add(new Running(due, armed++, room, timer, late));
    }

    /**
     * Drops those that would be void, and all but the first of those that are the same: any record may have armed one, and the time
     * it runs for may be long. Looks only once there are twice as many as were left the last time. Most are void, for offers are
     * answered soon; so only what is left is compared.
     */
    public void sweep(BiPredicate<RoomKey, Proposal.Timed> holds) {
        List<Running> all;
        synchronized (this) {
            if (running.size() < sweepAt) {
                return;
            }
            all = new ArrayList<>(running);
        }
        Set<Running> needless = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Running> held = new ArrayList<>();
        for (Running each : all) {
            if (holds.test(each.room, each.timer)) {
                held.add(each);
            } else {
                needless.add(each);
            }
        }
        held.sort(running.comparator());
        Set<Armed> seen = new HashSet<>();
        for (Running each : held) {
            if (!seen.add(new Armed(each.room, each.timer))) {
                needless.add(each);
            }
        }
        synchronized (this) {
            running.removeAll(needless);
            sweepAt = Math.max(FIRST_SWEEP, 2 * running.size());
        }
    }

    private record Armed(RoomKey room, Proposal.Timed timer) {}

    public synchronized int size() {
        return running.size();
    }

    /** Takes out all that are due. */
    public synchronized List<Running> due(long now) {
        List<Running> due = new ArrayList<>();
        for (Running head = running.peek(); head != null && head.due - now <= 0; head = running.peek()) {
            due.add(running.remove());
        }
        return due;
    }

    public synchronized void clear() {
        running.clear();
    }
}
