package io.beckon.protocol;

import io.beckon.sdp.IceCandidate;
import io.beckon.sdp.SessionDescription;
import java.util.List;

/** Stand-in until the package of session descriptions is merged. */
final class MediaSyntax {

    SessionDescription description(Fields fields, Value value, boolean unused) throws MalformedMessage {
        String sdp = Fields.textOf(value);
        if (!sdp.startsWith("v=0")) {
            throw fields.refusal(ErrorCode.BAD_SDP, "sdp", "line 1: must be v=0");
        }
        return new SessionDescription(1, 1, 1, List.of());
    }

    IceCandidate candidate(Fields fields, String candidate) throws MalformedMessage {
        return new IceCandidate("1", 1, "udp", 1, "192.0.2.1", 1, "host", null);
    }
}
