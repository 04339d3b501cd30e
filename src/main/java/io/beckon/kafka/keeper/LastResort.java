package io.beckon.kafka.keeper;

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
 * The timers of the rooms of one partition, as far as a keeper knows, which is late. When a timer still holds some time after
 * it was due, nobody was there to propose it.
 */
final class LastResort {

    /** So many may run before it is looked which of them nothing needs any more. */
    static final int FIRST_SWEEP = 1024;

    private static final Duration OTHERS_FIRST = Duration.ofSeconds(5);

    private record Running(long due, long order, RoomKey room, Proposal.Timed timer) {}

    private record Noticed(RoomKey room, Proposal.InstanceLost loss) {}

    private final KeeperSettings settings;
    private final PriorityQueue<Running> running =
            new PriorityQueue<>(Comparator.comparingLong(Running::due).thenComparingLong(Running::order));
    private final Set<Noticed> noticed = new HashSet<>();
    private long armed;
    private int sweepAt = FIRST_SWEEP;

    LastResort(KeeperSettings settings) {
        this.settings = settings;
    }

    void arm(RoomKey room, Proposal.Timed timer, long now) {
        Duration delay = switch (timer) {
            case Proposal.InstanceLost lost -> Duration.ZERO;
            case Proposal.WindowElapsed window -> settings.resumeWindow();
            case Proposal.NegotiationTimedOut negotiation -> settings.negotiationTimeout();
            case Proposal.BarEnded bar -> Duration.ofSeconds(bar.seconds());
            case Proposal.KnockEnded knock -> Duration.ofSeconds(knock.seconds());
        };
        add(now + delay.plus(OTHERS_FIRST).toNanos(), room, timer);
    }

    /** A room has members of an instance that is lost. May be said again and again. */
    void noticed(RoomKey room, Proposal.InstanceLost loss, long now) {
        if (noticed.add(new Noticed(room, loss))) {
            arm(room, loss, now);
        }
    }

    private void add(long due, RoomKey room, Proposal.Timed timer) {
        running.add(new Running(due, armed++, room, timer));
    }

    /**
     * Looks at all that are due.
     *
     * @param propose takes those that have to be proposed, and whether it did; they come again unless they are seen to have
     *     been applied
     */
    void elapse(long now, BiPredicate<RoomKey, Proposal.Timed> propose) {
        for (Running head = running.peek(); head != null && head.due - now <= 0; head = running.peek()) {
            running.remove();
            if (propose.test(head.room, head.timer)) {
                add(now + settings.lag().plus(OTHERS_FIRST).toNanos(), head.room, head.timer);
            } else if (head.timer instanceof Proposal.InstanceLost loss) {
                noticed.remove(new Noticed(head.room, loss));
            }
        }
    }

    /** As those of the nodes: drops what would be void, once there are twice as many as were left the last time. */
    void sweep(BiPredicate<RoomKey, Proposal.Timed> holds) {
        if (running.size() < sweepAt) {
            return;
        }
        List<Running> all = new ArrayList<>(running);
        all.sort(running.comparator());
        Set<Armed> seen = new HashSet<>();
        Set<Running> needless = new HashSet<>();
        for (Running each : all) {
            if (!seen.add(new Armed(each.room, each.timer))) {
                needless.add(each);
            } else if (!holds.test(each.room, each.timer)) {
                needless.add(each);
                if (each.timer instanceof Proposal.InstanceLost loss) {
                    noticed.remove(new Noticed(each.room, loss));
                }
            }
        }
        running.removeAll(needless);
        sweepAt = Math.max(FIRST_SWEEP, 2 * running.size());
    }

    private record Armed(RoomKey room, Proposal.Timed timer) {}

    int size() {
        return running.size();
    }

    void clear() {
        running.clear();
        noticed.clear();
    }
}
