package io.beckon.session;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The running timers of the rooms that this node follows, on its monotonic clock. What is due is proposed by whoever owns the
 * room's oldest connected session; where that is somebody else, this node looks again later in case that one is gone.
 */
public final class Timers {

    private final Duration resumeWindow;
    private final Duration negotiationTimeout;
    private final PriorityQueue<Running> running =
            new PriorityQueue<>(Comparator.comparingLong(Running::due).thenComparingLong(Running::order));
    private long armed;

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

    /** Takes out all that are due. */
    synchronized List<Running> due(long now) {
        List<Running> due = new ArrayList<>();
        for (Running head = running.peek(); head != null && head.due - now <= 0; head = running.peek()) {
            due.add(running.remove());
        }
        return due;
    }
}
