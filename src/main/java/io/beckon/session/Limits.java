package io.beckon.session;

import java.time.Duration;

/**
 * What one connection may do and hold.
 *
 * @param framesPerSecond 0: no limit
 * @param bytesPerSecond 0: no limit
 * @param outboundQueueBytes of live frames that wait to be read; beyond it the connection is closed with 4013
 * @param malformedPerMinute the number of malformed frames a minute that closes the connection with 1008
 * @param rateLimitedPerTenSeconds the number of frames over the rate in ten seconds that closes it with 4029
 * @param refreshesPerMinute 0: no limit
 * @param stalledAfter a client that takes nothing of what waits for it for so long is let go with 4013
 * @param perUser what all connections of a user may do together
 */
public record Limits(
        int maxFrameBytes,
        int framesPerSecond,
        int framesBurst,
        long bytesPerSecond,
        long bytesBurst,
        int roomsPerConnection,
        long outboundQueueBytes,
        int malformedPerMinute,
        int rateLimitedPerTenSeconds,
        int refreshesPerMinute,
        Duration stalledAfter,
        PerUser perUser) {

    public static final Limits DEFAULT = new Limits(
            524_288,
            50,
            1000,
            256 * 1024,
            4L * 1024 * 1024,
            16,
            1024 * 1024,
            20,
            100,
            20,
            Duration.ofSeconds(30),
            new PerUser(4, 10, 200, 600, 50));

    /**
     * What all connections of a user to this node may do together.
     *
     * @param shares the number of connections whose frames, bytes, refreshes and misdeeds; 0: no limit
     * @param connectionsPerSecond new ones; 0: no limit, and nobody is kept out for what an earlier connection did
     * @param joinsPerMinute 0: no limit
     * @param crowd all users of a {@link io.beckon.identity.Crowd} may do together what so many may; 0: no limit
     */
    public record PerUser(int shares, int connectionsPerSecond, int connectionsBurst, int joinsPerMinute, int crowd) {

        private PerUser ofCrowd() {
            return new PerUser(crowd * shares, connectionsPerSecond, connectionsBurst, crowd * joinsPerMinute, crowd);
        }
    }

    /** What all users of a crowd may do together. */
    public Limits ofCrowd() {
        return new Limits(
                maxFrameBytes,
                framesPerSecond,
                framesBurst,
                bytesPerSecond,
                bytesBurst,
                roomsPerConnection,
                outboundQueueBytes,
                malformedPerMinute,
                rateLimitedPerTenSeconds,
                refreshesPerMinute,
                stalledAfter,
                perUser.ofCrowd());
    }
}
