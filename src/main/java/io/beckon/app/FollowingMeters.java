package io.beckon.app;

import io.beckon.following.Follower;
import io.beckon.following.FollowingFigures;
import io.beckon.following.FollowingFigures.Settlement;
import io.beckon.following.ReplayMemory;
import io.beckon.ops.Meters;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** The rooms that this node follows in numbers: what they take, how long it takes to follow them, what becomes of their offers. */
record FollowingMeters(Follower follower, ReplayMemory memory, FollowingFigures figures) {

    void describe(Meters meters) {
        describeRooms(meters);
        describeRecords(meters);
        describeTimes(meters);
    }

    private void describeRooms(Meters meters) {
        meters.gauge("beckon.partitions.followed", "Partitions that this node follows", follower::followed)
                .gauge(
                        "beckon.rooms",
                        "Rooms that this node knows",
                        () -> follower.totals().rooms())
                .gauge(
                        "beckon.rooms.state.bytes",
                        "Memory that the state of those rooms takes, about",
                        () -> follower.totals().stateBytes())
                .gauge("beckon.replay.memory.bytes", "Events kept for those who come back", memory::weight)
                .gauge(
                        "beckon.recovered.bytes",
                        "Events read from the log once more, and not sent yet",
                        follower::recoveredBytes)
                .queue("following", follower::waiting);
    }

    private void describeRecords(Meters meters) {
        meters.counter(
                        "beckon.records.applied",
                        "Records applied to rooms",
                        () -> follower.totals().applied())
                .counter(
                        "beckon.records.apply.seconds",
                        "Time spent applying records",
                        () -> follower.totals().applyNanos() / 1e9)
                .counter(
                        "beckon.frames.delivered",
                        "Room frames given to sessions here",
                        () -> follower.totals().delivered())
                .gauge(
                        "beckon.records.insisted",
                        "Records on their way to the log that must not be missing there",
                        follower::insisted)
                .queue("insisted", follower::insisted)
                .counter(
                        "beckon.records.insisted.lost", "Of those, given up for there were too many", follower::losses);
    }

    private void describeTimes(Meters meters) {
        LongConsumer read = meters.millis(
                "beckon.follow", "From when the log had a record until it was about to be applied here", Tags.empty());
        LongConsumer applied = meters.shortTimes("beckon.apply", "Applying a record and handing on what comes of it");
        Map<Settlement, LongConsumer> settled = new EnumMap<>(Settlement.class);
        for (Settlement how : Settlement.values()) {
            settled.put(
                    how,
                    meters.millis(
                            "beckon.negotiation",
                            "From an offer of a client of this node until it was settled",
                            Tags.of("outcome", Meters.text(how))));
        }
        figures.watch(new FollowingFigures.Watcher() {
            @Override
            public void read(long millis) {
                read.accept(millis);
            }

            @Override
            public void applied(long nanos) {
                applied.accept(nanos);
            }

            @Override
            public void settled(Settlement how, long millis) {
                settled.getOrDefault(how, unknown -> {}).accept(millis);
            }
        });
    }
}
