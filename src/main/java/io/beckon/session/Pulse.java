package io.beckon.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Signs of life of one client: asks for one every heartbeat, and gives up after some of silence. */
final class Pulse {

    private final long heartbeat;
    private final int patience;
    private volatile long heard;
    private long asked;
    private volatile boolean warnedOfExpiry;
    private volatile @Nullable Instant renewal;

    /**
     * @param heartbeat nanoseconds
     * @param patience the number of heartbeats of silence after which it gives up
     */
    Pulse(long heartbeat, int patience, long now) {
        this.heartbeat = heartbeat;
        this.patience = patience;
        this.heard = now;
        this.asked = now;
    }

    void heard(long now) {
        heard = now;
    }

    boolean isSilent(long now) {
        return now - heard >= patience * heartbeat;
    }

    /** Whether it is time to ask; then it counts as asked. */
    boolean isDue(long now) {
        if (now - asked < heartbeat) {
            return false;
        }
        asked = now;
        return true;
    }

    /** There is another token. */
    void renewed() {
        warnedOfExpiry = false;
    }

    /** True once for each token: the first time that its end is near. */
    boolean warnsOfExpiry() {
        boolean first = !warnedOfExpiry;
        warnedOfExpiry = true;
        return first;
    }

    /** The client has ICE servers; new ones are due then, or never. */
    void iceServersUntil(@Nullable Instant renewAt) {
        renewal = renewAt;
    }

    boolean needsIceServers(Instant now) {
        Instant due = renewal;
        return due != null && !due.isAfter(now);
    }
}
