package io.beckon.session;

import io.beckon.identity.UserKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that wait for their rooms here, and what waits with them: resumes under way, and frames for partitions that are not
 * followed yet. Each user has a share of it, so that nobody spends what is there for all; what is known of a user goes with the last
 * of its claims. Safe for use by several threads.
 */
public final class Unsettled {

    private final Bounds bounds;
    private final Map<UserKey, Usage> users = new HashMap<>();
    private int sessions;
    private long bytes;

    /**
     * @param bytes of frames that may wait, of all users together
     * @param sessionsOfUser maximum number of one user's sessions that wait
     * @param framesOfUser maximum number of one user's frames that wait
     * @param bytesOfUser of one user's frames that may wait
     */
    record Bounds(long bytes, int sessionsOfUser, int framesOfUser, long bytesOfUser) {}

    private static final int LEAST_SESSIONS_OF_USER = 20;
    private static final int USERS_SHARE = 10;
    static final int FRAMES_OF_USER = 1024;
    static final long LEAST_BYTES = 32L * 1024 * 1024;
    private static final long LARGEST_FRAMES = 64;
    private static final long USERS_SHARE_OF_BYTES = 8;

    /** Of one user. */
    private static final class Usage {
        /** How many claims each connection has, by its link. */
        final Map<Long, Integer> claims = new HashMap<>(2);

        int frames;
        long bytes;
    }

    Unsettled(Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * A user may have a tenth of the sessions, but at least 20, and 1,024 frames in an eighth of the bytes.
     *
     * @param sessions maximum number that wait before others are sent elsewhere
     * @param maxFrameBytes of the largest frame
     * @param shared whether users have shares; if not, whoever comes first is served
     */
    public static Unsettled of(int sessions, int maxFrameBytes, boolean shared) {
        long bytes = Math.max(LEAST_BYTES, LARGEST_FRAMES * maxFrameBytes);
        return new Unsettled(
                shared
                        ? new Bounds(
                                bytes,
                                Math.max(LEAST_SESSIONS_OF_USER, sessions / USERS_SHARE),
                                FRAMES_OF_USER,
                                bytes / USERS_SHARE_OF_BYTES)
                        : new Bounds(bytes, Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE));
    }

    /** A session comes back on the connection of this number; {@code null} when as many of its user do as may. */
    synchronized @Nullable Claim resume(UserKey user, long link) {
        return mayWait(user, link) ? claim(user, link, 0, 0) : null;
    }

    /** A frame waits for its room; {@code null} when there is no room for it. */
    synchronized @Nullable Claim frame(UserKey user, long link, long weight) {
        Usage usage = users.get(user);
        boolean fits = bytes + weight <= bounds.bytes
                && (usage == null || usage.frames < bounds.framesOfUser && usage.bytes + weight <= bounds.bytesOfUser);
        return fits && mayWait(user, link) ? claim(user, link, 1, weight) : null;
    }

    private boolean mayWait(UserKey user, long link) {
        Usage usage = users.get(user);
        return usage == null || usage.claims.containsKey(link) || usage.claims.size() < bounds.sessionsOfUser;
    }

    private Claim claim(UserKey user, long link, int frames, long weight) {
        Usage usage = users.computeIfAbsent(user, key -> new Usage());
        sessions += usage.claims.merge(link, 1, Integer::sum) == 1 ? 1 : 0;
        usage.frames += frames;
        usage.bytes += weight;
        bytes += weight;
        return new Claim(user, link, frames, weight);
    }

    /** How many sessions wait. */
    synchronized int sessions() {
        return sessions;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** How many users have something waiting. */
    synchronized int users() {
        return users.size();
    }

    private synchronized void release(Claim claim) {
        if (claim.released) {
            return;
        }
        claim.released = true;
        Usage usage = users.get(claim.user);
        if (usage == null) {
            return;
        }
        int left = usage.claims.getOrDefault(claim.link, 1) - 1;
        if (left > 0) {
            usage.claims.put(claim.link, left);
        } else {
            usage.claims.remove(claim.link);
            sessions--;
        }
        usage.frames -= claim.frames;
        usage.bytes -= claim.weight;
        bytes -= claim.weight;
        if (usage.claims.isEmpty()) {
            users.remove(claim.user);
        }
    }

    /** A part of what may wait, until it is given back. */
    final class Claim {

        private final UserKey user;
        private final long link;
        private final int frames;
        private final long weight;
        private boolean released;

        private Claim(UserKey user, long link, int frames, long weight) {
            this.user = user;
            this.link = link;
            this.frames = frames;
            this.weight = weight;
        }

        /** Gives it back; once is enough. */
        void release() {
            Unsettled.this.release(this);
        }
    }
}
