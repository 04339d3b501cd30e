package io.beckon.following;

import io.beckon.log.DueTimers;
import io.beckon.log.Instances;
import io.beckon.tracing.Tracing;
import java.util.function.LongSupplier;

/**
 * What the rooms that are followed here have to do with; one for all of a node.
 *
 * @param receivers get what happens in the rooms
 * @param memory of what happened, for those who come back
 * @param timers of all rooms
 * @param clock nanoseconds of a monotonic clock
 * @param figures what following has counted
 * @param tracing is told of each record that has been applied
 */
public record Surroundings(
        Instances instances,
        Receivers receivers,
        ReplayMemory memory,
        DueTimers timers,
        LongSupplier clock,
        CallEndings endings,
        FollowingFigures figures,
        Tracing tracing) {

    long now() {
        return clock.getAsLong();
    }
}
