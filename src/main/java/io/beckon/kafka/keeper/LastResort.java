package io.beckon.kafka.keeper;

import io.beckon.log.DueTimers;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The timers of the rooms of one partition, as far as a keeper knows, which is late. When a timer still holds some time after
 * it was due, nobody was there to propose it.
 */
final class LastResort {

    private static final Duration OTHERS_FIRST = Duration.ofSeconds(5);

    private record Noticed(RoomKey room, Proposal.InstanceLost loss) {}

    private final KeeperSettings settings;
    private final DueTimers running;
    private final Set<Noticed> noticed = new HashSet<>();

    LastResort(KeeperSettings settings) {
        this.settings = settings;
        this.running = new DueTimers(settings.resumeWindow(), settings.negotiationTimeout());
    }

    void arm(RoomKey room, Proposal.Timed timer, long now) {
        running.arm(room, timer, now + OTHERS_FIRST.toNanos());
    }

    /** A room has members of an instance that is lost. May be said again and again. */
    void noticed(RoomKey room, Proposal.InstanceLost loss, long now) {
        if (noticed.add(new Noticed(room, loss))) {
            arm(room, loss, now);
        }
    }

    /**
     * Looks at all that are due.
     *
     * @param propose takes those that have to be proposed, and whether it did; they come again unless they are seen to have
     *     been applied
     */
    void elapse(long now, BiPredicate<RoomKey, Proposal.Timed> propose) {
        for (DueTimers.Running due : running.due(now)) {
            if (propose.test(due.room(), due.timer())) {
                running.again(due, now + settings.lag().plus(OTHERS_FIRST).toNanos());
            } else {
                forget(due.room(), due.timer());
            }
        }
    }

    /** As the nodes do with theirs: drops what would be void. */
    void sweep(BiPredicate<RoomKey, Proposal.Timed> holds) {
        running.sweep((room, timer) -> {
            boolean held = holds.test(room, timer);
            if (!held) {
                forget(room, timer);
            }
            return held;
        });
    }

    private void forget(RoomKey room, Proposal.Timed timer) {
        if (timer instanceof Proposal.InstanceLost loss) {
            noticed.remove(new Noticed(room, loss));
        }
    }

    int size() {
        return running.size();
    }

    void clear() {
        running.clear();
        noticed.clear();
    }
}
