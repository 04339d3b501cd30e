package io.beckon.protocol;

import static io.beckon.protocol.ErrorCode.BAD_CANDIDATE;
import static io.beckon.protocol.ErrorCode.TOO_LARGE;

import io.beckon.protocol.RelayedBody.Reference;
import io.beckon.room.Json;
import io.beckon.sdp.IceCandidate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a trickled candidate must be (RFC 8838, RTCIceCandidateInit in W3C WebRTC section 4.8.1). Its end is {@code null}, an empty
 * string or an object with an empty candidate.
 */
final class CandidateReader {

    private final WireLimits limits;
    private final MediaSyntax media;

    CandidateReader(WireLimits limits, MediaSyntax media) {
        this.limits = limits;
        this.media = media;
    }

    ClientMessage read(Fields frame) throws MalformedMessage {
        Fields init = init(frame);
        if (init != null) {
            checkSize(init, "candidate");
            checkSize(init, "sdpMid");
        }
        String id = Envelope.id(frame);
        String room = Envelope.room(frame);
        String to = Envelope.to(frame);
        Reference reference = new Reference(Envelope.pc(frame), Envelope.re(frame));
        String fragment = init == null ? null : checkedFragment(init);
        IceCandidate candidate = init == null ? null : candidate(init, fragment);
        if (fragment == null && candidate != null) {
            fragment = candidate.usernameFragment();
        }
        Json body = RelayedBody.candidate(init, reference);
        return new ClientMessage.Candidate(id, room, to, reference.pc(), reference.re(), candidate, fragment, body);
    }

    /** {@code null} for an end of candidates that is no object. */
    private static @Nullable Fields init(Fields frame) throws MalformedMessage {
        Value candidate = frame.find("candidate");
        if (candidate == null) {
            throw frame.bad("candidate", "is missing");
        }
        if (candidate.isNull() || candidate.isText() && Fields.textOf(candidate).isEmpty()) {
            return null;
        }
        return frame.object("candidate");
    }

    private void checkSize(Fields init, String name) throws MalformedMessage {
        Value text = init.text(name);
        if (text != null && text.isTextOver(limits.maxCandidateBytes())) {
            throw init.refusal(TOO_LARGE, name, "must not exceed " + limits.maxCandidateBytes() + " bytes");
        }
    }

    /** The types of all members, and the fragment for use. */
    private static @Nullable String checkedFragment(Fields init) throws MalformedMessage {
        init.requireText("candidate");
        init.whole("sdpMLineIndex", 0xFFFF);
        return init.text("usernameFragment", WireSyntax::isUsernameFragment, "must be 1 to 256 ice-chars");
    }

    private @Nullable IceCandidate candidate(Fields init, @Nullable String fragment) throws MalformedMessage {
        String text = Fields.textOf(init.requireText("candidate"));
        if (text.isEmpty()) {
            return null;
        }
        IceCandidate candidate = media.candidate(init, text);
        String own = candidate.usernameFragment();
        if (fragment != null && own != null && !Objects.equals(fragment, own)) {
            throw init.refusal(BAD_CANDIDATE, "candidate", "has another ufrag than usernameFragment");
        }
        return candidate;
    }
}
