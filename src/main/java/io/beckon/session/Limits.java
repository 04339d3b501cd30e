package io.beckon.session;

/**
 * What one connection may do and hold.
 *
 * @param framesPerSecond 0: no limit
 * @param bytesPerSecond 0: no limit
 * @param outboundQueueBytes of live frames that wait to be read; beyond it the connection is closed with 4013
 * @param malformedPerMinute so many malformed frames a minute close with 1008
 * @param rateLimitedPerTenSeconds so many frames over the rate in ten seconds close with 4029
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
        int rateLimitedPerTenSeconds) {

    public static final Limits DEFAULT =
            new Limits(524_288, 50, 1000, 256 * 1024, 4L * 1024 * 1024, 16, 1024 * 1024, 20, 100);
}
