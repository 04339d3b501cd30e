package io.beckon.protocol;

import static io.beckon.protocol.ErrorCode.BAD_CANDIDATE;
import static io.beckon.protocol.ErrorCode.BAD_SDP;
import static io.beckon.protocol.ErrorCode.TOO_LARGE;

import io.beckon.sdp.CandidateParser;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.IceCandidate;
import io.beckon.sdp.MalformedCandidate;
import io.beckon.sdp.MalformedDescription;
import io.beckon.sdp.RefusedCandidate;
import io.beckon.sdp.Rule;
import io.beckon.sdp.SdpLimits;
import io.beckon.sdp.SdpParser;
import io.beckon.sdp.SessionDescription;

/** The texts of descriptions and candidates in frames: parsed, held against the policy, and refused in the words of the wire. */
final class MediaSyntax {

    private final SdpParser parser;
    private final CandidatePolicy policy;

    MediaSyntax(WireLimits limits, CandidatePolicy policy) {
        this.parser = new SdpParser(sdpLimits(limits));
        this.policy = policy;
    }

    static SdpLimits sdpLimits(WireLimits limits) {
        SdpLimits defaults = SdpLimits.DEFAULTS;
        return new SdpLimits(limits.maxSdpBytes(), defaults.lines(), defaults.mediaSections(), defaults.candidates());
    }

    /** {@code object}: where the {@code sdp} stands. Nobody needs its candidates any more once the policy has let them pass. */
    SessionDescription description(Fields object, Value sdp, DescriptionType type) throws MalformedMessage {
        SessionDescription description;
        try {
            description = parser.parse(Fields.textOf(sdp), type);
        } catch (MalformedDescription e) {
            throw object.refusal(e.isTooLarge() ? TOO_LARGE : BAD_SDP, "sdp", e.told());
        }
        RefusedCandidate refused = policy.refusal(description);
        if (refused != null) {
            throw object.refusal(BAD_CANDIDATE, "sdp", refused.message()).forgiven();
        }
        return description.withoutCandidates();
    }

    /** {@code object}: where the {@code candidate} stands. */
    IceCandidate candidate(Fields object, String text) throws MalformedMessage {
        IceCandidate candidate;
        try {
            candidate = CandidateParser.parse(text);
        } catch (MalformedCandidate e) {
            throw object.refusal(e.isTooLarge() ? TOO_LARGE : BAD_CANDIDATE, "candidate", e.told());
        }
        String refusal = policy.refusal(candidate);
        if (refusal != null) {
            throw object.refusal(BAD_CANDIDATE, "candidate", Rule.CANDIDATE_POLICY.cite(refusal))
                    .forgiven();
        }
        return candidate;
    }
}
