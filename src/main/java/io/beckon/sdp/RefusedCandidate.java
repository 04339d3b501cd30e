package io.beckon.sdp;

/** What the policy has against a candidate in a session description, and the line it stands in, counted from 1. */
public record RefusedCandidate(int line, String reason) {

    /** Line, reason and policy in one sentence for the one who sent it. */
    public String message() {
        return Rule.CANDIDATE_POLICY.cite("line " + line + ": " + reason);
    }
}
