package io.beckon.room;

import io.beckon.sdp.SessionDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a negotiation has described so far: its last two ICE generations, for candidates of the previous one may
 * still arrive, and the last {@code o=} line.
 *
 * @param current username fragments of the latest description; {@code null} before the first
 */
public record DescriptionTrail(
        long sessionId,
        long sessionVersion,
        @Nullable List<String> current,
        @Nullable List<String> previous) {

    static final DescriptionTrail NONE = new DescriptionTrail(0, 0, null, null);

    DescriptionTrail followedBy(SessionDescription next) {
        boolean sameGeneration = next.usernameFragments().equals(current);
        return new DescriptionTrail(
                next.sessionId(), next.sessionVersion(), next.usernameFragments(), sameGeneration ? previous : current);
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
        return current != null && current.contains(usernameFragment)
                || previous != null && previous.contains(usernameFragment);
    }
}
