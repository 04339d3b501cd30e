package io.beckon.sdp;

import java.util.List;

/**
 * What the service needs to know of a valid session description (RFC 8866, RFC 9429). The text itself is relayed as it came.
 *
 * @param sessionId of the {@code o=} line
 * @param sessionVersion of the {@code o=} line
 * @param mediaSections how many {@code m=} lines it has
 * @param outline which ones
 * @param usernameFragments the distinct {@code ice-ufrag} values, in order of appearance
 * @param candidates the {@code a=candidate} lines of all m-sections, in order of appearance
 */
public record SessionDescription(
        long sessionId,
        long sessionVersion,
        int mediaSections,
        MediaOutline outline,
        List<String> usernameFragments,
        List<DescribedCandidate> candidates) {

    /** One of which it is not known which m-sections it has. */
    public SessionDescription(long sessionId, long sessionVersion, int mediaSections, List<String> usernameFragments) {
        this(sessionId, sessionVersion, mediaSections, MediaOutline.UNKNOWN, usernameFragments, List.of());
    }

    /** Candidates are looked at once, and are many. */
    public SessionDescription withoutCandidates() {
        return candidates.isEmpty()
                ? this
                : new SessionDescription(
                        sessionId, sessionVersion, mediaSections, outline, usernameFragments, List.of());
    }

    @Override
    public String toString() {
        return "SessionDescription[" + mediaSections + " m-sections, " + candidates.size() + " candidates]";
    }
}
