package io.beckon.transport.whip;

import io.beckon.protocol.MessageType;
import io.beckon.protocol.WireLimits;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.DescriptionType;
import io.beckon.sdp.MalformedDescription;
import io.beckon.sdp.RefusedCandidate;
import io.beckon.sdp.SdpLimits;
import io.beckon.sdp.SdpParser;
import io.beckon.transport.signaling.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * Descriptions that clients send: read, judged, and mended if need be. Their line ends always are, so that it does not hang on another line whether
 * a description without its last one passes. Candidates that the policy denies are left out: a client that gathers before it offers cannot know of it.
 * Safe for use by several threads.
 */
final class Descriptions {

    private final SdpParser parser = new SdpParser(SdpLimits.DEFAULTS);
    private final CandidatePolicy policy;

    Descriptions(CandidatePolicy policy) {
        this.policy = policy;
    }

    /** The body as it is relayed; {@code null}: it is refused. */
    @Nullable String read(Visitor visitor, DescriptionType type, Side side) {
        boolean isOffer = type == DescriptionType.OFFER;
        MessageType frame = isOffer ? MessageType.OFFER : MessageType.ANSWER;
        String name = isOffer ? "offer" : "answer";
        if (visitor.body().length() > WireLimits.DEFAULT.maxSdpBytes()) {
            Problems.TOO_LARGE.refuse(
                    visitor, frame, "an " + name + " has at most " + WireLimits.DEFAULT.maxSdpBytes() + " bytes");
            return null;
        }
        SdpText text = SdpText.of(visitor.body().toString());
        SdpText mended = isOffer ? text.mended() : text;
        SdpText allowed;
        try {
            allowed = mended.without(
                    policy.refusals(parser.parse(mended.text(), type)).map(RefusedCandidate::line));
        } catch (MalformedDescription malformed) {
            Problems.MALFORMED.refuse(visitor, frame, "the " + name + " is refused, at its " + malformed.told());
            return null;
        }
        String fault = isOffer ? side.fault(allowed) : side.faultOfPlayersAnswer(allowed);
        if (fault != null) {
            Problems.UNPROCESSABLE.refuse(visitor, frame, fault);
            return null;
        }
        return (isOffer ? side.relayed(allowed) : allowed).text();
    }
}
