package io.beckon.session;

import java.time.Duration;

/** The usual limits with some changed. */
final class LimitsOf {

    private Limits limits = Limits.DEFAULT;

    Limits limits() {
        return limits;
    }

    LimitsOf frames(int perSecond, int burst) {
        return with(
                perSecond,
                burst,
                limits.bytesPerSecond(),
                limits.bytesBurst(),
                limits.stalledAfter(),
                limits.perUser());
    }

    LimitsOf bytes(long perSecond, long burst) {
        return with(
                limits.framesPerSecond(),
                limits.framesBurst(),
                perSecond,
                burst,
                limits.stalledAfter(),
                limits.perUser());
    }

    LimitsOf stalledAfter(Duration time) {
        return with(
                limits.framesPerSecond(),
                limits.framesBurst(),
                limits.bytesPerSecond(),
                limits.bytesBurst(),
                time,
                limits.perUser());
    }

    LimitsOf perUser(int shares, int connectionsPerSecond, int connectionsBurst, int joinsPerMinute) {
        return with(
                limits.framesPerSecond(),
                limits.framesBurst(),
                limits.bytesPerSecond(),
                limits.bytesBurst(),
                limits.stalledAfter(),
                new Limits.PerUser(
                        shares,
                        connectionsPerSecond,
                        connectionsBurst,
                        joinsPerMinute,
                        limits.perUser().crowd()));
    }

    LimitsOf crowd(int users) {
        Limits.PerUser own = limits.perUser();
        return with(
                limits.framesPerSecond(),
                limits.framesBurst(),
                limits.bytesPerSecond(),
                limits.bytesBurst(),
                limits.stalledAfter(),
                new Limits.PerUser(
                        own.shares(), own.connectionsPerSecond(), own.connectionsBurst(), own.joinsPerMinute(), users));
    }

    private LimitsOf with(
            int framesPerSecond,
            int framesBurst,
            long bytesPerSecond,
            long bytesBurst,
            Duration stalledAfter,
            Limits.PerUser perUser) {
        limits = new Limits(
                limits.maxFrameBytes(),
                framesPerSecond,
                framesBurst,
                bytesPerSecond,
                bytesBurst,
                limits.roomsPerConnection(),
                limits.outboundQueueBytes(),
                limits.malformedPerMinute(),
                limits.rateLimitedPerTenSeconds(),
                limits.refreshesPerMinute(),
                stalledAfter,
                perUser);
        return this;
    }
}
