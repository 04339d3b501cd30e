package io.beckon.session;

import java.time.Duration;

/** What a client has used of its share, and how often it has misbehaved. Used by its connection's thread. */
final class Conduct {

    static final int FAILED_RESUMES = 5;

    final TokenBucket frames;
    final TokenBucket bytes;
    private final Strikes malformed;
    private final Strikes overRate;
    private int failedResumes;

    Conduct(Limits limits, long now) {
        frames = new TokenBucket(limits.framesPerSecond(), limits.framesBurst(), now);
        bytes = new TokenBucket(limits.bytesPerSecond(), limits.bytesBurst(), now);
        malformed = new Strikes(limits.malformedPerMinute(), Duration.ofMinutes(1));
        overRate = new Strikes(limits.rateLimitedPerTenSeconds(), Duration.ofSeconds(10));
    }

    /** @return whether that is abuse */
    boolean malformed(long now) {
        return malformed.strike(now);
    }

    /** @return whether that is abuse */
    boolean overRate(long now) {
        return overRate.strike(now);
    }

    /** @return whether that is abuse */
    boolean failedResume() {
        return ++failedResumes >= FAILED_RESUMES;
    }
}
