package io.beckon.room;

import io.beckon.sdp.MediaOutline;
import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/**
 * What one side of a negotiation has described so far: its last two ICE generations, for candidates of the previous one may
 * still arrive, the last {@code o=} line, and which m-sections there are.
 *
 * @param outline of the latest description
 * @param current of the latest description; {@code null} before the first
 */
public record DescriptionTrail(
        long sessionId,
        long sessionVersion,
        MediaOutline outline,
        @Nullable IceGeneration current,
        @Nullable IceGeneration previous) {

    private static final int WEIGHT = Footprint.object(28);

    static final DescriptionTrail NONE = new DescriptionTrail(0, 0, MediaOutline.UNKNOWN, null, null);

    DescriptionTrail followedBy(SessionDescription next, IceGeneration generation) {
        boolean sameGeneration = current != null && generation.equals(current);
        return new DescriptionTrail(
                next.sessionId(),
                next.sessionVersion(),
                next.outline(),
                sameGeneration ? current : generation,
                sameGeneration ? previous : current);
    }

    /** What holds again when what came after this came to nothing; late candidates of that are still known. */
    DescriptionTrail insteadOf(DescriptionTrail later) {
        IceGeneration late = later.current;
        return late == null || current == null || late.equals(current)
                ? this
                : new DescriptionTrail(sessionId, sessionVersion, outline, current, late);
    }

    /**
     * Whether a description is older than one of the same SDP session that went before (RFC 8866 section 5.2). Where its ICE
     * credentials are new, it is of another connection: some stacks have one session id for all, and begin to count anew.
     */
    boolean isNewerThan(SessionDescription next) {
        return current != null
                && sessionId == next.sessionId()
                && next.sessionVersion() < sessionVersion
                && next.usernameFragments().stream().anyMatch(this::isFragmentOf);
    }

    private boolean isFragmentOf(String usernameFragment) {
        return current != null && current.has(usernameFragment) || previous != null && previous.has(usernameFragment);
    }

    /**
     * Whether candidates with this username fragment have their description; without one the latest is meant, and that must have the
     * m-section.
     */
    boolean knows(@Nullable String usernameFragment, @Nullable SectionName section) {
        boolean earlier = usernameFragment != null && previous != null && previous.has(usernameFragment);
        boolean latest = current != null && (usernameFragment == null || current.has(usernameFragment));
        return earlier || latest && (section == null || outline.has(section));
    }

    /** About how much memory it takes, in bytes. */
    int weight() {
        return this == NONE ? 0 : WEIGHT + Footprint.outline(outline) + weight(current) + weight(previous);
    }

    private static int weight(@Nullable IceGeneration generation) {
        return generation == null ? 0 : generation.weight();
    }
}
