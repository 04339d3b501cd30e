package io.beckon.session;

import io.beckon.identity.UserKey;
import io.beckon.protocol.CloseCode;
import java.time.Duration;

/**
 * What a user's connections to this node have used together of what they may, and how they have behaved: the same as each has for
 * itself, some times as large, so that connecting anew renews nothing. What a {@link io.beckon.identity.Crowd} has used of what its users may
 * do together is one, too. Safe for use by several threads.
 */
final class UserShare {

    /** Of all connections; twenty tabs that come back to a node with other keys fail once each. */
    static final int FAILED_RESUMES_PER_MINUTE = 60;

    static final Duration AFTER_FLOOD = Duration.ofSeconds(10);
    static final Duration AFTER_ABUSE = Duration.ofSeconds(60);

    /** The time of each is kept. */
    private static final int MOST_STRIKES = 100_000;

    private static final double MINUTE_SECONDS = 60;

    final UserKey user;
    private final TokenBucket frames;
    private final TokenBucket bytes;
    private final TokenBucket reread;
    private final TokenBucket refreshes;
    private final TokenBucket joins;
    private final TokenBucket arrivals;
    private final Strikes malformed;
    private final Strikes overRate;
    private final Strikes failedResumes;
    private final Penalty penalty = new Penalty();
    private final boolean counts;
    private final boolean keepsOut;

    /** Open connections; guarded by {@link Users}. */
    int connections;

    UserShare(UserKey user, Limits limits, long now) {
        Limits.PerUser own = limits.perUser();
        double shares = own.shares();
        this.user = user;
        frames = new TokenBucket(shares * limits.framesPerSecond(), shares * limits.framesBurst(), now);
        bytes = new TokenBucket(shares * limits.bytesPerSecond(), shares * limits.bytesBurst(), now);
        reread = new TokenBucket(shares * limits.bytesPerSecond(), shares * limits.bytesBurst(), now);
        refreshes = perMinute(shares * limits.refreshesPerMinute(), now);
        joins = perMinute(own.joinsPerMinute(), now);
        arrivals = new TokenBucket(own.connectionsPerSecond(), own.connectionsBurst(), now);
        malformed = new Strikes(times(own, limits.malformedPerMinute()), Duration.ofMinutes(1));
        overRate = new Strikes(times(own, limits.rateLimitedPerTenSeconds()), Duration.ofSeconds(10));
        failedResumes = new Strikes(FAILED_RESUMES_PER_MINUTE, Duration.ofMinutes(1));
        counts = own.shares() > 0;
        keepsOut = own.connectionsPerSecond() > 0;
    }

    static TokenBucket perMinute(double most, long now) {
        return new TokenBucket(most / MINUTE_SECONDS, most, now);
    }

    private static int times(Limits.PerUser own, int strikes) {
        return (int) Math.min(MOST_STRIKES, (long) Math.max(1, own.shares()) * strikes);
    }

    /** What is asked for below is taken, and 0 returned, or the milliseconds until it may be asked for again. */
    synchronized long frame(double tokens, long now) {
        return take(frames, tokens, now);
    }

    synchronized long bytes(double weight, long now) {
        return take(bytes, weight, now);
    }

    /** What was taken a moment ago is not used. */
    synchronized void giveBackFrame(double tokens) {
        frames.giveBack(tokens);
    }

    synchronized void giveBackBytes(double weight) {
        bytes.giveBack(weight);
    }

    synchronized long refresh(long now) {
        return take(refreshes, 1, now);
    }

    synchronized long join(long now) {
        return take(joins, 1, now);
    }

    /** One more connection. */
    synchronized long arrive(long now) {
        if (!keepsOut) {
            return 0;
        }
        long millis = Duration.ofNanos(penalty.remaining(now)).toMillis();
        return millis > 0 ? millis : take(arrivals, 1, now);
    }

    static long take(TokenBucket bucket, double tokens, long now) {
        return bucket.take(tokens, now) ? 0 : Math.max(1, bucket.waitMillis(tokens, now));
    }

    /** For bytes that had to go out, whatever has been used. */
    synchronized void charge(double weight, long now) {
        bytes.charge(weight, now);
    }

    /** Milliseconds until something may be read again that the user has been given. */
    synchronized long waitToReread(long now) {
        return take(reread, 1, now);
    }

    /** Bytes that were read again; not of what frames may make go out: whoever talks much may still read. */
    synchronized void rereads(long bytes, long now) {
        reread.charge(bytes, now);
    }

    /** @return whether that is abuse */
    synchronized boolean malformed(long now) {
        return counts && malformed.strike(now);
    }

    /** @return whether that is abuse */
    synchronized boolean overRate(long now) {
        return counts && overRate.strike(now);
    }

    /** @return whether that is abuse */
    synchronized boolean failedResume(long now) {
        return counts && failedResumes.strike(now);
    }

    /** A connection was closed by the service. */
    synchronized void closed(CloseCode code, long now) {
        if (code == CloseCode.ABUSE) {
            penalty.impose(AFTER_ABUSE, now);
        } else if (code == CloseCode.RATE_LIMITED) {
            penalty.impose(AFTER_FLOOD, now);
        }
    }

    /** Whether it is as good as new. */
    synchronized boolean isUnused(long now) {
        return penalty.isForgotten(now)
                && malformed.isClear(now)
                && overRate.isClear(now)
                && failedResumes.isClear(now)
                && frames.isFull(now)
                && bytes.isFull(now)
                && reread.isFull(now)
                && refreshes.isFull(now)
                && joins.isFull(now)
                && arrivals.isFull(now);
    }
}
