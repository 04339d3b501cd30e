package io.beckon.session;

/** A token bucket that starts full. Used by one thread. */
public final class TokenBucket {

    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long filledAt;

    /** @param perSecond 0: no limit */
    public TokenBucket(double perSecond, double burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.filledAt = now;
    }

    /** Takes this many tokens, at most the whole burst, if they are there. */
    public boolean take(double wanted, long now) {
        if (perSecond == 0) {
            return true;
        }
        fill(now);
        double taken = Math.min(wanted, burst);
        if (taken > tokens) {
            return false;
        }
        tokens -= taken;
        return true;
    }

    /** Gives back what was taken a moment ago for something that is not to be. */
    void giveBack(double taken) {
        tokens = Math.min(burst, tokens + Math.min(taken, burst));
    }

    /** Takes this many tokens whether they are there or not. What is missing is owed, at most a whole burst. */
    void charge(double cost, long now) {
        if (perSecond > 0) {
            fill(now);
            tokens = Math.max(-burst, tokens - Math.min(cost, burst));
        }
    }

    /** Milliseconds until this many tokens will be there. */
    public long waitMillis(double wanted, long now) {
        fill(now);
        double missing = Math.min(wanted, burst) - tokens;
        return missing <= 0 ? 0 : (long) Math.ceil(missing / perSecond * 1000);
    }

    public boolean isFull(long now) {
        fill(now);
        return tokens >= burst;
    }

    private void fill(long now) {
        tokens = Math.min(burst, tokens + (now - filledAt) / NANOS * perSecond);
        filledAt = now;
    }
}
