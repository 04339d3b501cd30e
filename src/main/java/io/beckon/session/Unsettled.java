package io.beckon.session;

import io.beckon.identity.UserKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that wait for their rooms here, and what waits with them: resumes under way, and frames for partitions that are not
 * followed yet. Each user has a share of it, and all of a crowd have one, so that nobody spends what is there for all; what is known of
 * them goes with the last of their claims. Safe for use by several threads.
 */
public final class Unsettled {

    private final Bounds bounds;
    private final Map<UserKey, Usage> users = new HashMap<>();
    private int sessions;
    private long bytes;

    /**
     * @param bytes of frames that may wait, of all users together
     * @param user what one user may have of it
     * @param crowd what all users of a {@link io.beckon.identity.Crowd} may have together
     */
    record Bounds(long bytes, Share user, Share crowd) {}

    /**
     * @param sessions maximum number that wait
     * @param frames maximum number that wait
     * @param bytes of frames that may wait
     */
    record Share(int sessions, int frames, long bytes) {

        static final Share ALL = new Share(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * Whose something is that waits.
     *
     * @param crowd {@code null}: the user is of none
     */
    record Owner(UserKey user, @Nullable UserKey crowd) {}

    private static final int LEAST_SESSIONS_OF_USER = 20;
    private static final int USERS_SHARE = 10;
    static final int FRAMES_OF_USER = 1024;
    static final long LEAST_BYTES = 32L * 1024 * 1024;
    private static final long LARGEST_FRAMES = 64;
    private static final long USERS_SHARE_OF_BYTES = 8;
    private static final int CROWDS_SHARE = 2;

    /** Of one user, or of a crowd. */
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
     * A user may have a tenth of the sessions, but at least 20, and 1,024 frames in an eighth of the bytes; a crowd half of all.
     *
     * @param sessions maximum number that wait before others are sent elsewhere
     * @param maxFrameBytes of the largest frame
     * @param shared whether users have shares; if not, whoever comes first is served
     */
    public static Unsettled of(int sessions, int maxFrameBytes, boolean shared) {
        long bytes = Math.max(LEAST_BYTES, LARGEST_FRAMES * maxFrameBytes);
        if (!shared) {
            return new Unsettled(new Bounds(bytes, Share.ALL, Share.ALL));
        }
        int sessionsOfUser = Math.max(LEAST_SESSIONS_OF_USER, sessions / USERS_SHARE);
        return new Unsettled(new Bounds(
                bytes,
                new Share(sessionsOfUser, FRAMES_OF_USER, bytes / USERS_SHARE_OF_BYTES),
                new Share(Math.max(sessionsOfUser, sessions / CROWDS_SHARE), Integer.MAX_VALUE, bytes / CROWDS_SHARE)));
    }

    /** A session comes back on the connection of this number; {@code null} when as many of its user, or its crowd, do as may. */
    synchronized @Nullable Claim resume(Owner owner, long link) {
        return fits(owner, link, 0, 0) ? claim(owner, link, 0, 0) : null;
    }

    /** A frame waits for its room; {@code null} when there is no room for it. */
    synchronized @Nullable Claim frame(Owner owner, long link, long weight) {
        return bytes + weight <= bounds.bytes && fits(owner, link, 1, weight) ? claim(owner, link, 1, weight) : null;
    }

    private boolean fits(Owner owner, long link, int frames, long weight) {
        UserKey crowd = owner.crowd;
        return fits(users.get(owner.user), bounds.user, link, frames, weight)
                && (crowd == null || fits(users.get(crowd), bounds.crowd, link, frames, weight));
    }

    private static boolean fits(@Nullable Usage usage, Share share, long link, int frames, long weight) {
        return usage == null
                || (usage.claims.containsKey(link) || usage.claims.size() < share.sessions)
                        && usage.frames <= share.frames - frames
                        && usage.bytes + weight <= share.bytes;
    }

    private Claim claim(Owner owner, long link, int frames, long weight) {
        sessions += add(owner.user, link, frames, weight);
        if (owner.crowd != null) {
            add(owner.crowd, link, frames, weight);
        }
        bytes += weight;
        return new Claim(owner, link, frames, weight);
    }

    /** @return 1 if it is the connection's first */
    private int add(UserKey whose, long link, int frames, long weight) {
        Usage usage = users.computeIfAbsent(whose, key -> new Usage());
        usage.frames += frames;
        usage.bytes += weight;
        return usage.claims.merge(link, 1, Integer::sum) == 1 ? 1 : 0;
    }

    /** How many sessions wait. */
    synchronized int sessions() {
        return sessions;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** How many users have something waiting, crowds among them. */
    synchronized int users() {
        return users.size();
    }

    private synchronized void release(Claim claim) {
        if (claim.released) {
            return;
        }
        claim.released = true;
        sessions -= remove(claim.owner.user, claim);
        if (claim.owner.crowd != null) {
            remove(claim.owner.crowd, claim);
        }
        bytes -= claim.weight;
    }

    /** @return 1 if it was the connection's last */
    private int remove(UserKey whose, Claim claim) {
        Usage usage = Objects.requireNonNull(users.get(whose));
        usage.frames -= claim.frames;
        usage.bytes -= claim.weight;
        boolean isLast = usage.claims.merge(claim.link, -1, Integer::sum) == 0;
        if (isLast) {
            usage.claims.remove(claim.link);
        }
        if (usage.claims.isEmpty()) {
            users.remove(whose);
        }
        return isLast ? 1 : 0;
    }

    /** A part of what may wait, until it is given back. */
    final class Claim {

        private final Owner owner;
        private final long link;
        private final int frames;
        private final long weight;
        private boolean released;

        private Claim(Owner owner, long link, int frames, long weight) {
            this.owner = owner;
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
