package io.beckon.protocol;

import static io.beckon.protocol.ErrorCode.BAD_CANDIDATE;
import static io.beckon.protocol.ErrorCode.TOO_LARGE;

import io.beckon.protocol.RelayedBody.Reference;
import io.beckon.room.Json;
import io.beckon.sdp.IceCandidate;
import io.beckon.sdp.Rule;
import io.beckon.sdp.SectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a trickled candidate must be (RFC 8838, RTCIceCandidateInit in W3C WebRTC section 4.8.1). Its end is {@code null}, an empty
 * string, an object with an empty candidate or none, or Janus's {@code {completed: true}}.
 */
final class CandidateReader {

    private static final String LINE_INDEX = "sdpMLineIndex";
    private static final long LAST_LINE_INDEX = 0xFFFF;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");

    private final WireLimits limits;
    private final MediaSyntax media;

    /** One member is looked at. */
    private interface Step {
        void check(Fields init) throws MalformedMessage;
    }

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
        SectionName section = init == null ? null : SectionName.of(mid(init), lineIndex(init));
        String text = init == null ? "" : text(init);
        String fragment = init == null ? null : fragment(init);
        if (init != null && !text.isEmpty()) {
            String own = candidate(init, text, fragment).usernameFragment();
            fragment = fragment == null ? own : fragment;
        }
        Json body = RelayedBody.candidate(init, reference);
        return new ClientMessage.Candidate(id, room, to, reference.pc(), reference.re(), fragment, section, body);
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
        Fields init = frame.object("candidate");
        return init.get("candidate") == null && init.isTrue("completed") ? null : usable(init);
    }

    /** Without an index that is none, where a mid says which m-section it is: native stacks write -1 there. */
    private static Fields usable(Fields init) {
        Value mid = init.get("sdpMid");
        boolean isNamed = mid != null && (mid.isText() ? !Fields.textOf(mid).isEmpty() : isNumber(mid));
        Value index = init.get(LINE_INDEX);
        return isNamed && index != null && isNumber(index) && !isLineIndex(index.number())
                ? init.without(LINE_INDEX)
                : init;
    }

    private static boolean isNumber(Value value) {
        return !Double.isNaN(value.number());
    }

    private static boolean isLineIndex(double number) {
        return number == Math.rint(number) && number >= 0 && number <= LAST_LINE_INDEX;
    }

    /** All that is wrong with the members beside what the candidate's text says, not only the first thing. */
    List<MalformedMessage> faults(Fields given) {
        Fields init = usable(given);
        List<MalformedMessage> faults = new ArrayList<>();
        List<Step> steps = List.of(
                members -> checkSize(members, "sdpMid"),
                CandidateReader::mid,
                CandidateReader::lineIndex,
                CandidateReader::text,
                CandidateReader::fragment);
        for (Step step : steps) {
            try {
                step.check(init);
            } catch (MalformedMessage fault) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private void checkSize(Fields init, String name) throws MalformedMessage {
        Value text = init.get(name);
        if (text != null && text.isText() && text.isTextOver(limits.maxCandidateBytes())) {
            throw init.refusal(TOO_LARGE, name, "must not exceed " + limits.maxCandidateBytes() + " bytes");
        }
    }

    /** Empty without one, as WebIDL has it: then it is the end of candidates. */
    private static String text(Fields init) throws MalformedMessage {
        Value text = init.text("candidate");
        if (text == null && init.get("sdp") != null) {
            throw init.bad("candidate", "is missing; sdp, where webrtc-java has the text, is not read");
        }
        return text == null ? "" : Fields.textOf(text);
    }

    static @Nullable String fragment(Fields init) throws MalformedMessage {
        String fragment = textOrWhole(init, "usernameFragment");
        if (fragment != null && !WireSyntax.isUsernameFragment(fragment)) {
            throw init.bad("usernameFragment", "must be 1 to 256 ice-chars");
        }
        return fragment;
    }

    static @Nullable String mid(Fields init) throws MalformedMessage {
        return textOrWhole(init, "sdpMid");
    }

    /** As a number; digits count as one, as WebIDL would convert them. What native stacks write for none is refused, but no offence. */
    private static @Nullable Long lineIndex(Fields init) throws MalformedMessage {
        Value value = init.get(LINE_INDEX);
        if (value != null
                && value.isText()
                && DIGITS.matcher(Fields.textOf(value)).matches()) {
            return init.checked(LINE_INDEX, Long.parseLong(Fields.textOf(value)), LAST_LINE_INDEX);
        }
        try {
            return init.whole(LINE_INDEX, LAST_LINE_INDEX);
        } catch (MalformedMessage bad) {
            throw value != null && isNumber(value) ? bad.forgiven() : bad;
        }
    }

    /** As a text; a whole number counts as one, as WebIDL would convert it, and an empty text as none: Pion and webrtc-rs write that. */
    private static @Nullable String textOrWhole(Fields init, String name) throws MalformedMessage {
        Value value = init.get(name);
        if (value != null && !value.isText() && !Double.isNaN(value.number())) {
            return Long.toString(init.wholeOf(name, value, Integer.MAX_VALUE));
        }
        Value text = init.text(name);
        return text == null || Fields.textOf(text).isEmpty() ? null : Fields.textOf(text);
    }

    private IceCandidate candidate(Fields init, String text, @Nullable String fragment) throws MalformedMessage {
        IceCandidate candidate = media.candidate(init, text);
        String own = candidate.usernameFragment();
        if (fragment != null && own != null && !Objects.equals(fragment, own)) {
            throw init.refusal(
                    BAD_CANDIDATE, "candidate", Rule.CANDIDATE_INIT.cite("has another ufrag than usernameFragment"));
        }
        return candidate;
    }
}
