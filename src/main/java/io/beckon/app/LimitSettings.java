package io.beckon.app;

import io.beckon.session.Limits;

/** What connections and users may do, as the configuration has it, checked. */
final class LimitSettings {

    private static final long MIB = 1024 * 1024;

    private LimitSettings() {}

    static Limits of(BeckonConfig.Limits limits) {
        Settings.within("beckon.limits.max-frame-bytes", limits.maxFrameBytes().asLongValue(), 1024, 64 * MIB);
        Settings.within("beckon.limits.frames-per-second", limits.framesPerSecond(), 0, Integer.MAX_VALUE);
        Settings.within("beckon.limits.frames-burst", limits.framesBurst(), 0, Integer.MAX_VALUE);
        Settings.within(
                "beckon.limits.bytes-per-second", limits.bytesPerSecond().asLongValue(), 0, Long.MAX_VALUE);
        Settings.within("beckon.limits.bytes-burst", limits.bytesBurst().asLongValue(), 0, Long.MAX_VALUE);
        Settings.within("beckon.limits.connections-per-user", limits.connectionsPerUser(), 0, Integer.MAX_VALUE);
        Settings.within("beckon.limits.connections-per-address", limits.connectionsPerAddress(), 0, Integer.MAX_VALUE);
        Settings.within("beckon.limits.rooms-per-connection", limits.roomsPerConnection(), 1, 64);
        Settings.within(
                "beckon.limits.outbound-queue-bytes",
                limits.outboundQueueBytes().asLongValue(),
                1024,
                Long.MAX_VALUE);
        Settings.within("beckon.limits.malformed-per-minute", limits.malformedPerMinute(), 1, 100_000);
        Settings.within("beckon.limits.rate-limited-per-10s", limits.rateLimitedPerTenSeconds(), 1, 100_000);
        Settings.within("beckon.limits.refreshes-per-minute", limits.refreshesPerMinute(), 0, 100_000);
        Settings.positive("beckon.limits.stalled-after", limits.stalledAfter());
        long bytesBurst = limits.bytesBurst().asLongValue();
        return new Limits(
                Settings.bytes("beckon.limits.max-frame-bytes", limits.maxFrameBytes()),
                framesPerSecond(limits),
                limits.framesBurst(),
                rate(limits.bytesPerSecond().asLongValue(), bytesBurst),
                bytesBurst,
                limits.roomsPerConnection(),
                limits.outboundQueueBytes().asLongValue(),
                limits.malformedPerMinute(),
                limits.rateLimitedPerTenSeconds(),
                framesPerSecond(limits) == 0 ? 0 : limits.refreshesPerMinute(),
                limits.stalledAfter(),
                perUser(limits));
    }

    /** Whoever takes a connection's limit away does not want one of its kind for the user either. */
    private static Limits.PerUser perUser(BeckonConfig.Limits limits) {
        Settings.within("beckon.limits.user-shares", limits.userShares(), 0, 1000);
        Settings.within("beckon.limits.user-connections-per-second", limits.userConnectionsPerSecond(), 0, 1_000_000);
        Settings.within("beckon.limits.user-connections-burst", limits.userConnectionsBurst(), 0, 1_000_000);
        Settings.within("beckon.limits.crowd-users", limits.crowdUsers(), 0, 1000);
        Settings.within("beckon.limits.joins-per-minute", limits.joinsPerMinute(), 0, 1_000_000);
        return new Limits.PerUser(
                limits.userShares(),
                limits.connectionsPerUser() == 0
                        ? 0
                        : (int) rate(limits.userConnectionsPerSecond(), limits.userConnectionsBurst()),
                limits.userConnectionsBurst(),
                framesPerSecond(limits) == 0 ? 0 : limits.joinsPerMinute(),
                limits.crowdUsers());
    }

    /** 0: no limit. */
    static int framesPerSecond(BeckonConfig.Limits limits) {
        return (int) rate(limits.framesPerSecond(), limits.framesBurst());
    }

    /** What 0 for either of the two means: there is no limit. Everything behind the configuration then sees it at the rate. */
    static long rate(long perSecond, long burst) {
        return burst == 0 ? 0 : perSecond;
    }
}
