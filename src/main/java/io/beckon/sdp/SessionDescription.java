package io.beckon.sdp;

import java.util.List;

/**
 * What the service needs to know of a valid session description (RFC 8866, RFC 9429). The text itself is relayed as it came.
 *
 * @param sessionId of the {@code o=} line
 * @param sessionVersion of the {@code o=} line
 * @param mediaSections how many {@code m=} lines it has
 * @param usernameFragments the distinct {@code ice-ufrag} values, in order of appearance
 * @param candidates the {@code a=candidate} lines of all m-sections, in order of appearance
 */
public record SessionDescription(
        long sessionId,
        long sessionVersion,
        int mediaSections,
        List<String> usernameFragments,
        List<DescribedCandidate> candidates) {

    /** One that has no candidates in it. */
    public SessionDescription(long sessionId, long sessionVersion, int mediaSections, List<String> usernameFragments) {
        this(sessionId, sessionVersion, mediaSections, usernameFragments, List.of());
    }

    /** Candidates are looked at once, and are many. */
    public SessionDescription withoutCandidates() {
        return candidates.isEmpty()
                ? this
                : new SessionDescription(sessionId, sessionVersion, mediaSections, usernameFragments);
    }

    @Override
    public String toString() {
        return "SessionDescription[" + mediaSections + " m-sections, " + candidates.size() + " candidates]";
    }
}
