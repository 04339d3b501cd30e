package io.beckon.session;

import io.beckon.protocol.CloseCode;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client has used of its share, of its user's and of its crowd's, and how often it has misbehaved, for which no crowd has to answer. Used by
 * its connection's thread, but for {@link #closed} and what has to do with reading again.
 */
final class Conduct {

    static final int FAILED_RESUMES = 5;

    private final UserShare user;
    private final @Nullable UserShare crowd;
    private final LongSupplier clock;
    private final TokenBucket frames;
    private final TokenBucket bytes;
    private final TokenBucket refreshes;
    private final Strikes malformed;
    private final Strikes overRate;
    private int failedResumes;

    /** @param crowd {@code null}: the user is of none */
    Conduct(Limits limits, UserShare user, @Nullable UserShare crowd, LongSupplier clock, long now) {
        this.user = user;
        this.crowd = crowd;
        this.clock = clock;
        frames = new TokenBucket(limits.framesPerSecond(), limits.framesBurst(), now);
        bytes = new TokenBucket(limits.bytesPerSecond(), limits.bytesBurst(), now);
        refreshes = UserShare.perMinute(limits.refreshesPerMinute(), now);
        malformed = new Strikes(limits.malformedPerMinute(), Duration.ofMinutes(1));
        overRate = new Strikes(limits.rateLimitedPerTenSeconds(), Duration.ofSeconds(10));
    }

    UserShare user() {
        return user;
    }

    @Nullable UserShare crowd() {
        return crowd;
    }

    /**
     * Takes what a frame costs.
     *
     * @param tokens 1 for a whole one
     * @return 0, or milliseconds until it may be tried again
     */
    long frame(double tokens, long now) {
        long wait = UserShare.take(frames, tokens, now);
        if (wait == 0) {
            wait = user.frame(tokens, now);
            if (wait == 0 && crowd != null) {
                wait = crowd.frame(tokens, now);
                if (wait > 0) {
                    user.giveBackFrame(tokens);
                }
            }
            if (wait > 0) {
                frames.giveBack(tokens);
            }
        }
        return wait;
    }

    /** The same for the bytes that it makes go out. */
    long bytes(double weight, long now) {
        long wait = UserShare.take(bytes, weight, now);
        if (wait == 0) {
            wait = user.bytes(weight, now);
            if (wait == 0 && crowd != null) {
                wait = crowd.bytes(weight, now);
                if (wait > 0) {
                    user.giveBackBytes(weight);
                }
            }
            if (wait > 0) {
                bytes.giveBack(weight);
            }
        }
        return wait;
    }

    /** For bytes that have to go out, whatever has been used: further ones wait for it. */
    void charge(double weight, long now) {
        bytes.charge(weight, now);
        chargeUser(weight, now);
    }

    /** The same for what each connection gets once, but a user on many connections often. */
    void chargeUser(double weight, long now) {
        user.charge(weight, now);
        if (crowd != null) {
            crowd.charge(weight, now);
        }
    }

    /** @return 0, or milliseconds until it may be tried again */
    long refresh(long now) {
        long wait = UserShare.take(refreshes, 1, now);
        if (wait == 0) {
            wait = user.refresh(now);
        }
        return wait > 0 || crowd == null ? wait : crowd.refresh(now);
    }

    /** @return 0, or milliseconds until it may be tried again */
    long join(long now) {
        long wait = user.join(now);
        return wait > 0 || crowd == null ? wait : crowd.join(now);
    }

    /** Milliseconds until something may be read that was given before. */
    long waitToReread(long now) {
        long wait = user.waitToReread(now);
        return wait > 0 || crowd == null ? wait : crowd.waitToReread(now);
    }

    /** Bytes of that kind. */
    void rereads(long bytes, long now) {
        user.rereads(bytes, now);
        if (crowd != null) {
            crowd.rereads(bytes, now);
        }
    }

    /** @return whether that is abuse */
    boolean malformed(long now) {
        boolean onAll = user.malformed(now);
        return malformed.strike(now) || onAll;
    }

    /** @return whether that is abuse */
    boolean overRate(long now) {
        boolean onAll = user.overRate(now);
        return overRate.strike(now) || onAll;
    }

    /** @return whether that is abuse */
    boolean failedResume() {
        boolean onAll = user.failedResume(clock.getAsLong());
        return ++failedResumes >= FAILED_RESUMES || onAll;
    }

    /** The service has closed the connection. */
    void closed(CloseCode code) {
        user.closed(code, clock.getAsLong());
    }
}
