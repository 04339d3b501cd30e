package io.beckon.room;

import io.beckon.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a negotiation has described so far: its last two ICE generations, for candidates of the previous one may
 * still arrive, and the last {@code o=} line.
 *
 * @param current of the latest description; {@code null} before the first
 */
public record DescriptionTrail(
        long sessionId,
        long sessionVersion,
        @Nullable IceGeneration current,
        @Nullable IceGeneration previous) {

    private static final int WEIGHT = Footprint.object(24);

    static final DescriptionTrail NONE = new DescriptionTrail(0, 0, null, null);

    DescriptionTrail followedBy(SessionDescription next, IceGeneration generation) {
        boolean sameGeneration = current != null && generation.equals(current);
        return new DescriptionTrail(
                next.sessionId(),
                next.sessionVersion(),
                sameGeneration ? current : generation,
                sameGeneration ? previous : current);
    }

    /** Whether a description is older than one of the same SDP session that went before (RFC 8866 section 5.2). */
    boolean isNewerThan(SessionDescription next) {
        return current != null && sessionId == next.sessionId() && next.sessionVersion() < sessionVersion;
    }

    /** Whether candidates with this username fragment have their description; without one the latest is meant. */
    boolean knows(@Nullable String usernameFragment) {
        if (usernameFragment == null) {
            return current != null;
        }
        return current != null && current.has(usernameFragment) || previous != null && previous.has(usernameFragment);
    }

    /** About how much memory it takes, in bytes. */
    int weight() {
        return this == NONE ? 0 : WEIGHT + weight(current) + weight(previous);
    }

    private static int weight(@Nullable IceGeneration generation) {
        return generation == null ? 0 : generation.weight();
    }
}
