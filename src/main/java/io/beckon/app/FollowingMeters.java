package io.beckon.app;

import io.beckon.following.FollowingFigures;
import io.beckon.following.FollowingFigures.Settlement;
import io.beckon.ops.Meters;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** How long it takes to follow rooms, and what becomes of their offers, in numbers. */
final class FollowingMeters {

    private FollowingMeters() {}

    static void describe(Meters meters, FollowingFigures figures) {
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
